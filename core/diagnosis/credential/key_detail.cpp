#include "core/diagnosis/credential/key_reading.h"
#include "core/diagnosis/credential/session_readers.h"
#include "core/diagnosis/words.h"
#include "core/http/form.h"

#include <QDateTime>

namespace keyhole {

namespace {

/// The account is in bits 1 to 40 of what follows the four letters, in base 32. docs.aws.amazon.com, unique identifiers; the layout:
/// awsteele.com/blog/2020/09/26/aws-access-key-format.html.
QString accountOfAws(QByteArrayView key)
{
    static constexpr QByteArrayView kPrefixes[] = {"AKIA", "ASIA"};
    constexpr qsizetype kLength = 20, kPrefix = 4, kDigits = 10;
    constexpr QByteArrayView kAlphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    const bool known = std::any_of(std::begin(kPrefixes), std::end(kPrefixes), [key](QByteArrayView each) { return key.startsWith(each); });
    // Keys of before 2019 hold no account; their fifth letter is below Q.
    if (!known || key.size() != kLength || key[kPrefix] < 'Q')
        return {};
    quint64 bits = 0;
    for (const char digit : key.sliced(kPrefix, kDigits)) {
        const qsizetype value = kAlphabet.indexOf(digit);
        if (value < 0)
            return {};
        bits = bits * 32 + quint64(value);
    }
    constexpr quint64 kAccountBits = (quint64(1) << 40) - 1;
    const quint64 account = (bits >> 9) & kAccountBits;
    return QStringLiteral("account %1").arg(account, 12, 10, QLatin1Char('0'));
}

/// A macaroon of version 2 begins with 2, 1 and its location: the host of the index that made it. github.com/rescrv/libmacaroons,
/// doc/format.txt; docs of the Python package index, API tokens.
QString locationOfMacaroon(QByteArrayView key)
{
    constexpr qsizetype kPrefix = 5;
    if (!key.startsWith("pypi-") || !isBase64(key.sliced(kPrefix)))
        return {};
    const QByteArray bytes = decodedLoosely(key.sliced(kPrefix));
    if (bytes.size() < 3 || bytes[0] != 2 || bytes[1] != 1)
        return {};
    const int length = uchar(bytes[2]);
    if (length == 0 || length > 100 || bytes.size() < 3 + length)
        return {};
    return QStringLiteral("of %1").arg(quoted(bytes.sliced(3, length), 60));
}

/// The base64url of a signed address of the token service; it is good for 15 minutes from X-Amz-Date.
/// github.com/kubernetes-sigs/aws-iam-authenticator pkg/token/token.go.
QString lifeOfEksToken(QByteArrayView key, std::optional<Instant> now)
{
    constexpr QByteArrayView kPrefix("k8s-aws-v1.");
    constexpr Seconds kLife{15 * 60};
    if (!key.startsWith(kPrefix) || !isBase64(key.sliced(kPrefix.size())))
        return {};
    const QByteArray address = decodedLoosely(key.sliced(kPrefix.size()));
    QByteArray date;
    for (const FormPair &pair : parseForm(address.mid(address.indexOf('?') + 1))) {
        if (pair.name == "X-Amz-Date")
            date = pair.value;
    }
    QDateTime time = QDateTime::fromString(QString::fromLatin1(date), QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    time.setTimeSpec(Qt::UTC);
    const auto made = time.isValid() ? momentOfSeconds(time.toSecsSinceEpoch()) : std::nullopt;
    if (!made || !now)
        return {};
    const Instant ends = *made + kLife;
    return ends <= *now ? QStringLiteral("over for %1").arg(roughDurationText(*now - ends))
                        : QStringLiteral("for %1 more").arg(roughDurationText(ends - *now));
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Three parts; the first is the id of the user or bot in base64. github.com/Rapptz/discord.py docs/token.rst.
QString idOfDiscordBot(QByteArrayView key)
{
    const auto parted = parts(key, ".");
    constexpr size_t kParts = 3;
    constexpr qsizetype kTimeDigits = 6, kShortestEnd = 27, kShortestId = 17, kLongestId = 20;
    if (parted.size() != kParts || parted[1].size() != kTimeDigits || parted[2].size() < kShortestEnd || !isBase64(parted[0]))
        return {};
    const QByteArray id = decodedLoosely(parted[0]);
    if (id.size() < kShortestId || id.size() > kLongestId || !std::all_of(id.begin(), id.end(), isDigit))
        return {};
    return QStringLiteral("user %1").arg(QString::fromLatin1(id));
}

/// "123456789:AA…": core.telegram.org/bots/api, authorizing your bot.
QString idOfTelegramBot(QByteArrayView key)
{
    const qsizetype colon = key.indexOf(":AA");
    constexpr qsizetype kSecret = 35, kShortestId = 8, kLongestId = 10;
    if (colon < kShortestId || colon > kLongestId || key.size() != colon + 1 + kSecret || !decimal(key.first(colon)))
        return {};
    return QStringLiteral("bot %1").arg(QString::fromLatin1(key.first(colon)));
}

}

QString keyDetail(QByteArrayView value, std::optional<Instant> now)
{
    constexpr qsizetype kLongestKey = 8192;
    if (value.size() > kLongestKey)
        return {};
    for (const QString &detail :
         {accountOfAws(value), locationOfMacaroon(value), lifeOfEksToken(value, now), idOfTelegramBot(value), idOfDiscordBot(value)}) {
        if (!detail.isEmpty())
            return detail;
    }
    return {};
}

}
