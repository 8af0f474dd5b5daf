#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    return saidByAnswer(facts, "csrf.mismatch");
}

}

const Rule rules::csrfMismatch{"csrf.mismatch", "The anti-forgery token is stale or of another session", &check};

}
