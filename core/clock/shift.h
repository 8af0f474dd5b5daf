#pragma once

#include "core/clock/offset.h"

namespace keyhole {

/// A difference between two clocks that did not come about by drifting apart: to two seconds, it is a whole number of something.
struct ClockShift {
    enum class Kind {
        Zone,  ///< quarters of an hour, up to 14 h: local time taken for UTC, or the reverse
        Day,  ///< whole days, within a month
        Month,  ///< the same day and time in another month
        Year,  ///< the same day and time in another year
        GpsWeeks,  ///< 1024 weeks: the week number of a GPS receiver began anew
        NeverSet,  ///< counts from the first of January of some year, as a device does that starts without knowing the time
    };
    Kind kind;
    Milliseconds by;  ///< server minus local, the whole number itself; for NeverSet the middle of the interval

    friend bool operator==(const ClockShift &, const ClockShift &) = default;
};

/// Absent when the clocks may agree, when the interval is too wide (10 s) to say, and when it fits nothing whole. `local` is this
/// computer's time. What it gives is a likely reading: one drift in two hundred looks like a zone by chance.
std::optional<ClockShift> clockShiftOf(const ClockOffset &offset, Instant local);

/// "exactly 2 h, as when local time is taken for UTC".
QString shiftText(const ClockShift &shift);

}
