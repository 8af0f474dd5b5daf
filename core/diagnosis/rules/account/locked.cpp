#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    return saidByAnswer(facts, "account.locked");
}

}

const Rule rules::accountLocked{"account.locked", "The account is locked or disabled", &check};

}
