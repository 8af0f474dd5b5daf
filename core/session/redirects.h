#pragma once

#include "core/session/assemble.h"

namespace keyhole {

/// The hops so far, and what they were made from.
struct RedirectChain {
    const PreparedDraft &first;  ///< what the user asked for
    const PreparedDraft &current;  ///< what the last hop was made from
    const std::vector<Hop> &hops;
};

/// The hop to make next.
struct NextHop {
    PreparedDraft prepared;
    ResolvedRequest resolved;
    QString whyFollowed;  ///< for Hop::whyFollowed
    std::vector<QString> droppedNotes;  ///< for Hop::droppedNotes
};

/// Decides what follows on the last answer: nothing when it is no redirect or the draft does not follow any; the next hop; or why the
/// chain stops here, as a defect of that answer ("redirect.refused", "redirect.loop", "redirect.limit", "redirect.bad-location").
///
/// 301, 302, 303, 307 and 308 with a Location are followed (RFC 9110, 15.4), ten requests in all. The method changes as Fetch says (4.4,
/// "HTTP-redirect fetch"): 303 makes it GET unless it is GET or HEAD; 301 and 302 make POST a GET; the body and its fields go with it.
/// Credentials (typed or from the auth row, in a field, the query or a cookie; the client certificate; values of secret variables; what was
/// made of them for an earlier hop) go to the first origin as long as the chain has not left it, and to `allowedOrigins`; nowhere else.
/// From https to http nothing is followed; a body goes to no further origin. The jar's cookies are decided anew for each hop.
std::optional<Result<NextHop, Defect>> followRedirect(const RedirectChain &chain, const CookieJar &jar, Instant now,
                                                      const AuthKnowledge &known = {});

}
