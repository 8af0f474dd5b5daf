#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/key_sets.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    const auto set = seenKeySet(facts);
    if (set && set->hasKey)
        return ruledOut(QStringLiteral("the issuer’s set has the key"));
    Check words = saidByAnswer(facts, "token.key-unknown");
    if (const AnswerText *quotes = words ? nullptr : saysKeyIsUnknown(facts))
        words = Verdict{Certainty::Likely,
                        {evidenceFor(*quotes, QStringLiteral("quotes the kid of the token")),
                         credentialLine(facts.credentials.front(), QStringLiteral("sent"))}};
    if (!set)
        return words;
    const Evidence kid = tokenHeader(facts, "kid", QStringLiteral("the key that the token names"));
    const Evidence keys = earlierLine(*set->fetched, QStringLiteral("the issuer’s set has no such key"));
    if (words) {
        words->evidence.insert(words->evidence.begin(), {kid, keys});
        return words;
    }
    if (facts.challengeParameter("error") != QByteArray("invalid_token"))
        return words;
    return Verdict{Certainty::Likely,
                   {kid, keys, responseField(facts, "WWW-Authenticate", QStringLiteral("the token is what was refused"))}};
}

}

const Rule rules::tokenKeyUnknown{"token.key-unknown", "The key that the token names is not among the issuer's", &check};

}
