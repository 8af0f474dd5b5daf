#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    const FieldList &fields = facts.request.fields;
    if (facts.request.method != "OPTIONS" || !fields.contains("Origin") || !fields.contains("Access-Control-Request-Method"))
        return ruledOut(QStringLiteral("the request is no preflight"));
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the preflight was not refused"));
    Verdict verdict{Certainty::Certain,
                    {requestLine(facts, QStringLiteral("a preflight never carries a credential"), QStringLiteral("OPTIONS"))}};
    if (fields.contains("Access-Control-Request-Headers"))
        verdict.evidence.push_back(requestField(*fields.find("Access-Control-Request-Headers"), QStringLiteral("only announced")));
    verdict.evidence.push_back(
        responseField(facts, "Access-Control-Allow-Origin", QStringLiteral("so the browser does not send the request itself")));
    verdict.evidence.push_back(statusLine(facts));
    return verdict;
}

}

const Rule rules::serverCorsPreflight{"server.cors-preflight", "The preflight was refused, so the request itself was never sent", &check};

}
