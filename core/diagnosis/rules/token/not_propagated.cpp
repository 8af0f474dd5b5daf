#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/story.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// octokit/auth-app.js waits 5 s for GitHub's replicas, and Amazon's documents speak of seconds; a minute leaves room.
constexpr Milliseconds kSpreading{60'000};

/// Accepted with the same credential since it was handed out: some of the servers know it, this one does not yet.
const Earlier *knownElsewhere(const Facts &facts, const Earlier &handed)
{
    const Earlier *accepted = acceptedWithCredential(facts);
    return accepted && accepted->number > handed.number ? accepted : nullptr;
}

/// Words that say no more than that the token is unknown; any others tell another cause.
bool saysAnotherCause(const Facts &facts)
{
    return std::any_of(facts.said.begin(), facts.said.end(), [](const Said &each) {
        static constexpr QByteArrayView kUnknown[] = {"token.rejected", "apikey.invalid", "token.not-propagated", "basic.rejected"};
        const QByteArrayView cause(each.saying->cause);
        return each.saying->certainty >= Certainty::Likely
            && std::find(std::begin(kUnknown), std::end(kUnknown), cause) == std::end(kUnknown);
    });
}

Check check(const Facts &facts)
{
    if (facts.status != 401 && facts.status != 403)
        return ruledOut(QStringLiteral("the status is neither 401 nor 403"));
    const QByteArray token = tokenInUse(facts);
    const Earlier *handed = token.isEmpty() ? nullptr : handedOut(facts, token);
    const Said *words = facts.saidFor("token.not-propagated");
    if (!handed && !words)
        return ruledOut(QStringLiteral("no earlier answer handed it out"));
    const auto age = ageOfToken(facts);
    if (!words && (!age || *age > kSpreading))
        return ruledOut(QStringLiteral("it was handed out long enough before"));
    if (!words && (saysAnotherCause(facts) || takenBack(facts)))
        return ruledOut(QStringLiteral("the answer or the history tells another cause"));
    const Earlier *known = handed ? knownElsewhere(facts, *handed) : nullptr;
    // A token of one issuer's is never known at another's; nothing spreads from there.
    const bool sameService = handed && handed->sameOrigin;
    if (!words && !known && !sameService)
        return ruledOut(QStringLiteral("it was handed out by another server, and accepted nowhere"));
    const bool unknown = sameService && facts.saidFor("apikey.invalid");
    Verdict verdict{words ? words->saying->certainty : known || unknown ? Certainty::Likely : Certainty::Possible, {}};
    if (handed)
        verdict.evidence.push_back(
            earlierLine(*handed, age ? QStringLiteral("handed out %1 before").arg(durationText(*age)) : QStringLiteral("handed it out")));
    if (known)
        verdict.evidence.push_back(earlierLine(*known, QStringLiteral("accepted since: some of the servers know it")));
    if (words)
        verdict.evidence.push_back(said(*words));
    if (facts.hasCredential())
        verdict.evidence.push_back(credentialLine(facts.credentials.front(), QStringLiteral("sent")));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"age", age ? durationText(*age) : QStringLiteral("a moment")}};
    return verdict;
}

}

const Rule rules::tokenNotPropagated{"token.not-propagated", "The token was just issued, and is not yet known everywhere", &check};

}
