#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"
#include "core/diagnosis/story.h"

namespace keyhole {

namespace {

/// The same password, or the same sign-in form, was accepted here before.
const Earlier *acceptedBefore(const Facts &facts)
{
    if (facts.basic)
        return acceptedWithCredential(facts);
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), [&](const Earlier &each) {
        return facts.signsIn && each.accepted && each.sameAddress && each.exchange->last().request.body == facts.request.body;
    });
    return found == facts.earlier.rend() ? nullptr : &*found;
}

/// Refusals of other passwords at this place since then.
std::vector<const Earlier *> refusalsSince(const Facts &facts, const Earlier &accepted)
{
    std::vector<const Earlier *> refusals = refusalsInARow(facts);
    std::erase_if(refusals, [&](const Earlier *each) {
        const Request &other = each->exchange->last().request;
        return each->number < accepted.number
            || (facts.basic ? each->sameCredential : !each->sameAddress || other.body == facts.request.body);
    });
    return refusals;
}

/// What was right before is refused after several wrong ones: many servers then say no more than that it is wrong.
Check lockedByFailures(const Facts &facts)
{
    constexpr size_t kFew = 3;
    const Earlier *accepted = facts.refusedInSomeWay() ? acceptedBefore(facts) : nullptr;
    const auto refusals = accepted ? refusalsSince(facts, *accepted) : std::vector<const Earlier *>();
    if (refusals.size() < kFew)
        return ruledOut(QStringLiteral("the answer does not say so"));
    return Verdict{Certainty::Likely,
                   {earlierLine(*accepted, QStringLiteral("the same password was right")), refusalsLine(refusals),
                    statusLine(facts, QStringLiteral("and now the right one is refused"))},
                   {{"words", QString()}}};
}

Check check(const Facts &facts)
{
    Check words = saidByAnswer(facts, "account.locked");
    if (!words)
        return lockedByFailures(facts);
    if (const auto refusals = refusalsInARow(facts); refusals.size() > 1)
        words->evidence.push_back(refusalsLine(refusals));
    words->parameters = {{"words", inItsOwnWords(facts)}};
    return words;
}

}

const Rule rules::accountLocked{"account.locked", "The account is locked or disabled", &check};

}
