#include "core/clock/judged.h"

#include "core/clock/told_time.h"

namespace keyhole {

std::optional<ServerTime> judgedAt(const Hop &hop, const std::optional<ClockOffset> &known)
{
    if (!hop.response || storedByCache(*hop.response))
        return std::nullopt;
    const std::optional<Instant> date = dateOf(*hop.response, hop.answeredAt.value_or(Instant{}));
    if (!date && !known)
        return std::nullopt;
    constexpr Milliseconds kSecond{1000};
    const bool timed = hop.sentAt && hop.answeredAt && *hop.sentAt <= *hop.answeredAt;
    const Milliseconds roundTrip = timed ? *hop.answeredAt - *hop.sentAt : Milliseconds(0);
    std::optional<ServerTime> byDate, byOffset;
    if (date)
        byDate = ServerTime{*date - roundTrip, *date + kSecond};
    if (const auto other = contradictsDate(hop)) {
        // Which of the two clocks judged is not known.
        const ServerTime own{other->time - roundTrip, other->time + other->resolution};
        return ServerTime{std::min(byDate->earliest, own.earliest), std::max(byDate->latest, own.latest)};
    }
    if (known && timed)
        byOffset = ServerTime{*hop.sentAt + known->low, *hop.answeredAt + known->high};
    if (!byDate || !byOffset)
        return byDate ? byDate : byOffset;
    const ServerTime both{std::max(byDate->earliest, byOffset->earliest), std::min(byDate->latest, byOffset->latest)};
    return both.earliest <= both.latest ? both : *byDate;
}

Standing standingOf(Instant moment, const ServerTime &time)
{
    // The latest moment is the end of a second: the clock had not reached it.
    return moment <= time.earliest ? Standing::Past : moment >= time.latest ? Standing::Ahead : Standing::Undecided;
}

}
