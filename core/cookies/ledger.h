#pragma once

#include "core/cookies/changes.h"
#include "core/cookies/policy.h"

namespace keyhole {

/// The jar as it was before an exchange, as far as its ledger tells: cookies that have nothing to do with the host are not in it, and of
/// one whose Set-Cookie is not known there is only what the decision says.
CookieJar jarBefore(const Exchange &exchange, const CookiePolicy &policy = {});

/// What one answer of an exchange makes of its Set-Cookie fields, in a jar that goes on from hop to hop.
struct AnswerCookies {
    int hop = 0;  ///< from 0
    std::vector<StoreDecision> decisions;
};
struct ExchangeCookies {
    std::vector<AnswerCookies> answers;  ///< of hops that set something
    std::vector<JarChange> changes;  ///< by the exchange as a whole
};
/// What the answers make of a jar, which is that of jarBefore(); `context` is that of the requests.
ExchangeCookies cookiesOf(const Exchange &exchange, CookieJar jar, const CookieContext &context = {});

}
