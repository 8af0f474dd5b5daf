#include "core/diagnosis/evidence.h"
#include "core/diagnosis/layer/signs.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// The very answer that was given before: of the same second by the server's clock, though this computer's went on.
const Earlier *sameAnswer(const Facts &facts)
{
    constexpr Milliseconds kAnotherSecond{2'000};
    const auto date = facts.response->fields.value("Date");
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), [&](const Earlier &each) {
        const Hop &hop = each.exchange->last();
        return date && each.sameAddress && hop.response && hop.response->status == facts.status
            && hop.response->fields.value("Date") == date && hop.response->body == facts.response->body && hop.sentAt && facts.hop.sentAt
            && *facts.hop.sentAt - *hop.sentAt > kAnotherSecond;
    });
    return found == facts.earlier.rend() ? nullptr : &*found;
}

Check check(const Facts &facts)
{
    if (!facts.response || !facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const Field *stored = storedField(facts.response->fields);
    const Earlier *same = sameAnswer(facts);
    if (!stored && !same)
        return ruledOut(QStringLiteral("nothing shows that a cache answered"));
    Verdict verdict{Certainty::Likely, {statusLine(facts)}};
    if (stored)
        verdict.evidence.push_back(responseField(facts, stored->name, QStringLiteral("answered from a cache")));
    if (same) {
        verdict.evidence.push_back(responseField(facts, "Date", QStringLiteral("of an answer that was given before")));
        verdict.evidence.push_back(earlierLine(*same, QStringLiteral("answered in the same second, word for word")));
    }
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        if (!each->accepted || !each->sameAddress)
            continue;
        verdict.certainty = Certainty::Certain;
        verdict.evidence.push_back(earlierLine(*each, QStringLiteral("the same page, past the cache")));
        break;
    }
    return verdict;
}

}

const Rule rules::serverCached{"server.cached", "A stored 401 was handed out", &check};

}
