#include "core/clock/shift.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/clock/signing_time.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// Services that compare signed times allow 1 to 15 minutes; what a short-lived token suffers from is less.
constexpr Milliseconds kHarmful{30'000};
/// The shortest window of signed requests that is in common use: Hawk, 60 s.
constexpr Milliseconds kShortestWindow{60'000};

bool refuses(const Facts &facts)
{
    return facts.refusedInSomeWay() || facts.status == 400;  // token endpoints refuse an assertion with 400
}

bool isSignedWithTime(const Facts &facts)
{
    static constexpr QByteArrayView kSchemes[] = {"AWS4-HMAC-SHA256", "Hawk", "OAuth", "Signature", "HMAC"};
    return std::any_of(std::begin(kSchemes), std::end(kSchemes),
                       [&](QByteArrayView each) { return equalsIgnoringCase(facts.authorizationParts.scheme, each); });
}

/// Whether the request was signed at the local time of its sending, not long before (a signed link, a repeated recording).
bool isSignedNow(const Facts &facts)
{
    const auto signedAt = signingTimeOf(facts);
    return signedAt && std::abs((*facts.hop.sentAt - signedAt->instant).count()) < kShortestWindow.count();
}

/// A time of the token that holds by this computer's clock and not by the server's.
bool fallsBetweenTheClocks(const Facts &facts)
{
    const Token *token = facts.token();
    if (!token || !facts.serverTime)
        return false;
    const Instant local = *facts.hop.sentAt, server = *facts.serverTime;
    const auto expiry = token->time("exp"), start = token->time("nbf");
    return (expiry && expiry->instant && *expiry->instant > local && *expiry->instant < server)
        || (start && start->instant && *start->instant <= local && *start->instant > server + Seconds(1));
}

/// How sure it is that the offset made the server refuse this request; none when it changes nothing.
std::optional<Certainty> harmOf(const Facts &facts, const ClockOffset &offset)
{
    const Milliseconds size(std::abs(offset.middle().count()));
    const bool made = isMadeBySender(facts);
    if (facts.saidFor("clock.signature-skew")) {
        if (isSignedNow(facts) || made)
            return size >= kShortestWindow ? Certainty::Certain : Certainty::Likely;
        return signingTimeOf(facts) ? std::nullopt : std::optional(size >= kHarmful ? Certainty::Certain : Certainty::Likely);
    }
    const bool ofTime = facts.saidFor("token.issued-in-future") || facts.saidFor("token.not-yet-valid") || facts.saidFor("token.expired");
    if (made && (ofTime || (fallsBetweenTheClocks(facts) && size >= kHarmful)))
        return Certainty::Certain;
    if (size < kHarmful || saysAnother(facts, "clock.client-drift"))
        return std::nullopt;
    return made || (isSignedWithTime(facts) && isSignedNow(facts)) ? std::optional(Certainty::Likely) : std::nullopt;
}

/// The server's clock counts here either way; that this computer's is wrong is said only when that is settled.
QString directionOf(bool slow, bool settled)
{
    if (!settled)
        return slow ? QStringLiteral("behind the server’s") : QStringLiteral("ahead of the server’s");
    return slow ? QStringLiteral("slow") : QStringLiteral("fast");
}

Check check(const Facts &facts)
{
    if (!facts.offset || !facts.hop.sentAt)
        return ruledOut(QStringLiteral("the two clocks cannot be compared"));
    const ClockOffset offset = *facts.offset;
    if (areInStep(offset))
        return ruledOut(QStringLiteral("the clocks agree within %1").arg(durationText(kInStep)));
    const ClockBook::Judgement judged = facts.clocks.judge(facts.origin, kInStep);
    if (judged.whose == ClockBook::Blame::Server)
        return ruledOut(QStringLiteral("other servers agree with this computer"));
    const bool slow = offset.low > Milliseconds(0);
    Evidence local = absent("clock", QStringLiteral("local clock %1").arg(utcText(*facts.hop.sentAt, facts.serverTime)),
                            QStringLiteral("when the request was sent"));
    Verdict verdict{Certainty::Possible, {local, serverDate(facts)}};
    const auto harm = refuses(facts) ? harmOf(facts, offset) : std::nullopt;
    if (harm) {
        verdict.certainty = *harm;
    } else {
        verdict.role = FindingRole::Warning;
        verdict.certainty = judged.settled ? Certainty::Certain : Certainty::Likely;
    }
    for (const char *cause : {"clock.signature-skew", "token.issued-in-future", "token.not-yet-valid", "token.expired"}) {
        const Said *words = facts.saidFor(cause);
        if (harm && words)
            verdict.evidence.push_back(said(*words));
    }
    if (facts.otherClock)
        verdict.evidence.push_back(otherClockLine(*facts.otherClock));
    if (!judged.settled)
        verdict.evidence.push_back(absent("clock", QStringLiteral("whose clock is off"),
                                          QStringLiteral("three hosts that agree, or a time server, would settle it")));
    if (const auto shift = clockShiftOf(offset, facts.hop.sentAt.value_or(Instant{})))
        verdict.evidence.push_back(absent("clock", QStringLiteral("the difference"), shiftText(*shift)));
    verdict.parameters = {{"size", durationText(offset.middle())},
                          {"direction", directionOf(slow, judged.settled)},
                          {"uncertainty", uncertaintyText(offset.uncertainty())}};
    return verdict;
}

}

const Rule rules::clockClientDrift{"clock.client-drift", "This computer's clock is off", &check};

}
