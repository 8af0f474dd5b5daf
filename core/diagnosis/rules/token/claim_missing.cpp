#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/rules/token/named_claim.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

Check byName(const Facts &facts, const NamedClaim &named)
{
    Verdict verdict{Certainty::Certain,
                    {evidenceFor(*named.text, QStringLiteral("names the claim")),
                     credentialLine(facts.credentials.front(), QStringLiteral("holds none of this name"))}};
    verdict.parameters = {{"claim", QStringLiteral("the claim “%1”").arg(quoted(named.name, 24))}};
    return verdict;
}

Check check(const Facts &facts)
{
    if (facts.token() && !facts.token()->payload)
        return ruledOut(QStringLiteral("no readable token was sent"));
    const auto named = facts.refusedInSomeWay() ? claimNamedByAnswer(facts) : std::nullopt;
    if (named && named->saidMissing && !facts.token()->claim(named->name) && !saysAnother(facts, "token.claim-missing"))
        return byName(facts, *named);
    Check verdict = saidByAnswer(facts, "token.claim-missing");
    // It is there: the words mean another one, or its value.
    if (verdict && named && facts.token()->claim(named->name))
        verdict->certainty = std::min(verdict->certainty, Certainty::Likely);
    if (verdict)
        verdict->parameters = {{"claim", QStringLiteral("a claim that the server requires")}};
    return verdict;
}

}

const Rule rules::tokenClaimMissing{"token.claim-missing", "A claim that the server requires is not in the token", &check};

}
