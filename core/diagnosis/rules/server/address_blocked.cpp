#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    return saidByAnswer(facts, "server.address-blocked");
}

}

const Rule rules::serverAddressBlocked{"server.address-blocked", "The address that the request came from is not allowed", &check};

}
