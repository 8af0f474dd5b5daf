#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    const Said *words = facts.saidFor("clock.signature-skew");
    if (!words)
        return ruledOut(QStringLiteral("the answer does not speak of the time of the signature"));
    Verdict verdict{words->saying->certainty, {said(*words)}};
    if (const Field *date = facts.request.fields.find("X-Amz-Date"))
        verdict.evidence.push_back(requestField(*date, QStringLiteral("the time that was signed")));
    else if (facts.authorization)
        verdict.evidence.push_back(requestField(*facts.authorization, QStringLiteral("signed with its time")));
    if (facts.serverTime)
        verdict.evidence.push_back(serverDate(facts));
    return verdict;
}

}

const Rule rules::clockSignatureSkew{"clock.signature-skew", "The time of the signature is outside the server's window", &check};

}
