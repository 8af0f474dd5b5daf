#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/clock/zone_shift.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (!facts.token())
        return ruledOut(QStringLiteral("there is no time of the client's own to compare"));
    if (!facts.refusedInSomeWay() && facts.status != 400)
        return ruledOut(QStringLiteral("the answer is no refusal"));
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
