#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    for (const SeenSetCookie &seen : facts.setCookies) {
        if (seen.history != 0 || !seen.decision.deleted || !isSessionCookie(seen.decision.name) || !sentCookie(facts, seen.decision.name))
            continue;
        Verdict verdict{Certainty::Likely,
                        {requestField(*facts.request.fields.find("Cookie"), QStringLiteral("sent"), QString::fromUtf8(seen.decision.name)),
                         setCookieLine(seen, QStringLiteral("deletes it"), QString::fromUtf8(seen.decision.name)), statusLine(facts)}};
        if (facts.authorization)
            verdict.role = FindingRole::Note;
        verdict.parameters = {{"name", QString::fromUtf8(seen.decision.name)}};
        return verdict;
    }
    return ruledOut(QStringLiteral("the answer deletes no session cookie that was sent"));
}

}

const Rule rules::cookieCleared{"cookie.cleared", "The answer deletes the session cookie that was sent", &check};

}
