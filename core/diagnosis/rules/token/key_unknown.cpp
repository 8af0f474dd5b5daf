#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    return saidByAnswer(facts, "token.key-unknown");
}

}

const Rule rules::tokenKeyUnknown{"token.key-unknown", "The key that the token names is not among the issuer's", &check};

}
