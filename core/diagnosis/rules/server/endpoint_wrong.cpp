#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/services.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    const Said *words = facts.saidFor("server.endpoint-wrong");
    if (!words)
        return ruledOut(QStringLiteral("nothing says that the address is not one of the service's"));
    const bool open = std::any_of(facts.earlier.begin(), facts.earlier.end(), [](const Earlier &each) {
        return each.accepted && each.sameOrigin && !each.exchange->last().request.fields.contains("Authorization");
    });
    Verdict verdict{
        open ? Certainty::Certain : words->saying->certainty,
        {requestLine(facts, QStringLiteral("no such path and method"), QString::fromUtf8(facts.request.url.path)), said(*words)}};
    if (open) {
        for (const Earlier &each : facts.earlier) {
            if (each.accepted && each.sameOrigin) {
                verdict.evidence.push_back(earlierLine(each, QStringLiteral("needs no credential")));
                break;
            }
        }
    }
    return verdict;
}

}

const Rule rules::serverEndpointWrong{"server.endpoint-wrong", "Another host, path, tenant, region or version was meant", &check};

}
