#pragma once

#include "core/http/url.h"

#include <vector>

namespace keyhole {

/// How a request came about, as far as cookies ask. A request typed by the user is same-site and opens a page. RFC 6265bis, 5.2.
struct CookieContext {
    bool sameSite = true;  ///< who began it is of the site that it goes to
    bool topLevelNavigation = true;
    QByteArray method = "GET";
    QByteArray topLevelSite = {};  ///< of the page in the address bar, "https://shop.example"; empty: the site that the request goes to
    QByteArray initiator = {};  ///< who began it, for the reasons; empty: the user
    bool redirectedAcrossSites = false;  ///< it passed another site on its way
    bool crossScheme = false;  ///< same name, but http and https: another site where the scheme counts
    bool byScript = false;  ///< document.cookie, not a header field
};

/// Scheme and registrable domain, or scheme and host where there is none: "https://example.co.uk". RFC 6265bis, 5.2; HTML, "site".
QByteArray siteOf(const Url &url);

enum class RequestKind { TopLevel, Frame, Subresource };

/// A request told as a person would: which page began it, for what, and over which redirects it came.
struct RequestSituation {
    RequestKind kind = RequestKind::TopLevel;
    QByteArray method = "GET";
    std::optional<Url> initiator;  ///< absent: the user, by the address bar or a bookmark
    std::optional<Url> topLevel;  ///< the page in the address bar; absent: the initiator's, or for TopLevel the target
    std::vector<Url> redirectedFrom;  ///< addresses before the target, oldest first
};
CookieContext contextOf(const RequestSituation &situation, const Url &target);

}
