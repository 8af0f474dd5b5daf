#pragma once

#include "core/cookies/browsers.h"

namespace keyhole {

/// What keyhole-cli cookies found out: what became of each Set-Cookie, and of each cookie for the request.
struct CookiesAnswer {
    Url from, target;
    std::vector<StoreDecision> received;
    std::vector<Cookie> held;
    std::vector<CookieDecision> decisions;
    QByteArray field;  ///< the value of Cookie
    std::vector<BrowserDifference> storing, sending;  ///< where a browser would have kept, or sent, otherwise
};

/// Each decision with its reason and where the standard says so, for a person.
QByteArray cookiesText(const CookiesAnswer &answer);
/// The same as one JSON object (schema keyhole.cookies/1).
QByteArray cookiesJson(const CookiesAnswer &answer);

}
