#include "core/formats/cookie_file.h"

#include "core/cookies/prefixes.h"
#include "core/cookies/set_cookie_field.h"
#include "core/formats/cookie_reading.h"
#include "core/http/cursor.h"

namespace keyhole {

namespace {

constexpr qsizetype kLargestText = 16 << 20;
constexpr size_t kMostProblems = 100;

bool hasControl(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return isControl(c) && c != '\t'; });
}

QString whyNot(const Cookie &cookie, Instant now)
{
    if (cookie.name.isEmpty() && cookie.value.isEmpty())
        return "It has neither name nor value.";
    if (hasControl(cookie.name + cookie.value) || cookie.name.contains(';') || cookie.value.contains(';') || cookie.name.contains('='))
        return "Its name or value has a character that no cookie can hold.";
    if (cookie.name.size() + cookie.value.size() > 4096)
        return "Name and value are longer than 4096 bytes together.";
    if (cookie.domain.isEmpty() || hasControl(cookie.domain) || cookie.domain.contains(' ') || cookie.domain.contains('/'))
        return "It has no domain that can be read.";
    if (!cookie.hostOnly && isPublicSuffix(cookie.domain))
        return "Its domain is a public suffix: anybody can register a name below it.";
    if (!cookie.path.startsWith('/'))
        return "Its path does not begin with a slash.";
    if (cookie.expires && *cookie.expires <= now)
        return "Its time is past.";
    const auto refusal = checkPrefixes(cookie, cookie.path == "/", {});
    return refusal ? refusal->reason : QString();
}

bool isBoolean(QByteArrayView text)
{
    return equalsIgnoringCase(text, "TRUE") || equalsIgnoringCase(text, "FALSE");
}

/// One line of seven columns; the value may be missing, as curl writes an empty one.
Result<Cookie, QString> readLine(const QByteArray &line, Instant now)
{
    const QByteArrayView httpOnly = "#HttpOnly_";
    Cookie cookie;
    cookie.httpOnly = line.startsWith(httpOnly);
    QList<QByteArray> columns = (cookie.httpOnly ? line.mid(httpOnly.size()) : line).split('\t');
    if (columns.size() == 6)
        columns.append(QByteArray());
    if (columns.size() != 7)
        return failure(QString("Seven columns between tabs were expected; it has %1.").arg(columns.size()));
    bool isNumber = false;
    const double seconds = columns[4].toDouble(&isNumber);
    if (!isBoolean(columns[1]) || !isBoolean(columns[3]))
        return failure(QString("TRUE or FALSE was expected in the second and fourth column."));
    if (!isNumber || seconds < 0 || seconds > 1e12)
        return failure(QString("Seconds since 1970 were expected in the fifth column."));
    cookie.domain = columns[0].toLower();
    const bool dotted = cookie.domain.startsWith('.');
    cookie.domain = cookie.domain.mid(dotted ? 1 : 0);
    cookie.hostOnly = !dotted && equalsIgnoringCase(columns[1], "FALSE");
    cookie.path = columns[2];
    cookie.secure = equalsIgnoringCase(columns[3], "TRUE");
    if (seconds > 0)
        cookie.expires = Instant(Seconds(qint64(seconds)));
    cookie.name = columns[5];
    cookie.value = columns[6];
    cookie.created = cookie.lastUsed = now;
    return cookie;
}

}

bool CookieCollector::takes(const QString &place)
{
    if (m_file.cookies.size() < kMost)
        return true;
    if (!m_full)
        refuse(place, QString("There are more than %1 cookies; the rest was left out.").arg(kMost));
    m_full = true;
    return false;
}

void CookieCollector::add(Cookie cookie, const QString &place)
{
    if (!takes(place))
        return;
    if (const QString why = whyNot(cookie, m_now); !why.isEmpty()) {
        refuse(place, why);
        return;
    }
    if (cookie.setBy.isEmpty())
        cookie.setBy = "import";
    if (cookie.setCookie.isEmpty())
        cookie.setCookie = setCookieField(cookie);
    m_file.cookies.push_back(std::move(cookie));
}

void CookieCollector::refuse(const QString &place, const QString &why)
{
    if (m_file.problems.size() < kMostProblems)
        m_file.problems.push_back({why, place, {}});
}

CookieFile readNetscapeCookies(QByteArrayView text, Instant now)
{
    CookieCollector collector(now);
    if (text.size() > kLargestText) {
        collector.refuse({}, "The file is larger than 16 MB; the rest was left out.");
        text = text.first(kLargestText);
    }
    int number = 0;
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype end = text.indexOf('\n', start);
        QByteArray line = text.sliced(start, (end < 0 ? text.size() : end) - start).toByteArray();
        start = end < 0 ? text.size() : end + 1;
        ++number;
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.trimmed().isEmpty() || (line.startsWith('#') && !line.startsWith("#HttpOnly_")))
            continue;
        const QString place = QString("line %1").arg(number);
        if (auto cookie = readLine(line, now))
            collector.add(std::move(*cookie), place);
        else
            collector.refuse(place, cookie.error());
    }
    return collector.take();
}

CookieFile readDocumentCookies(QByteArrayView text, const Url &page, Instant now)
{
    CookieCollector collector(now);
    int number = 0;
    for (const CookiePair &pair : parseCookieField(text.first(std::min(text.size(), kLargestText))).pairs) {
        Cookie cookie;
        cookie.name = pair.name;
        cookie.value = pair.value;
        cookie.domain = page.origin().host;
        cookie.path = "/";
        cookie.created = cookie.lastUsed = now;
        collector.add(std::move(cookie), QString("cookie %1").arg(++number));
    }
    return collector.take();
}

Result<CookieFile> readCookies(const QByteArray &text, const std::optional<Url> &page, Instant now)
{
    const QByteArray trimmed = text.trimmed();
    if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
        if (trimmed.startsWith('{') && trimmed.contains("\"log\"") && trimmed.contains("\"entries\""))
            return readHarCookies(text, now);
        return readJsonCookies(trimmed, now);
    }
    if (text.contains('\t') || trimmed.startsWith("# Netscape") || trimmed.startsWith("# HTTP Cookie File"))
        return readNetscapeCookies(text, now);
    if (trimmed.contains('=') && page)
        return readDocumentCookies(trimmed, *page, now);
    if (trimmed.contains('='))
        return failure(Error{"These cookies do not say for which host they are.", {}, "Tell the address of their page."});
    return failure(Error{"This is no list of cookies.", {}, "A Netscape cookie file, a HAR file, JSON or document.cookie was expected."});
}

}
