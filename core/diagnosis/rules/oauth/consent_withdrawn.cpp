#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    Check verdict = saidByAnswer(facts, "oauth.consent-withdrawn");
    if (verdict && !facts.hasCredential())
        verdict->evidence.push_back(requestLine(facts, QStringLiteral("asked without the grant")));
    if (verdict)
        verdict->parameters = {{"words", inItsOwnWords(facts)}};
    return verdict;
}

}

const Rule rules::oauthConsentWithdrawn{"oauth.consent-withdrawn", "The user or an administrator took the grant back", &check};

}
