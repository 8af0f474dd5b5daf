#include "core/diagnosis/knowledge/profile.h"
#include "core/diagnosis/layer/judge.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    Check verdict = saidByAnswer(facts, "server.address-blocked");
    if (!verdict)
        return verdict;
    QString who = facts.service ? facts.service->name : QStringLiteral("The server");
    if (const AnsweredBy *by = facts.answeredBefore()) {
        who = by->layer.name;
        verdict->evidence.push_back(whoAnswered(*by, QStringLiteral("refuses the address; the application was not asked")));
    }
    verdict->parameters = {{"who", who}};
    return verdict;
}

}

const Rule rules::serverAddressBlocked{"server.address-blocked", "The address that the request came from is not allowed", &check};

}
