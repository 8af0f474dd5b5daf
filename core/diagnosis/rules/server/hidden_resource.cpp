#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (!facts.service || facts.service->hidesMissingAs == 0)
        return ruledOut(QStringLiteral("the service is not known to hide what one may not see"));
    if (facts.status != facts.service->hidesMissingAs)
        return ruledOut(QStringLiteral("the service hides what one may not see behind another status"));
    if (facts.status == 401 && facts.hasCredential())
        return ruledOut(QStringLiteral("a credential was sent"));
    // A 404 may be a slip in the address as well.
    Verdict verdict{facts.status == 401 ? Certainty::Likely : Certainty::Possible,
                    {requestLine(facts, QStringLiteral("may not exist under this name"), QString::fromUtf8(facts.request.url.path)),
                     statusLine(facts)}};
    for (const Earlier &each : facts.earlier) {
        if (each.accepted && each.sameOrigin && !each.exchange->last().request.fields.contains("Authorization")) {
            verdict.evidence.push_back(earlierLine(each, QStringLiteral("given out without a credential")));
            break;
        }
    }
    if (!facts.answer.isEmpty())
        verdict.evidence.push_back(evidenceFor(facts.answer.items.front(), {}));
    if (facts.hasCredential())
        verdict.evidence.push_back(credentialLine(facts.credentials.front(), QStringLiteral("may not be enough to see it")));
    verdict.parameters = {{"service", facts.service->name}};
    return verdict;
}

}

const Rule rules::serverHiddenResource{"server.hidden-resource", "The refusal hides what does not exist, or what one may not see", &check};

}
