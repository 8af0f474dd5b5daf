#include "core/formats/har_redaction.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

constexpr int kFirstSanitizingChrome = 130;
const QByteArray kMaskDots = QByteArray("\xE2\x80\xA2").repeated(8);

bool isMark(char c)
{
    return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
}

/// Without brackets, stars and the like around it.
QByteArray bareWord(const QByteArray &lower)
{
    const auto begin = std::find_if_not(lower.begin(), lower.end(), isMark);
    const auto end = std::find_if_not(lower.rbegin(), lower.rend(), isMark).base();
    return begin < end ? QByteArray(begin, end - begin) : QByteArray();
}

bool isRedactedToken(QByteArrayView value)
{
    static constexpr qsizetype kLongest = 80;
    static constexpr QByteArrayView kPlain[] = {"redacted", "sanitized", "sanitised"};
    static constexpr QByteArrayView kBracketed[]
        = {"redacted", "sanitized", "sanitised", "filtered", "removed", "masked", "hidden", "obfuscated"};
    const QByteArray lower = value.trimmed().toByteArray().toLower();
    if (lower.contains(kMaskDots))
        return true;
    if (lower.size() < 3 || lower.size() > kLongest)
        return false;
    const QByteArray word = bareWord(lower);
    if (word.isEmpty())
        return lower.count('*') == lower.size();
    const bool bracketed = !lower.startsWith(word) && !lower.endsWith(word);
    const auto isWord = [&word](QByteArrayView known) { return word == known; };
    const auto endsWithWord = [&word](QByteArrayView known) { return word.startsWith(known) || word.endsWith(known); };
    return std::any_of(std::begin(kPlain), std::end(kPlain), isWord)
        || (bracketed && std::any_of(std::begin(kBracketed), std::end(kBracketed), endsWithWord));
}

bool hasRedactedCookie(QByteArrayView pairs)
{
    if (isRedacted(pairs))
        return true;
    for (const QByteArray &pair : pairs.toByteArray().split(';')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals >= 0 && isRedactedToken(QByteArrayView(pair).sliced(equals + 1)))
            return true;
    }
    return false;
}

/// What the head takes as text, from the request line to the blank line. HTTP/1.1 only: Chrome knows no size for others.
qint64 listedHeadSize(const Request &request)
{
    qint64 size = request.method.size() + 1 + request.url.requestTarget().size() + qint64(qstrlen(" HTTP/1.1\r\n\r\n"));
    for (const Field &field : request.fields)
        size += field.name.size() + 2 + field.value.size() + 2;
    return size;
}

/// Chrome's major version by User-Agent, also of browsers built on it; 0 when it does not say.
int chromeVersion(const Request &request)
{
    static const QRegularExpression kChrome(QStringLiteral("Chrom(?:e|ium)/(\\d+)"));
    const QString agent = QString::fromLatin1(request.fields.value("User-Agent").value_or(QByteArray()));
    return kChrome.match(agent).captured(1).toInt();
}

}

bool isRedacted(QByteArrayView value)
{
    value = value.trimmed();
    if (isRedactedToken(value))
        return true;
    const qsizetype blank = value.indexOf(' ');
    return blank > 0 && isRedactedToken(value.sliced(blank + 1));
}

std::optional<QByteArray> redactedField(const Hop &hop)
{
    for (const Field &field : hop.request.fields) {
        if (equalsIgnoringCase(field.name, "Cookie") ? hasRedactedCookie(field.value) : isRedacted(field.value))
            return field.name;
    }
    if (!hop.response)
        return std::nullopt;
    for (const Field &field : hop.response->fields) {
        if (equalsIgnoringCase(field.name, "Set-Cookie") && hasRedactedCookie(field.value))
            return field.name;
    }
    return std::nullopt;
}

bool holdsCredentials(const Hop &hop)
{
    return hop.request.fields.contains("Authorization") || hop.request.fields.contains("Cookie")
        || (hop.response && hop.response->fields.contains("Set-Cookie"));
}

QString whyLeftOut(const HarEntry &entry, const QString &creator)
{
    if (!creator.startsWith(QLatin1String("WebInspector")))
        return {};
    static constexpr qint64 kShortestField = 12;  // "Cookie: a=b" and its line end, less a byte of doubt
    const Request &request = entry.hop.request;
    if (entry.requestHeadSize && !request.fields.isEmpty()) {
        const qint64 listed = listedHeadSize(request);
        if (*entry.requestHeadSize == listed)
            return {};
        if (*entry.requestHeadSize >= listed + kShortestField)
            return QStringLiteral("The request's head was %1 bytes long, and what the file lists of it makes %2: fields were left out when "
                                  "the file was saved. No Authorization, Cookie or Set-Cookie stands in the whole file.")
                .arg(*entry.requestHeadSize)
                .arg(listed);
    }
    const int version = chromeVersion(request);
    if (version > 0 && version < kFirstSanitizingChrome)
        return {};
    return QStringLiteral("Chrome's developer tools saved this file, and they leave out Authorization, Cookie and Set-Cookie unless told "
                          "otherwise (“Export HAR (with sensitive data)”). Not one of the three stands in the whole file.");
}

}
