#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

bool saysStale(const Facts &facts)
{
    return std::any_of(facts.challenges.begin(), facts.challenges.end(), [](const Challenge &each) {
        const auto stale = each.is("Digest") ? each.parameter("stale") : std::nullopt;
        return stale && equalsIgnoringCase(*stale, "true");
    });
}

bool offersAnotherNonce(const Facts &facts)
{
    const auto used = facts.signing.digest->value("nonce");
    return std::any_of(facts.challenges.begin(), facts.challenges.end(), [&](const Challenge &each) {
        const auto nonce = each.is("Digest") ? each.parameter("nonce") : std::nullopt;
        return nonce && nonce != used;
    });
}

/// An exchange before that was accepted with the same nonce, and a lower count.
const Earlier *acceptedBefore(const Facts &facts)
{
    const auto nonce = facts.signing.digest->value("nonce");
    for (auto each = facts.earlier.rbegin(); nonce && each != facts.earlier.rend(); ++each) {
        if (!each->accepted || !each->sameOrigin)
            continue;
        const auto digest = readDigest(each->exchange->last().request);
        const bool grew = digest && nonceCount(*digest).value_or(0) < nonceCount(*facts.signing.digest).value_or(1);
        if (grew && digest->value("nonce") == nonce)
            return &*each;
    }
    return nullptr;
}

Check check(const Facts &facts)
{
    if (!facts.signing.digest)
        return ruledOut(QStringLiteral("no Digest credential was sent"));
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const Said *words = facts.saidFor("digest.stale");
    const Earlier *before = acceptedBefore(facts);
    const bool outlived = before && offersAnotherNonce(facts) && facts.signing.digestFaults.empty();
    if (!saysStale(facts) && !words && !outlived)
        return ruledOut(QStringLiteral("the answer does not say that the nonce is stale"));
    Verdict verdict{saysStale(facts) ? Certainty::Certain : words ? words->saying->certainty : Certainty::Likely, {}};
    if (facts.challenge("Digest"))
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("the nonce to use now"),
                                                 saysStale(facts) ? QStringLiteral("stale") : QStringLiteral("nonce")));
    if (words)
        verdict.evidence.push_back(said(*words));
    verdict.evidence.push_back(requestField(*facts.authorization, QStringLiteral("made from an earlier nonce"), QStringLiteral("nonce")));
    if (before)
        verdict.evidence.push_back(earlierLine(*before, QStringLiteral("accepted with this nonce")));
    return verdict;
}

}

const Rule rules::digestStale{"digest.stale", "The nonce of the Digest credential was used up", &check};

}
