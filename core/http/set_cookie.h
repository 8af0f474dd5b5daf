#pragma once

#include "core/http/instant.h"
#include "core/result.h"

#include <QByteArray>
#include <optional>
#include <vector>

namespace keyhole {

enum class SameSite { Unset, None, Lax, Strict, Unknown };

/// A Set-Cookie value as RFC 6265bis, 5.6 reads it. Attributes keep the last occurrence; unknown ones are kept for the rules to see.
struct SetCookie {
    QByteArray name, value;
    std::optional<Instant> expires;  ///< absent as well when the date cannot be read; then `expiresText` is not empty
    QByteArray expiresText;
    std::optional<Seconds> maxAge;
    QByteArray domain;  ///< without a leading dot, lower case; empty when absent
    bool domainGiven = false;
    QByteArray path;  ///< empty: the default path
    bool secure = false, httpOnly = false, partitioned = false;
    SameSite sameSite = SameSite::Unset;
    std::vector<std::pair<QByteArray, QByteArray>> unknown;
    QByteArray lastFilledDomain
        = {};  ///< the last Domain that says something: RFC 6265, 5.2.3 ignores an empty one, its successor does not

    friend bool operator==(const SetCookie &, const SetCookie &) = default;
};

/// Where the last attribute of a name (whatever its case) stands in a Set-Cookie value, without the blanks around it.
struct AttributePlace {
    qsizetype offset = 0, size = 0;
};
std::optional<AttributePlace> lastAttribute(QByteArrayView fieldValue, QByteArrayView name);

/// Fails where the standard says "ignore the set-cookie-string entirely": a control character, no name and no value, over 4096 bytes.
Result<SetCookie, SyntaxError> parseSetCookie(QByteArrayView fieldValue);

/// One name=value of a Cookie field; offset in the field value.
struct CookiePair {
    QByteArray name, value;
    qsizetype offset = 0;
    friend bool operator==(const CookiePair &, const CookiePair &) = default;
};
struct CookiePairs {
    std::vector<CookiePair> pairs;
    std::vector<SyntaxError> problems;  ///< pairs that are not what RFC 6265, 4.2.1 allows; they are read all the same
};
CookiePairs parseCookieField(QByteArrayView fieldValue);

}
