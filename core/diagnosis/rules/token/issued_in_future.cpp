#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/clock/zone_shift.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// Many servers do not look at iat at all (RFC 7519 does not ask for it), so the clocks alone do not settle it.
Certainty byTimeAlone(const Facts &facts, Milliseconds ahead)
{
    constexpr Milliseconds kNoticed{2'000};
    const bool noticed = ahead >= kNoticed && !saysAnother(facts, "token.issued-in-future");
    return noticed ? std::min(sureOfToken(facts), Certainty::Likely) : Certainty::Possible;
}

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
    if (!facts.serverTime && !words)
        return ruledOut(QStringLiteral("the server's clock is not known"));
    const Milliseconds ahead = facts.serverTime ? *issued->instant - *facts.serverTime : Milliseconds(0);
    const bool isAhead = facts.judged ? standingOf(*issued->instant, *facts.judged) == Standing::Ahead : ahead >= Milliseconds(1000);
    if (!isAhead && !words)
        return ruledOut(QStringLiteral("it was issued in the past"));
    Verdict verdict{words && isAhead && !zoneShiftOf(facts) ? Certainty::Certain : byTimeAlone(facts, ahead),
                    {claim(facts, "iat", utcText(*issued->instant, facts.serverTime))}};
    if (words && !isAhead)  // the clock that judged is not the one that wrote Date
        verdict.certainty = Certainty::Likely;
    if (facts.serverTime)
        verdict.evidence.push_back(serverDate(facts));
    verdict.evidence.push_back(words ? said(*words) : statusLine(facts));
    verdict.parameters = {{"ahead", isAhead ? roughDurationText(ahead) : QStringLiteral("a moment")}};
    return verdict;
}

}

const Rule rules::tokenIssuedInFuture{"token.issued-in-future", "The token was issued ahead of the server's clock", &check};

}
