#include "core/diagnosis/facts.h"
#include "core/diagnosis/gather.h"

namespace keyhole {

void gatherAnswer(Facts &facts)
{
    if (!facts.response)
        return;
    for (const Field &field : facts.response->fields) {
        if (!equalsIgnoringCase(field.name, "WWW-Authenticate"))
            continue;
        ChallengeList list = readChallenges(field.value);
        std::move(list.challenges.begin(), list.challenges.end(), std::back_inserter(facts.challenges));
        for (SyntaxError &problem : list.problems)
            facts.challengeProblems.emplace_back(field.value, std::move(problem));
    }
    facts.answer = readAnswer(*facts.response, &facts.request);
    facts.said = findSayings(facts.answer, facts.service);
    if (const auto type = facts.response->fields.value("Content-Type")) {
        if (auto parsed = parseMediaType(*type))
            facts.contentType = *parsed;
    }
}

}
