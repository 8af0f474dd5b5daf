#include "core/clock/shift.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// Below this the leeway of most servers covers it.
constexpr Milliseconds kMatters{60'000};

/// A clock of the server's that differs from this computer's, while others agree with this computer.
struct SeenClock {
    Instant time;
    ClockOffset offset;
    bool settled = false;
};

/// The clock that the refusal itself tells, where Date is another's: by its own word it is the one that judged.
bool tellsItsOwn(const Facts &facts)
{
    return facts.otherClock && facts.hop.sentAt && facts.hop.answeredAt
        && (facts.otherClock->where == "response.body" || facts.otherClock->where == "response.headers.WWW-Authenticate");
}

tl::expected<SeenClock, QString> wrongClock(const Facts &facts)
{
    if (!facts.offset || !facts.serverTime)
        return ruledOut(QStringLiteral("the two clocks cannot be compared"));
    const bool own = tellsItsOwn(facts);
    const Instant time = own ? facts.otherClock->time : *facts.serverTime;
    const ClockOffset offset = own ? offsetFrom(time, *facts.hop.sentAt, *facts.hop.answeredAt) : *facts.offset;
    if (areInStep(offset))
        return ruledOut(QStringLiteral("the clocks agree within %1").arg(durationText(kInStep)));
    if (own && areInStep(*facts.offset))
        return SeenClock{time, offset, false};  // Date is the witness
    const ClockBook::Judgement judged = facts.clocks.judge(facts.origin, kInStep);
    if (own || judged.whose != ClockBook::Blame::Server)
        return ruledOut(QStringLiteral("no other server says that this computer's clock is right"));
    return SeenClock{time, offset, judged.settled};
}

/// A time of the token that holds by this computer's clock, which the other servers share, and not by this server's.
const char *claimBetweenTheClocks(const Facts &facts, Instant server)
{
    const Token *token = facts.token();
    if (!token || !facts.hop.sentAt)
        return nullptr;
    const Instant local = *facts.hop.sentAt;
    for (const char *name : {"nbf", "iat"}) {
        const auto start = token->time(name);
        if (start && start->instant && *start->instant <= local + kInStep && *start->instant > server + Seconds(1))
            return name;
    }
    const auto expiry = token->time("exp");
    return expiry && expiry->instant && *expiry->instant > local && *expiry->instant < server ? "exp" : nullptr;
}

/// A cookie whose Expires was computed by the server's clock and is past by this computer's.
const SeenSetCookie *cookieBetweenTheClocks(const Facts &facts, Instant server)
{
    if (!facts.hop.sentAt)
        return nullptr;
    const auto found = std::find_if(facts.setCookies.begin(), facts.setCookies.end(), [&](const SeenSetCookie &seen) {
        const auto expires = seen.parsed && !seen.parsed->maxAge ? seen.parsed->expires : std::nullopt;
        return expires && *expires <= *facts.hop.sentAt && *expires > server;
    });
    return found == facts.setCookies.end() ? nullptr : &*found;
}

bool speaksOfTime(const Facts &facts)
{
    static constexpr const char *kCauses[]
        = {"clock.signature-skew", "token.issued-in-future", "token.not-yet-valid", "token.expired", "cookie.expired"};
    return std::any_of(std::begin(kCauses), std::end(kCauses), [&](const char *cause) { return facts.saidFor(cause); });
}

void addOthers(Verdict &verdict, const Facts &facts)
{
    for (const ClockBook::Entry &entry : facts.clocks.entries()) {
        if (!(entry.origin == facts.origin) && areInStep(entry.offset))
            verdict.evidence.push_back(
                absent("clock", QString::fromUtf8(entry.origin.toString()),
                       QStringLiteral("agrees with this computer, %1").arg(uncertaintyText(entry.offset.uncertainty()))));
    }
}

/// How far the offset explains the refusal; a clock that is off and changes nothing is a warning.
void weigh(Verdict &verdict, const Facts &facts, const SeenClock &clock)
{
    const Milliseconds size(std::abs(clock.offset.middle().count()));
    const char *claimName = claimBetweenTheClocks(facts, clock.time);
    const SeenSetCookie *cookie = cookieBetweenTheClocks(facts, clock.time);
    if (claimName)
        verdict.evidence.push_back(claim(facts, claimName, QStringLiteral("holds by every other clock")));
    if (cookie)
        verdict.evidence.push_back(setCookieLine(*cookie, QStringLiteral("past by every other clock"), QStringLiteral("Expires")));
    const bool times = (claimName && sureOfToken(facts) >= Certainty::Likely) || cookie || speaksOfTime(facts);
    if (!facts.refusedInSomeWay() || (!times && !facts.hasCredential()))
        verdict.role = FindingRole::Warning;
    else if (!times || size < kMatters)
        verdict.certainty = Certainty::Possible;
    else if (saysAnother(facts, "clock.server-drift") && !speaksOfTime(facts))
        verdict.certainty = Certainty::Possible;
    else if (!claimName && !cookie)
        verdict.certainty = Certainty::Likely;
    else if (claimName && qstrcmp(claimName, "iat") == 0 && !speaksOfTime(facts))
        verdict.certainty = Certainty::Likely;  // many servers do not look at iat
}

/// That the clocks differ is certain; that it is this server's which is wrong takes three hosts, or a time server.
void doubtWhose(Verdict &verdict)
{
    verdict.standsAboveSurer = verdict.certainty == Certainty::Certain;
    verdict.certainty = std::min(verdict.certainty, Certainty::Likely);
    verdict.evidence.push_back(
        absent("clock", QStringLiteral("whose clock is off"), QStringLiteral("three hosts that agree, or a time server, would settle it")));
}

Check check(const Facts &facts)
{
    const auto clock = wrongClock(facts);
    if (!clock)
        return ruledOut(clock.error());
    Verdict verdict{Certainty::Certain, {serverDate(facts)}};
    if (facts.otherClock)
        verdict.evidence.push_back(otherClockLine(*facts.otherClock));
    addOthers(verdict, facts);
    if (const auto shift = clockShiftOf(clock->offset, facts.hop.sentAt.value_or(Instant{})))
        verdict.evidence.push_back(absent("clock", QStringLiteral("the difference"), shiftText(*shift)));
    weigh(verdict, facts, *clock);
    if (!clock->settled)
        doubtWhose(verdict);
    const bool slow = clock->offset.high < Milliseconds(0);
    verdict.parameters = {{"size", durationText(clock->offset.middle())},
                          {"is", clock->settled ? QStringLiteral("is") : QStringLiteral("is likely")},
                          {"direction", slow ? QStringLiteral("behind") : QStringLiteral("ahead")}};
    return verdict;
}

}

const Rule rules::clockServerDrift{"clock.server-drift", "The server's clock is off", &check};

}
