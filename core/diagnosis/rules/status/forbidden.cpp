#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (facts.status != 403)
        return ruledOut(QStringLiteral("the status is not 403"));
    if (!facts.hasCredential() && facts.cookiesSent.empty())
        return ruledOut(QStringLiteral("nothing was sent that could be known and not allowed"));
    const Said *words = facts.saidFor("status.forbidden");
    Verdict verdict{words ? words->saying->certainty : Certainty::Likely,
                    {statusLine(facts, QStringLiteral("not 401: the server says that it knows who asks"))}};
    if (words)
        verdict.evidence.push_back(said(*words));
    else if (!facts.answer.isEmpty())
        verdict.evidence.push_back(evidenceFor(facts.answer.items.front(), {}));
    if (facts.hasCredential())
        verdict.evidence.push_back(credentialLine(facts.credentials.front(), QStringLiteral("sent")));
    return verdict;
}

}

const Rule rules::statusForbidden{"status.forbidden", "403: known, and not allowed", &check};

}
