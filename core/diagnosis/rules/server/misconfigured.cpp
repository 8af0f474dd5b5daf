#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    return saidByAnswer(facts, "server.misconfigured");
}

}

const Rule rules::serverMisconfigured{"server.misconfigured", "The server's own authentication set-up is at fault", &check};

}
