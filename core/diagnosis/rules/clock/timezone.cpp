#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// Time zones lie whole quarters of an hour from UTC, up to 14 hours.
constexpr Milliseconds kQuarter{15 * 60'000};
constexpr Milliseconds kFarthest{14 * 3'600'000};
constexpr Milliseconds kDoubt{2'000};

struct Shift {
    Milliseconds by;
    const char *claim;
};

bool isWholeQuarters(Milliseconds distance, Milliseconds doubt)
{
    const auto size = std::abs(distance.count());
    const auto rest = size % kQuarter.count();
    return size >= kQuarter.count() - doubt.count() && size <= kFarthest.count() + doubt.count()
        && std::min(rest, kQuarter.count() - rest) <= doubt.count();
}

/// How far a token that the client makes for each request is off by whole quarters of an hour: iat or nbf against the moment of sending, or
/// exp against it less one of the usual lifetimes.
std::optional<Shift> shiftOf(const Facts &facts, const Token &token, Instant now)
{
    for (const char *name : {"iat", "nbf"}) {
        const auto time = token.time(name);
        if (time && time->instant)
            return isWholeQuarters(*time->instant - now, kDoubt) ? std::optional(Shift{*time->instant - now, name}) : std::nullopt;
    }
    const auto expiry = token.time("exp");
    if (!expiry || !expiry->instant || !facts.serverTime || *expiry->instant > now)
        return std::nullopt;
    static constexpr int kLives[] = {1, 2, 3, 5, 10};  // minutes that assertions are made for
    for (const int minutes : kLives) {
        const Milliseconds off = *expiry->instant - (now + std::chrono::minutes(minutes));
        if (isWholeQuarters(off, kDoubt) && off.count() % 3'600'000 >= -kDoubt.count())
            return Shift{off, "exp"};
    }
    return std::nullopt;
}

Check check(const Facts &facts)
{
    const Token *token = facts.token();
    if (!token || !token->payload || !facts.serverTime || !facts.offset)
        return ruledOut(QStringLiteral("there is no time of the client's own to compare"));
    constexpr Milliseconds kInStep{5'000};
    const bool clocksAgree = facts.offset->low <= kInStep && facts.offset->high >= -kInStep;
    if (!clocksAgree)
        return ruledOut(QStringLiteral("the clocks themselves do not agree"));
    if (token->kind != TokenKind::ClientAssertion && token->claimText("iss") != token->claimText("sub"))
        return ruledOut(QStringLiteral("the token was not made by the client for this request"));
    if (!facts.refusedInSomeWay() && facts.status != 400)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const auto shift = shiftOf(facts, *token, *facts.serverTime);
    if (!shift)
        return ruledOut(QStringLiteral("its times are not off by whole quarters of an hour"));
    Verdict verdict{
        Certainty::Likely,
        {claim(facts, shift->claim, QStringLiteral("off by %1").arg(durationText(std::chrono::round<std::chrono::minutes>(shift->by)))),
         serverDate(facts)}};
    if (!facts.answer.isEmpty())
        verdict.evidence.push_back(evidenceFor(facts.answer.items.back(), {}));
    verdict.parameters
        = {{"size", durationText(std::chrono::round<std::chrono::minutes>(shift->by))}, {"claim", QString::fromLatin1(shift->claim)}};
    return verdict;
}

}

const Rule rules::clockTimezone{"clock.timezone", "A time is off by whole hours: local time was taken for UTC", &check};

}
