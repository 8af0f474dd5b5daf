#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    return saidByAnswer(facts, "account.second-factor");
}

}

const Rule rules::accountSecondFactor{"account.second-factor", "A second factor or single sign-on is required", &check};

}
