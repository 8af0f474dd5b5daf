#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"
#include "core/diagnosis/rules/token/judged.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (asksIssuerElsewhere(facts))
        return ruledOut(QStringLiteral("it is the same issuer, asked at another address"));
    return saidByAnswer(facts, "token.issuer-wrong");
}

}

const Rule rules::tokenIssuerWrong{"token.issuer-wrong", "The token names another issuer than the server takes", &check};

}
