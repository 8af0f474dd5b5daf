#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    const Said *words = facts.saidFor("server.endpoint-wrong");
    if (!words)
        return ruledOut(QStringLiteral("nothing says that the address is not one of the service's"));
    Verdict verdict{
        words->saying->certainty,
        {requestLine(facts, QStringLiteral("no such path and method"), QString::fromUtf8(facts.request.url.path)), said(*words)}};
    // No more than likely even then: a method that wants a signature answers in the same words.
    const auto open = std::find_if(facts.earlier.begin(), facts.earlier.end(), [](const Earlier &each) {
        return each.accepted && each.sameOrigin && !each.exchange->last().request.fields.contains("Authorization");
    });
    if (open != facts.earlier.end())
        verdict.evidence.push_back(earlierLine(*open, QStringLiteral("needs no credential")));
    return verdict;
}

}

const Rule rules::serverEndpointWrong{"server.endpoint-wrong", "Another host, path, tenant, region or version was meant", &check};

}
