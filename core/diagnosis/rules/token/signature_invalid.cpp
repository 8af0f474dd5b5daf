#include "core/diagnosis/knowledge/profile.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"
#include "core/diagnosis/rules/token/judged.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (const Profile *other = meantForService(facts))
        return ruledOut(QStringLiteral("the token is for %1; nobody else can verify it").arg(other->name));
    return saidByAnswer(facts, "token.signature-invalid");
}

}

const Rule rules::tokenSignatureInvalid{"token.signature-invalid", "The signature of the token does not verify", &check};

}
