#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (facts.status < 200 || facts.status >= 300)
        return ruledOut(QStringLiteral("the status is no success"));
    const AnswerText *refusal = facts.refusalInSuccess;
    if (!refusal)
        return ruledOut(QStringLiteral("the body tells no refusal"));
    Verdict verdict{Certainty::Certain,
                    {statusLine(facts, QStringLiteral("a success")), evidenceFor(*refusal, QStringLiteral("a refusal"))}};
    if (const AnswerError *error = facts.answer.main(); error && error->message && &*error->message != refusal)
        verdict.evidence.push_back(evidenceFor(*error->message, {}));
    if (facts.hasCredential())
        verdict.evidence.push_back(credentialLine(facts.credentials.front(), QStringLiteral("sent")));
    verdict.parameters = {{"status", QString::number(facts.status)}};
    return verdict;
}

}

const Rule rules::statusErrorInSuccess{"status.error-in-success", "A success whose body refuses the credential", &check};

}
