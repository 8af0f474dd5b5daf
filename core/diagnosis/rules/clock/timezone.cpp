#include "core/clock/shift.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/clock/signing_time.h"
#include "core/diagnosis/rules/clock/zone_shift.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// A request that was signed for this moment, by a time that is whole quarters of an hour from the server's while the clocks agree.
struct SignedShift {
    SigningTime time;
    Milliseconds by;
};
std::optional<SignedShift> signedShiftOf(const Facts &facts)
{
    const bool link = facts.signing.link || (facts.signing.aws && facts.signing.aws->inQuery);
    const auto time = link || !facts.serverTime || !facts.offset || !areInStep(*facts.offset) ? std::nullopt : signingTimeOf(facts);
    if (!time)
        return std::nullopt;
    constexpr Milliseconds kDoubt{1000};
    const Milliseconds off = time->instant - *facts.serverTime;
    const auto shift = clockShiftOf({off - kDoubt, off + kDoubt}, *facts.serverTime);
    if (!shift || shift->kind != ClockShift::Kind::Zone)
        return std::nullopt;
    return SignedShift{*time, shift->by};
}

Verdict verdictOf(const Facts &facts, const SignedShift &shift)
{
    const QString size = durationText(std::chrono::abs(shift.by));
    Verdict verdict{Certainty::Likely,
                    {absent(shift.time.where, quoted(shift.time.written, 60), QStringLiteral("off by %1").arg(size)), serverDate(facts)}};
    if (!facts.answer.isEmpty())
        verdict.evidence.push_back(evidenceFor(facts.answer.items.back(), {}));
    verdict.parameters = {{"size", size}, {"claim", QStringLiteral("The signed time")}};
    return verdict;
}

Check check(const Facts &facts)
{
    if (!facts.refusedInSomeWay() && facts.status != 400)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (const auto shift = signedShiftOf(facts); shift && !saysAnother(facts, "clock.signature-skew"))
        return verdictOf(facts, *shift);
    if (!facts.token())
        return ruledOut(QStringLiteral("there is no time of the client's own to compare"));
    const auto shift = zoneShiftOf(facts);
    if (!shift)
        return ruledOut(QStringLiteral("its times are not off by whole quarters of an hour, or the clocks do not agree"));
    const QString size = durationText(std::chrono::round<std::chrono::minutes>(shift->by));
    Verdict verdict{Certainty::Likely,
                    {claim(facts, shift->claim, QStringLiteral("off by %1 when it was made").arg(size)), serverDate(facts)}};
    if (!facts.answer.isEmpty())
        verdict.evidence.push_back(evidenceFor(facts.answer.items.back(), {}));
    verdict.parameters = {{"size", size}, {"claim", QString::fromLatin1(shift->claim)}};
    return verdict;
}

}

const Rule rules::clockTimezone{"clock.timezone", "A time is off by whole hours: local time was taken for UTC", &check};

}
