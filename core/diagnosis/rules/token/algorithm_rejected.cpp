#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    return saidByAnswer(facts, "token.algorithm-rejected");
}

}

const Rule rules::tokenAlgorithmRejected{"token.algorithm-rejected", "The signature algorithm of the token is not accepted", &check};

}
