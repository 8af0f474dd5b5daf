#pragma once

#include "core/cookies/jar.h"

namespace keyhole {

/// Takes cookies out until no domain and not the jar as a whole holds more than the policy allows: expired ones first, then of a domain
/// that has too many those without Secure, then all of that domain, then any; of equals the one that was used longest ago. RFC
/// 6265bis, 5.7. Tells of each, with the rule "limit".
std::vector<StoreDecision> makeRoom(std::vector<Cookie> &cookies, const CookiePolicy &policy, Instant now);

}
