#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr Milliseconds kTolerance{5'000};

Check check(const Facts &facts)
{
    if (!facts.offset)
        return ruledOut(QStringLiteral("the two clocks cannot be compared"));
    const ClockOffset offset = *facts.offset;
    if (offset.low <= kTolerance && offset.high >= -kTolerance)
        return ruledOut(QStringLiteral("the clocks agree within %1").arg(durationText(kTolerance)));
    if (facts.clocks.blame(facts.origin, kTolerance) != ClockBook::Blame::Server)
        return ruledOut(QStringLiteral("no other server says that this computer's clock is right"));
    Verdict verdict{Certainty::Certain, {serverDate(facts)}};
    for (const ClockBook::Entry &entry : facts.clocks.entries()) {
        if (!(entry.origin == facts.origin))
            verdict.evidence.push_back(
                absent("clock", QString::fromUtf8(entry.origin.toString()),
                       QStringLiteral("agrees with this computer, %1").arg(uncertaintyText(entry.offset.uncertainty()))));
    }
    const bool slow = offset.high < Milliseconds(0);
    constexpr Milliseconds kMatters{60'000};
    if (!facts.refusedInSomeWay())
        verdict.role = FindingRole::Warning;
    else if (std::abs(offset.middle().count()) < kMatters.count())
        verdict.certainty = Certainty::Possible;
    verdict.parameters
        = {{"size", durationText(offset.middle())}, {"direction", slow ? QStringLiteral("behind") : QStringLiteral("ahead")}};
    return verdict;
}

}

const Rule rules::clockServerDrift{"clock.server-drift", "The server's clock is off", &check};

}
