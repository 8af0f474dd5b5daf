#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// Below this a clock is in order for every standard that we know of.
constexpr Milliseconds kTolerance{5'000};
/// Services that compare signed times allow 1 to 15 minutes; what a short-lived token suffers from is less.
constexpr Milliseconds kHarmful{30'000};

bool isSignedWithTime(const Facts &facts)
{
    static constexpr QByteArrayView kSchemes[] = {"AWS4-HMAC-SHA256", "Hawk", "OAuth", "Signature", "HMAC"};
    return std::any_of(std::begin(kSchemes), std::end(kSchemes),
                       [&](QByteArrayView each) { return equalsIgnoringCase(facts.authorizationParts.scheme, each); });
}

/// A token that this computer itself made just now: its iat is the local time of sending.
bool isMadeHere(const Facts &facts)
{
    const auto issued = facts.token() ? facts.token()->time("iat") : std::nullopt;
    if (!issued || !issued->instant || !facts.hop.sentAt)
        return false;
    const Milliseconds age = *facts.hop.sentAt - *issued->instant;
    return age > Milliseconds(-2000) && age < Milliseconds(120'000);
}

/// Whether the offset changes what the server makes of this request.
bool matters(const Facts &facts, const ClockOffset &offset)
{
    if (facts.saidFor("clock.signature-skew") || facts.saidFor("token.issued-in-future") || facts.saidFor("token.not-yet-valid"))
        return true;
    return std::abs(offset.middle().count()) >= kHarmful.count() && (isSignedWithTime(facts) || isMadeHere(facts));
}

Check check(const Facts &facts)
{
    if (!facts.offset || !facts.hop.sentAt)
        return ruledOut(QStringLiteral("the two clocks cannot be compared"));
    const ClockOffset offset = *facts.offset;
    if (offset.low <= kTolerance && offset.high >= -kTolerance)
        return ruledOut(QStringLiteral("the clocks agree within %1").arg(durationText(kTolerance)));
    const ClockBook::Blame blame = facts.clocks.blame(facts.origin, kTolerance);
    if (blame == ClockBook::Blame::Server)
        return ruledOut(QStringLiteral("other servers agree with this computer"));
    const bool slow = offset.low > Milliseconds(0);
    const QString size = durationText(offset.middle());
    Evidence local = absent("clock", QStringLiteral("local clock %1").arg(utcText(*facts.hop.sentAt, facts.serverTime)),
                            QStringLiteral("when the request was sent"));
    Verdict verdict{Certainty::Possible, {local, serverDate(facts)}};
    const bool harm = facts.refusedInSomeWay() && matters(facts, offset);
    if (const Said *words = facts.saidFor("clock.signature-skew"); words && harm) {
        verdict.evidence.push_back(said(*words));
        verdict.certainty = Certainty::Certain;
    } else if (harm) {
        verdict.certainty = Certainty::Likely;
    } else {
        verdict.role = FindingRole::Warning;
        verdict.certainty = blame == ClockBook::Blame::Local ? Certainty::Certain : Certainty::Likely;
    }
    verdict.parameters = {{"size", size},
                          {"direction", slow ? QStringLiteral("slow") : QStringLiteral("fast")},
                          {"uncertainty", uncertaintyText(offset.uncertainty())}};
    return verdict;
}

}

const Rule rules::clockClientDrift{"clock.client-drift", "This computer's clock is off", &check};

}
