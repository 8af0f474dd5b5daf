#include "core/diagnosis/credential/session_value.h"

#include "core/diagnosis/credential/session_readers.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr qsizetype kLongestValue = 16 << 10;
constexpr qint64 kEarliest = 1'104'537'600;  // 2005-01-01
constexpr qint64 kLatest = 4'102'444'800;  // 2100-01-01

template <class Predicate> bool isMadeOf(QByteArrayView text, Predicate predicate)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), predicate);
}

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}

std::optional<Instant> momentOfSeconds(qint64 seconds)
{
    if (seconds < kEarliest || seconds > kLatest)
        return std::nullopt;
    return Instant(Seconds(seconds));
}

std::optional<Instant> momentOfMilliseconds(qint64 milliseconds)
{
    return momentOfSeconds(milliseconds / 1000);
}

std::optional<qint64> decimal(QByteArrayView digits)
{
    if (!isMadeOf(digits, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    bool fits = false;
    const qint64 number = digits.toByteArray().toLongLong(&fits);
    return fits ? std::optional(number) : std::nullopt;
}

bool isBase64Url(QByteArrayView text)
{
    return isMadeOf(text, [](char c) { return isLetterOrDigit(c) || c == '-' || c == '_'; });
}

bool isBase64(QByteArrayView text)
{
    while (text.endsWith('='))
        text.chop(1);
    return isMadeOf(text, [](char c) { return isLetterOrDigit(c) || c == '-' || c == '_' || c == '+' || c == '/'; });
}

bool isHex(QByteArrayView text, qsizetype length)
{
    return text.size() == length
        && isMadeOf(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

QByteArray decodedLoosely(QByteArrayView base64)
{
    QByteArray text = base64.toByteArray();
    text.replace('-', '+').replace('_', '/');
    return QByteArray::fromBase64(text);
}

std::vector<QByteArrayView> parts(QByteArrayView text, QByteArrayView separator)
{
    std::vector<QByteArrayView> found;
    for (qsizetype from = 0;;) {
        const qsizetype at = text.indexOf(separator, from);
        found.push_back(text.sliced(from, (at < 0 ? text.size() : at) - from));
        if (at < 0)
            return found;
        from = at + separator.size();
    }
}

std::optional<SessionValue> readSessionValue(QByteArrayView name, QByteArrayView value)
{
    if (value.isEmpty() || value.size() > kLongestValue)
        return std::nullopt;
    if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
        value = value.sliced(1, value.size() - 2);
    const CookieText cookie{name.toByteArray(), QByteArray::fromPercentEncoding(value.toByteArray())};
    static constexpr SessionReader kReaders[]
        = {&readTokenSession,  &readPythonSession, &readRubySession,   &readPhpSession, &readNodeSession,
           &readDotNetSession, &readProxySession,  &readErlangSession, &readJavaSession};
    for (const SessionReader reader : kReaders) {
        if (auto read = reader(cookie))
            return read;
    }
    return std::nullopt;
}

QString sessionValueText(const SessionValue &value, std::optional<Instant> now)
{
    QString text = value.form;
    if (!value.detail.isEmpty())
        text += QStringLiteral(", ") + value.detail;
    if (!now)
        return text;
    if (value.ends && *value.ends <= *now)
        return text + QStringLiteral(", over for %1").arg(roughDurationText(*now - *value.ends));
    if (value.ends)
        return text + QStringLiteral(", for %1 more").arg(roughDurationText(*value.ends - *now));
    if (value.made && *value.made <= *now)
        return text + QStringLiteral(", %1 old").arg(roughDurationText(*now - *value.made));
    return text;
}

}
