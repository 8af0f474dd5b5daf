#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/rules/token/named_claim.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    const Token *token = facts.token();
    if (!token || !token->payload)
        return ruledOut(QStringLiteral("no readable token was sent"));
    const Said *words = facts.saidFor("token.claim-rejected");
    const auto named = claimNamedByAnswer(facts);
    const bool isNamed = named && token->claim(named->name) && !hasOwnCause(named->name) && named->saidRejected;
    if (!words && !isNamed)
        return ruledOut(QStringLiteral("the answer refuses the value of no claim"));
    if (saysAnother(facts, "token.claim-rejected"))
        return ruledOut(QStringLiteral("the answer names another cause"));
    // Words that could mean "it is missing" as well do not decide what is there.
    const Certainty byName = isNamed && !named->saidMissing ? Certainty::Certain : Certainty::Likely;
    Verdict verdict{words ? std::max(words->saying->certainty, isNamed ? byName : Certainty::Possible) : byName, {}};
    verdict.evidence.push_back(words ? said(*words) : evidenceFor(*named->text, QStringLiteral("names the claim")));
    if (isNamed)
        verdict.evidence.push_back(claim(facts, named->name, QStringLiteral("not accepted")));
    else
        verdict.evidence.push_back(credentialLine(facts.credentials.front(), QStringLiteral("sent")));
    verdict.parameters
        = {{"claim", isNamed ? QStringLiteral("the claim “%1”").arg(quoted(named->name, 24)) : QStringLiteral("one of the claims")}};
    return verdict;
}

}

const Rule rules::tokenClaimRejected{"token.claim-rejected", "A claim is in the token, and its value is not accepted", &check};

}
