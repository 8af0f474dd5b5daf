#include "catch.h"
#include "core/clock/shift.h"

using namespace keyhole;
using namespace std::chrono;
using namespace std::chrono_literals;
using Kind = ClockShift::Kind;

namespace {

const Instant kLocal = sys_days(2026y / November / 21) + 9h + 43min + 12s;

ClockOffset around(Milliseconds offset)
{
    return {offset - 300ms, offset + 700ms};
}

}

TEST_CASE("clockShiftOf: whole quarters of an hour are a time zone, other distances are drift", "[clock]")
{
    const auto [by, isZone] = GENERATE(table<Milliseconds, bool>({
        {15min, true},
        {30min, true},
        {1h, true},
        {-1h, true},
        {5h + 45min, true},
        {-9h - 30min, true},
        {14h, true},
        {14h + 15min, false},
        {0ms, false},
        {1s, false},
        {14min, false},
        {16min, false},
        {1h + 10s, false},
        {-1h - 5s, false},
        {1h + 2s, true},
    }));
    CAPTURE(by.count());
    const auto shift = clockShiftOf(around(by), kLocal);
    CHECK((shift && shift->kind == Kind::Zone) == isZone);
    if (isZone)
        CHECK(abs(shift->by - by) <= 2s);
}

TEST_CASE("clockShiftOf: a wrong day, month or year leaves the time of day right", "[clock]")
{
    const auto server = [](year_month_day date) { return around(sys_days(date) + 9h + 43min + 12s - kLocal); };
    CHECK(clockShiftOf(server(2026y / November / 22), kLocal) == ClockShift{Kind::Day, 24h});
    CHECK(clockShiftOf(server(2026y / November / 3), kLocal) == ClockShift{Kind::Day, -24h * 18});
    CHECK(clockShiftOf(server(2026y / October / 21), kLocal) == ClockShift{Kind::Month, -24h * 31});
    CHECK(clockShiftOf(server(2025y / November / 21), kLocal) == ClockShift{Kind::Year, -24h * 365});
    CHECK(clockShiftOf(server(2027y / November / 21), kLocal) == ClockShift{Kind::Year, 24h * 365});
    CHECK(clockShiftOf(around(-24h * 7168), kLocal)->kind == Kind::GpsWeeks);
    CHECK_FALSE(clockShiftOf(around(24h + 10s), kLocal));
    CHECK_FALSE(clockShiftOf(server(2026y / July / 2), kLocal));
}

TEST_CASE("clockShiftOf: a device that starts without knowing the time counts from a first of January", "[clock]")
{
    const auto since = [](year y, seconds time) { return around(sys_days(y / January / 1) + time - kLocal); };
    CHECK(clockShiftOf(since(1970y, 754s), kLocal)->kind == Kind::NeverSet);
    CHECK(clockShiftOf(since(2021y, 765s), kLocal)->kind == Kind::NeverSet);
    CHECK_FALSE(clockShiftOf(since(2021y, 765s + 86'400s), kLocal));
}

TEST_CASE("clockShiftOf: an interval that is too wide, or that allows agreement, says nothing", "[clock]")
{
    CHECK_FALSE(clockShiftOf({1h - 6s, 1h + 6s}, kLocal));
    CHECK_FALSE(clockShiftOf({-1s, 1s}, kLocal));
    CHECK(clockShiftOf({1h - 4s, 1h + 4s}, kLocal));
}

TEST_CASE("shiftText: says how much it is, and what such a difference comes from", "[clock]")
{
    CHECK(shiftText({Kind::Zone, 2h}).replace(QChar::Nbsp, u' ') == "exactly 2 h, as when local time is taken for UTC");
    CHECK(shiftText({Kind::Zone, -(5h + 30min)}).replace(QChar::Nbsp, u' ') == "exactly 5 h 30 min, as when local time is taken for UTC");
    CHECK(shiftText({Kind::Year, 24h * 365}).contains("the year is not"));
}
