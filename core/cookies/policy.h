#pragma once

#include "core/http/instant.h"
#include "core/http/set_cookie.h"

namespace keyhole {

/// What becomes of cookies when the page belongs to another site than the request.
enum class ThirdParty {
    Sent,
    Partitioned,  ///< each site that embeds gets a jar of its own
    Blocked,
};

/// Where clients differ from each other and where RFC 6265bis leaves the choice to them. As it stands: the standard, with the servers of
/// this computer taken for trustworthy, as Chrome and Firefox do. browsers.h has the others.
struct CookiePolicy {
    SameSite unsetMeans = SameSite::Lax;  ///< a cookie without SameSite; 5.6.7
    Seconds laxAllowingUnsafe{0};  ///< how long such a cookie goes along with POST from another site when that opens a page; 5.6.7.2
    bool noneNeedsSecure = true;  ///< SameSite=None without Secure is refused; 5.7
    bool schemeCounts = true;  ///< http and https of one name are two sites; 5.2
    bool redirectsCount = false;  ///< a redirect through another site makes a request one of another site
    bool secureOnLoopback = true;  ///< http to this computer is as good as https; Secure Contexts, 3.1
    bool nameless = true;  ///< "value" and "=value" are cookies; RFC 6265, 5.2 ignores them
    bool emptyDomainCounts = true;  ///< "Domain=" takes back one before it; RFC 6265, 5.2.3 ignores it
    bool httpPrefixes = false;  ///< __Http- and __Host-Http- are held to HttpOnly; of the draft after RFC 6265bis
    bool partitioned = true;  ///< knows the attribute Partitioned; without it the attribute is not read
    ThirdParty thirdParty = ThirdParty::Sent;
    Milliseconds longestLife = std::chrono::days(400);  ///< 5.5
    Milliseconds longestLifeByScript = std::chrono::days(400);  ///< of what document.cookie sets
    size_t mostOfDomain = 180, mostInAll = 3000;  ///< 6.1 asks for at least 50 and 3000

    friend bool operator==(const CookiePolicy &, const CookiePolicy &) = default;
};

/// What RFC 6265 and its successor agree on: no cookie without a name, and an empty Domain says nothing.
CookiePolicy agreedPolicy();

}
