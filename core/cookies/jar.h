#pragma once

#include "core/cookies/policy.h"
#include "core/cookies/site.h"
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
    QByteArray partition = {};  ///< the top-level site that it is kept apart for; empty: for all
    friend bool operator==(const Cookie &, const Cookie &) = default;
};
/// Whether one takes the other's place: name, domain, host-only, path and partition agree. 5.7.
bool isSameCookie(const Cookie &a, const Cookie &b);

/// What became of one Set-Cookie, with the rule that decided. `rule` is empty when it was kept.
struct StoreDecision {
    QByteArray name;
    QByteArray setCookie;
    QByteArray rule;  ///< "syntax", "nameless", "public-suffix", "domain", "secure", "prefix-host", "prefix-secure", "prefix-http",
                      ///< "samesite", "samesite-none-insecure", "partitioned-insecure", "overwrite-secure", "httponly", "third-party",
                      ///< "size", "limit", "expired" (deletes)
    QString reason;  ///< one sentence, in words
    bool deleted = false;  ///< it removed (or would remove) a cookie: its time is past, or there are too many
    std::optional<Cookie> kept;
    QByteArray attribute = {};  ///< what decided, as it stands in the field: "Domain=com"
    qsizetype offset = 0;  ///< where that begins in the field value, in bytes
    QByteArray section = {};  ///< where the standard says so: "RFC 6265bis, 5.7"
    QString note = {};  ///< of a cookie that was kept: what will surprise, such as a lifetime that was cut
};

/// What RFC 6265bis does with cookies, and why. Public suffixes from libpsl's list.
class CookieJar {
public:
    CookieJar() = default;
    explicit CookieJar(const CookiePolicy &policy) : m_policy(policy) { }
    const CookiePolicy &policy() const { return m_policy; }
    void setPolicy(const CookiePolicy &policy) { m_policy = policy; }

    /// Takes the Set-Cookie fields of an answer to `url`. Refused ones are told with their rule, and so are those that had to make room.
    std::vector<StoreDecision> store(const Url &url, const FieldList &responseFields, Instant now, const CookieContext &context = {});
    /// Every cookie held that has something to do with the host (same registrable domain), each sent or held back, with the rule; sent ones
    /// in the order of 5.8.3.
    std::vector<CookieDecision> decide(const Url &url, const CookieContext &context, Instant now) const;
    /// The value of the Cookie field; empty when none goes.
    QByteArray cookieField(const Url &url, const CookieContext &context, Instant now) const;
    /// Notes that the request was sent: which cookies have to make room goes by when they were last used. 5.8.3, step 3.
    void noteSent(const Url &url, const CookieContext &context, Instant now);

    const std::vector<Cookie> &cookies() const { return m_cookies; }
    /// Puts a cookie in, or in the place of the one that it replaces, whose creation time it takes over.
    void add(const Cookie &cookie);
    void remove(const Cookie &cookie);
    void clear() { m_cookies.clear(); }

private:
    CookiePolicy m_policy;
    std::vector<Cookie> m_cookies;
};

/// The registrable domain ("example.co.uk") of a host, or empty for a public suffix, an address or a single label. libpsl.
QByteArray registrableDomain(QByteArrayView host);
bool isPublicSuffix(QByteArrayView domain);
bool domainMatches(QByteArrayView host, QByteArrayView domain);  ///< RFC 6265bis, 5.1.3
bool pathMatches(QByteArrayView requestPath, QByteArrayView cookiePath);  ///< 5.1.4
QByteArray defaultPath(const Url &url);  ///< 5.1.4

}
