#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/key_sets.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    const Token *token = facts.token();
    if (!token || !facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("no token was refused"));
    const Said *unknown = facts.saidFor("token.key-unknown");
    const Said *words = facts.saidFor("server.stale-keys");
    const auto set = seenKeySet(facts);
    const AnswerText *quotes = saysKeyIsUnknown(facts);
    if (set && set->hasKey && (unknown || quotes)) {
        return Verdict{Certainty::Likely,
                       {tokenHeader(facts, "kid", QStringLiteral("the key that the token names")),
                        earlierLine(*set->fetched, QStringLiteral("the issuer’s set has this key")),
                        unknown ? said(*unknown) : evidenceFor(*quotes, QStringLiteral("the server has no such key"))},
                       {{"kid", QString::fromUtf8(token->headerText("kid")).left(40)}}};
    }
    if (words)
        return Verdict{words->saying->certainty,
                       {tokenHeader(facts, "kid", QStringLiteral("the key that the token names")), said(*words)},
                       {{"kid", QString::fromUtf8(token->headerText("kid")).left(40)}}};
    return ruledOut(set ? QStringLiteral("the answer does not say that the key is unknown")
                        : QStringLiteral("no earlier entry fetched the issuer’s keys"));
}

}

const Rule rules::serverStaleKeys{"server.stale-keys", "The key is in the issuer's set, and the verifier holds an old copy", &check};

}
