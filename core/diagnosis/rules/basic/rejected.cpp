#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (!facts.basic || !*facts.basic)
        return ruledOut(QStringLiteral("no readable Basic credential was sent"));
    if (facts.status != 401)
        return ruledOut(QStringLiteral("the status is not 401"));
    const Said *words = facts.saidFor("basic.rejected");
    const bool wanted = facts.service
        && std::any_of(facts.service->wants.begin(), facts.service->wants.end(),
                       [](const CredentialWant &want) { return want.scheme == "Basic"; });
    const bool challenged = facts.challenge("Basic");
    if (!challenged && !wanted && !facts.challenges.empty() && !words)
        return ruledOut(QStringLiteral("the server does not offer Basic"));
    Verdict verdict{Certainty::Possible, {requestField(*facts.authorization, QStringLiteral("well formed"))}};
    if (words) {
        verdict.certainty = challenged ? std::max(Certainty::Likely, words->saying->certainty) : words->saying->certainty;
        verdict.evidence.push_back(said(*words));
    } else if (challenged) {
        // The challenge repeated says that it was read and refused, unless something in between took it away.
        verdict.certainty = Certainty::Likely;
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("asked for again")));
    } else {
        verdict.evidence.push_back(statusLine(facts));
    }
    verdict.parameters = {{"user", QString::fromUtf8((*facts.basic)->user).left(60)}};
    return verdict;
}

}

const Rule rules::basicRejected{"basic.rejected", "User name or password are well formed, and the server refuses them", &check};

}
