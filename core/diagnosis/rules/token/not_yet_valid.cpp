#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/clock/zone_shift.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// The longest leeway that a well-known library grants by default: 5 minutes (Microsoft.IdentityModel, ClockSkew).
constexpr Milliseconds kLongestLeeway{300'000};

Certainty byTimeAlone(const Facts &facts, Milliseconds early)
{
    if (saysAnother(facts, "token.not-yet-valid"))
        return Certainty::Possible;
    const bool settled = facts.status == 401 && early > kLongestLeeway && !zoneShiftOf(facts);
    return std::min(sureOfToken(facts), settled ? Certainty::Certain : Certainty::Likely);
}

Check check(const Facts &facts)
{
    const Token *token = facts.token();
    const Said *words = facts.saidFor("token.not-yet-valid");
    const auto start = token ? token->time("nbf") : std::nullopt;
    if (!start || !start->instant)
        return ruledOut(QStringLiteral("the token has no nbf"));
    if (start->unit != TimeClaim::Unit::Second)
        return ruledOut(QStringLiteral("nbf is not written in seconds"));
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (!facts.serverTime && !words)
        return ruledOut(QStringLiteral("the server's clock is not known"));
    const Instant unknown = facts.serverTime.value_or(facts.hop.sentAt.value_or(Instant{})) + Seconds(1);
    const Instant latest = facts.judged ? facts.judged->latest : unknown;
    const Milliseconds early = *start->instant - latest;
    if (early < Milliseconds(0) && !words)
        return ruledOut(QStringLiteral("it has been valid for %1").arg(roughDurationText(early)));
    const bool certain = words && early > -kLongestLeeway && !zoneShiftOf(facts);
    Verdict verdict{certain ? Certainty::Certain : byTimeAlone(facts, early),
                    {claim(facts, "nbf", utcText(*start->instant, latest)), serverDate(facts)}};
    verdict.evidence.push_back(words ? said(*words) : statusLine(facts));
    verdict.parameters = {{"early", durationText(std::max(early, Milliseconds(0)) + Seconds(1))}};
    return verdict;
}

}

const Rule rules::tokenNotYetValid{"token.not-yet-valid", "The token is not valid yet by the server's clock", &check};

}
