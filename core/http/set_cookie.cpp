#include "core/http/set_cookie.h"

#include "core/http/cursor.h"
#include "core/http/date.h"
#include "core/http/field.h"

namespace keyhole {

namespace {

// RFC 6265bis, 5.6
constexpr qsizetype kLongestPair = 4096;
constexpr qsizetype kLongestAttribute = 1024;
// Ours: far above any cookie, so that a hostile field costs little.
constexpr qsizetype kLongestField = 256 << 10;
constexpr size_t kMostPairs = 3000;

/// name=value around the first '='; without one, all of it is the name.
struct Pair {
    QByteArrayView name, value;
    bool hasEquals = false;
};
Pair splitPair(QByteArrayView text)
{
    const qsizetype equals = text.indexOf('=');
    if (equals < 0)
        return {trimmedBlanks(text), {}, false};
    return {trimmedBlanks(text.first(equals)), trimmedBlanks(text.sliced(equals + 1)), true};
}

/// RFC 6265bis, 5.6.2: '-' and digits, or the attribute is ignored. What is beyond 64 bits is taken as the far end.
std::optional<Seconds> readMaxAge(QByteArrayView value)
{
    const bool negative = value.startsWith('-');
    const QByteArrayView digits = negative ? value.sliced(1) : value;
    if (digits.isEmpty() || !std::all_of(digits.begin(), digits.end(), isDigit))
        return std::nullopt;
    constexpr qint64 kFar = 1000LL * 366 * 24 * 3600;  // a thousand years
    bool fits = false;
    const qint64 number = digits.toByteArray().toLongLong(&fits);
    const qint64 bounded = fits ? std::min(number, kFar) : kFar;
    return Seconds(negative ? -bounded : bounded);
}

SameSite readSameSite(QByteArrayView value)
{
    if (equalsIgnoringCase(value, "None"))
        return SameSite::None;
    if (equalsIgnoringCase(value, "Lax"))
        return SameSite::Lax;
    return equalsIgnoringCase(value, "Strict") ? SameSite::Strict : SameSite::Unknown;
}

void readExpires(QByteArrayView value, SetCookie &cookie)
{
    const auto date = parseCookieDate(value);
    if (!date && cookie.expires)
        return;  // an attribute that cannot be read is ignored, and the one before it stands
    cookie.expiresText = value.toByteArray();
    cookie.expires = date ? std::optional(*date) : std::nullopt;
}

/// RFC 6265bis, 5.6.1 to 5.6.7.
void readAttribute(QByteArrayView text, SetCookie &cookie)
{
    const Pair pair = splitPair(text);
    const auto is = [&pair](QByteArrayView name) { return equalsIgnoringCase(pair.name, name); };
    if (pair.value.size() > kLongestAttribute || (pair.name.isEmpty() && !pair.hasEquals))
        return;
    if (is("Expires")) {
        readExpires(pair.value, cookie);
    } else if (is("Max-Age")) {
        if (const auto maxAge = readMaxAge(pair.value))
            cookie.maxAge = maxAge;
    } else if (is("Domain")) {
        cookie.domainGiven = true;
        cookie.domain = pair.value.sliced(pair.value.startsWith('.') ? 1 : 0).toByteArray().toLower();
        if (!pair.value.isEmpty())
            cookie.lastFilledDomain = cookie.domain;
    } else if (is("Path")) {
        cookie.path = pair.value.startsWith('/') ? pair.value.toByteArray() : QByteArray();
    } else if (is("Secure")) {
        cookie.secure = true;
    } else if (is("HttpOnly")) {
        cookie.httpOnly = true;
    } else if (is("Partitioned")) {
        cookie.partitioned = true;
    } else if (is("SameSite")) {
        cookie.sameSite = readSameSite(pair.value);
    } else {
        cookie.unknown.emplace_back(pair.name.toByteArray(), pair.value.toByteArray());
    }
}

/// What RFC 6265, 4.1.1 lets a cookie's value hold, inside its quotes where it has them.
bool isCookieOctet(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

QByteArrayView withoutQuotes(QByteArrayView value)
{
    const bool quoted = value.size() >= 2 && value.startsWith('"') && value.endsWith('"');
    return quoted ? value.sliced(1, value.size() - 2) : value;
}

std::optional<SyntaxError> faultOf(const Pair &pair, qsizetype nameOffset, qsizetype valueOffset)
{
    if (!pair.hasEquals)
        return SyntaxError{nameOffset, "A cookie without '=' has no name; servers read it differently."};
    if (!isToken(pair.name))
        return SyntaxError{nameOffset, "The name of this cookie is no token."};
    const QByteArrayView value = withoutQuotes(pair.value);
    const auto bad = std::find_if_not(value.begin(), value.end(), isCookieOctet);
    if (bad == value.end())
        return std::nullopt;
    return SyntaxError{valueOffset + (&*bad - pair.value.data()), "This character cannot stand in the value of a cookie."};
}

}

std::optional<AttributePlace> lastAttribute(QByteArrayView fieldValue, QByteArrayView name)
{
    qsizetype end = fieldValue.size();
    for (qsizetype semicolon = fieldValue.lastIndexOf(';'); semicolon >= 0; semicolon = fieldValue.first(end).lastIndexOf(';')) {
        const QByteArrayView text = trimmedBlanks(fieldValue.sliced(semicolon + 1, end - semicolon - 1));
        if (equalsIgnoringCase(splitPair(text).name, name))
            return AttributePlace{text.data() - fieldValue.data(), text.size()};
        end = semicolon;
    }
    return std::nullopt;
}

Result<SetCookie, SyntaxError> parseSetCookie(QByteArrayView fieldValue)
{
    if (fieldValue.size() > kLongestField)
        return failure(SyntaxError{kLongestField, "The field is longer than 256 KB."});
    const auto control = std::find_if(fieldValue.begin(), fieldValue.end(), [](char c) { return isControl(c) && c != '\t'; });
    if (control != fieldValue.end())
        return failure(SyntaxError{control - fieldValue.begin(), "A control character stands in it; browsers ignore the whole cookie."});
    qsizetype semicolon = fieldValue.indexOf(';');
    const Pair pair = splitPair(semicolon < 0 ? fieldValue : fieldValue.first(semicolon));
    SetCookie cookie;
    cookie.name = pair.hasEquals ? pair.name.toByteArray() : QByteArray();
    cookie.value = (pair.hasEquals ? pair.value : pair.name).toByteArray();
    if (cookie.name.isEmpty() && cookie.value.isEmpty())
        return failure(SyntaxError{0, "A cookie with a name or a value was expected, such as sid=1."});
    if (cookie.name.size() + cookie.value.size() > kLongestPair)
        return failure(SyntaxError{kLongestPair, "Name and value have more than 4096 bytes; browsers ignore the whole cookie."});
    while (semicolon >= 0) {
        const qsizetype start = semicolon + 1;
        semicolon = fieldValue.indexOf(';', start);
        readAttribute(fieldValue.sliced(start, (semicolon < 0 ? fieldValue.size() : semicolon) - start), cookie);
    }
    return cookie;
}

CookiePairs parseCookieField(QByteArrayView fieldValue)
{
    CookiePairs read;
    qsizetype start = 0;
    while (start <= fieldValue.size()) {
        if (read.pairs.size() == kMostPairs) {
            read.problems.push_back({start, "There are more than 3000 cookies; the rest was not read."});
            break;
        }
        const qsizetype semicolon = fieldValue.indexOf(';', start);
        const qsizetype end = semicolon < 0 ? fieldValue.size() : semicolon;
        const QByteArrayView text = trimmedBlanks(fieldValue.sliced(start, end - start));
        start = end + 1;
        if (text.isEmpty())
            continue;
        const Pair pair = splitPair(text);
        const qsizetype offset = text.data() - fieldValue.data();
        if (auto fault = faultOf(pair, offset, pair.hasEquals ? pair.value.data() - fieldValue.data() : offset))
            read.problems.push_back(std::move(*fault));
        const QByteArrayView name = pair.hasEquals ? pair.name : QByteArrayView();
        read.pairs.push_back({name.toByteArray(), (pair.hasEquals ? pair.value : pair.name).toByteArray(), offset});
    }
    return read;
}

}
