#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (facts.token() && !facts.token()->payload)
        return ruledOut(QStringLiteral("no readable token was sent"));
    return saidByAnswer(facts, "token.claim-missing");
}

}

const Rule rules::tokenClaimMissing{"token.claim-missing", "A claim that the server requires is not in the token", &check};

}
