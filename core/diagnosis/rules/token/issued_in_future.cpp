#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    const Token *token = facts.token();
    const Said *words = facts.saidFor("token.issued-in-future");
    const auto issued = token ? token->time("iat") : std::nullopt;
    if (!issued || !issued->instant)
        return ruledOut(QStringLiteral("the token has no iat"));
    if (issued->unit != TimeClaim::Unit::Second)
        return ruledOut(QStringLiteral("iat is not written in seconds"));
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (!facts.serverTime)
        return ruledOut(QStringLiteral("the server's clock is not known"));
    const Milliseconds ahead = *issued->instant - *facts.serverTime;
    if (ahead < Milliseconds(1000))
        return ruledOut(QStringLiteral("it was issued in the past"));
    Verdict verdict;
    // Many servers do not look at iat at all (RFC 7519 does not ask for it), so the clocks alone do not settle it.
    verdict.certainty = words                                                          ? Certainty::Certain
        : ahead >= Milliseconds(2000) && !saysAnother(facts, "token.issued-in-future") ? std::min(sureOfToken(facts), Certainty::Likely)
                                                                                       : Certainty::Possible;
    verdict.evidence
        = {claim(facts, "iat", utcText(*issued->instant, *facts.serverTime)), serverDate(facts), words ? said(*words) : statusLine(facts)};
    verdict.parameters = {{"ahead", durationText(ahead)}};
    return verdict;
}

}

const Rule rules::tokenIssuedInFuture{"token.issued-in-future", "The token was issued ahead of the server's clock", &check};

}
