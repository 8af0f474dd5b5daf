#include "core/clock/shift.h"

#include "core/text/time_words.h"

namespace keyhole {

namespace {

using namespace std::chrono;
using Kind = ClockShift::Kind;

constexpr Milliseconds kDoubt{2'000}, kWidest{10'000};
constexpr Milliseconds kQuarter = minutes(15), kFarthestZone = hours(14), kDay = hours(24), kWeeks = days(7 * 1024);

/// The multiple of `unit` that the interval allows, but for 0.
std::optional<Milliseconds> wholeMultiple(const ClockOffset &offset, Milliseconds unit)
{
    const auto middle = offset.middle().count();
    const auto half = unit.count() / 2;
    const Milliseconds whole = unit * ((middle + (middle < 0 ? -half : half)) / unit.count());
    const bool fits = offset.low - kDoubt <= whole && whole <= offset.high + kDoubt;
    return fits && whole.count() != 0 ? std::optional(whole) : std::nullopt;
}

/// Which part of the date differs, where only one does.
Kind partOfDate(Instant local, Instant server)
{
    const year_month_day here(floor<days>(local)), there(floor<days>(server));
    if (here.day() == there.day() && here.month() == there.month())
        return Kind::Year;
    return here.day() == there.day() && here.year() == there.year() ? Kind::Month : Kind::Day;
}

bool isJustAfterNewYear(Instant server)
{
    const auto day = floor<days>(server);
    const year_month_day date(day);
    return date.month() == January && date.day() == std::chrono::day(1);
}

}

std::optional<ClockShift> clockShiftOf(const ClockOffset &offset, Instant local)
{
    if (offset.high - offset.low > kWidest || (offset.low <= kDoubt && offset.high >= -kDoubt))
        return std::nullopt;
    const auto quarters = wholeMultiple(offset, kQuarter);
    if (quarters && abs(*quarters) <= kFarthestZone)
        return ClockShift{Kind::Zone, *quarters};
    const auto weeks = wholeMultiple(offset, kWeeks);
    if (weeks && abs(*weeks) <= 2 * kWeeks)
        return ClockShift{Kind::GpsWeeks, *weeks};
    if (const auto days = wholeMultiple(offset, kDay)) {
        constexpr Milliseconds kMonth = kDay * 31;
        const Kind kind = partOfDate(local, local + *days);
        if (kind != Kind::Day || abs(*days) <= kMonth)
            return ClockShift{kind, *days};
    }
    if (abs(offset.middle()) > kDay && isJustAfterNewYear(local + offset.middle()) && !isJustAfterNewYear(local))
        return ClockShift{Kind::NeverSet, offset.middle()};
    return std::nullopt;
}

QString shiftText(const ClockShift &shift)
{
    const QString exactly = QStringLiteral("exactly %1").arg(durationText(abs(shift.by)));
    switch (shift.kind) {
    case Kind::Zone:
        return exactly + QStringLiteral(", as when local time is taken for UTC");
    case Kind::Day:
        return exactly + QStringLiteral(": the time of day is right, the day is not");
    case Kind::Month:
        return exactly + QStringLiteral(": the day and the time are right, the month is not");
    case Kind::Year:
        return exactly + QStringLiteral(": the day and the time are right, the year is not");
    case Kind::GpsWeeks:
        return exactly + QStringLiteral(", 1024 weeks: the week number of a GPS receiver began anew");
    case Kind::NeverSet:
        return QStringLiteral("it counts from the first of January, as a device does that starts without knowing the time");
    }
    return exactly;
}

}
