#include "catch.h"
#include "core/clock/judged.h"
#include "core/http/date.h"

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const Instant kDate{Seconds(1'795'254'192)};

Hop answered(Milliseconds roundTrip, const FieldList &more = {})
{
    Hop hop;
    hop.sentAt = kDate + 100ms;
    hop.answeredAt = *hop.sentAt + roundTrip;
    hop.response.emplace();
    hop.response->fields = more;
    hop.response->fields.append("Date", formatHttpDate(kDate));
    return hop;
}

}

TEST_CASE("judgedAt: from the round trip before Date to the end of its second", "[clock]")
{
    CHECK(judgedAt(answered(0ms), {}) == ServerTime{kDate, kDate + 1s});
    CHECK(judgedAt(answered(24s), {}) == ServerTime{kDate - 24s, kDate + 1s});
}

TEST_CASE("judgedAt: what other answers told narrows it", "[clock]")
{
    CHECK(judgedAt(answered(40ms), ClockOffset{200ms, 230ms}) == ServerTime{kDate + 300ms, kDate + 370ms});
    CHECK(judgedAt(answered(40ms), ClockOffset{-90ms, 2s}) == ServerTime{kDate + 10ms, kDate + 1s});
    CHECK(judgedAt(answered(40ms), ClockOffset{60s, 61s}) == ServerTime{kDate - 40ms, kDate + 1s});  // no longer true: Date counts
}

TEST_CASE("judgedAt: nothing is known of a stored answer, or without Date and offset", "[clock]")
{
    CHECK_FALSE(judgedAt(answered(0ms, {{"Age", "12", {}}}), ClockOffset{0ms, 1s}));
    Hop hop = answered(40ms);
    hop.response->fields = {};
    CHECK_FALSE(judgedAt(hop, {}));
    CHECK(judgedAt(hop, ClockOffset{0ms, 10ms}) == ServerTime{kDate + 100ms, kDate + 150ms});
    hop.response.reset();
    CHECK_FALSE(judgedAt(hop, ClockOffset{0ms, 10ms}));
}

TEST_CASE("standingOf: certain outside the stretch, undecided in it", "[clock]")
{
    const ServerTime time{kDate + 300ms, kDate + 370ms};
    CHECK(standingOf(kDate + 299ms, time) == Standing::Past);
    CHECK(standingOf(kDate + 300ms, time) == Standing::Past);
    CHECK(standingOf(kDate + 301ms, time) == Standing::Undecided);
    CHECK(standingOf(kDate + 369ms, time) == Standing::Undecided);
    CHECK(standingOf(kDate + 370ms, time) == Standing::Ahead);
}
