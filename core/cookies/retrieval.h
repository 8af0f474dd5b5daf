#pragma once

#include "core/cookies/jar.h"

namespace keyhole {

/// A request as the retrieval algorithm of RFC 6265bis, 5.8.3 looks at it.
struct CookieRequest {
    QByteArray host, domain, path, scheme;
    bool secure = false;  ///< https, or what the policy takes for as good
    bool sameSite = true;
    bool thirdParty = false;  ///< the page in the address bar is of another site
    QByteArray topLevelSite;
    CookieContext context;
};
CookieRequest describe(const Url &url, const CookieContext &context, const CookiePolicy &policy);

/// Whether a cookie is worth telling about for this request: its domain is of the same registrable domain.
bool concerns(const Cookie &cookie, const CookieRequest &request);

/// Which partition a cookie has that is set by the answer to this request; empty: none.
QByteArray partitionFor(bool partitioned, const CookieRequest &request, const CookiePolicy &policy);

/// What SameSite comes to: an absent or unknown one is what the client makes of it. 5.6.7.
SameSite enforcedSameSite(SameSite sameSite, const CookiePolicy &policy);

struct HeldBack {
    QByteArray rule;
    QString reason;
    QByteArray attribute;  ///< of the cookie
    QByteArray against;  ///< the part of the request
    QByteArray section = "RFC 6265bis, 5.8.3";
};
/// Why a cookie does not go with the request; nothing when it goes.
std::optional<HeldBack> whyHeldBack(const Cookie &cookie, const CookieRequest &request, const CookiePolicy &policy, Instant now);

}
