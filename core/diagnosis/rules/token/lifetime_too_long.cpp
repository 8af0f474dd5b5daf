#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// What the clocks may differ by before the limit counts.
constexpr Milliseconds kDoubt{5'000};

Check check(const Facts &facts)
{
    const Token *token = facts.token();
    const Said *words = facts.saidFor("token.lifetime-too-long");
    const auto expiry = token ? token->time("exp") : std::nullopt;
    if (!expiry || !expiry->instant || expiry->unit != TimeClaim::Unit::Second)
        return ruledOut(QStringLiteral("the token has no exp"));
    if (!facts.refusedInSomeWay() || !facts.serverTime)
        return ruledOut(QStringLiteral("the answer is no refusal, or does not tell its time"));
    const Milliseconds ahead = *expiry->instant - *facts.serverTime;
    const Seconds limit(facts.service ? facts.service->token.longestLife : 0);
    const bool beyond = limit > Seconds(0) && ahead > limit + kDoubt;
    if (!words && !beyond)
        return ruledOut(limit > Seconds(0) ? QStringLiteral("it ends within what the service allows")
                                           : QStringLiteral("no limit of this server is known"));
    Verdict verdict{words ? words->saying->certainty : Certainty::Likely,
                    {claim(facts, "exp", QStringLiteral("%1 ahead").arg(roughDurationText(ahead))), serverDate(facts)}};
    verdict.evidence.push_back(words ? said(*words) : statusLine(facts));
    verdict.parameters = {{"ahead", roughDurationText(ahead)},
                          {"limit", limit > Seconds(0) ? roughDurationText(limit) : QStringLiteral("the limit that it names")}};
    return verdict;
}

}

const Rule rules::tokenLifetimeTooLong{"token.lifetime-too-long", "The token's expiry lies further ahead than the server allows", &check};

}
