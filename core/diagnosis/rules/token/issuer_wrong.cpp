#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    return saidByAnswer(facts, "token.issuer-wrong");
}

}

const Rule rules::tokenIssuerWrong{"token.issuer-wrong", "The token names another issuer than the server takes", &check};

}
