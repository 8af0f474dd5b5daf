#pragma once

#include "core/clock/offset.h"

namespace keyhole {

/// What one answer told of its server's clock, and what was known then.
struct ClockRecord {
    Origin origin;
    Instant at;  ///< local time of the answer
    Milliseconds roundTrip{0};
    ClockOffset told;  ///< by this answer alone
    ClockOffset known;  ///< with those before it

    friend bool operator==(const ClockRecord &, const ClockRecord &) = default;
};

/// This computer's clock was set, or it slept.
struct LocalClockRecord {
    Instant at;
    ClockChange change;

    friend bool operator==(const LocalClockRecord &, const LocalClockRecord &) = default;
};

}
