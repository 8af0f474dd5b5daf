#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (facts.status != 401)
        return ruledOut(QStringLiteral("the status is not 401"));
    if (facts.response->fields.contains("WWW-Authenticate"))
        return ruledOut(QStringLiteral("the challenge is there"));
    if (facts.exchange.sanitized)
        return ruledOut(QStringLiteral("the recording was saved without sensitive data"));
    Verdict verdict{
        Certainty::Certain,
        {statusLine(facts),
         absent("response.headers.WWW-Authenticate", QStringLiteral("no WWW-Authenticate"), QStringLiteral("a 401 must have one"))}};
    verdict.role = FindingRole::Note;  // it hides the cause; it is none
    return verdict;
}

}

const Rule rules::serverChallengeMissing{"server.challenge-missing", "The 401 has no WWW-Authenticate", &check};

}
