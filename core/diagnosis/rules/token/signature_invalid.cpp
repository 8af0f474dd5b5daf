#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    return saidByAnswer(facts, "token.signature-invalid");
}

}

const Rule rules::tokenSignatureInvalid{"token.signature-invalid", "The signature of the token does not verify", &check};

}
