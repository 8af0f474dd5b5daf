#pragma once

#include "core/http/exchange.h"
#include "core/http/set_cookie.h"

#include <optional>
#include <vector>

namespace keyhole {

/// A cookie as it is held. RFC 6265bis, 5.7.
struct Cookie {
    QByteArray name, value;
    QByteArray domain;
    bool hostOnly = true;
    QByteArray path;
    bool secure = false, httpOnly = false, partitioned = false;
    SameSite sameSite = SameSite::Unset;
    std::optional<Instant> expires;  ///< absent: until the program ends
    Instant created{}, lastUsed{};
    QByteArray setBy;  ///< address of the answer that set it
    QByteArray setCookie;  ///< the field value that set it
    friend bool operator==(const Cookie &, const Cookie &) = default;
};

/// What became of one Set-Cookie, with the rule that decided. `rule` is empty when it was kept.
struct StoreDecision {
    QByteArray name;
    QByteArray setCookie;
    QByteArray rule;  ///< "syntax", "public-suffix", "domain", "secure", "prefix-host", "prefix-secure", "samesite-none-insecure",
                      ///< "overwrite-secure", "size", "expired" (deletes), …
    QString reason;  ///< one sentence, in words
    bool deleted = false;  ///< it removed (or would remove) a cookie: its time is past
    std::optional<Cookie> kept;
};

/// Who asks: needed for SameSite. A request typed by the user is same-site and top-level.
struct CookieContext {
    bool sameSite = true;
    bool topLevelNavigation = true;
    QByteArray method = "GET";
};

/// What RFC 6265bis does with cookies, and why. Public suffixes from libpsl's list.
class CookieJar {
public:
    /// Takes the Set-Cookie fields of an answer to `url`. Refused ones are told with their rule.
    std::vector<StoreDecision> store(const Url &url, const FieldList &responseFields, Instant now);
    /// Every cookie held that has something to do with the host (same registrable domain), each sent or held back, with the rule; sent ones
    /// in the order of 5.8.3.
    std::vector<CookieDecision> decide(const Url &url, const CookieContext &context, Instant now) const;
    /// The value of the Cookie field; empty when none goes.
    QByteArray cookieField(const Url &url, const CookieContext &context, Instant now) const;

    const std::vector<Cookie> &cookies() const { return m_cookies; }
    void add(const Cookie &cookie);
    void remove(const Cookie &cookie);
    void clear() { m_cookies.clear(); }

private:
    std::vector<Cookie> m_cookies;
};

/// The registrable domain ("example.co.uk") of a host, or empty for a public suffix, an address or a single label. libpsl.
QByteArray registrableDomain(QByteArrayView host);
bool isPublicSuffix(QByteArrayView domain);
bool domainMatches(QByteArrayView host, QByteArrayView domain);  ///< RFC 6265bis, 5.1.3
bool pathMatches(QByteArrayView requestPath, QByteArrayView cookiePath);  ///< 5.1.4
QByteArray defaultPath(const Url &url);  ///< 5.1.4

}
