#pragma once

#include "core/http/instant.h"

namespace keyhole {

/// The clocks of this computer, read together.
struct ClockReading {
    std::chrono::nanoseconds wall;  ///< of UTC since 1970; can be set
    std::chrono::nanoseconds sinceStart;  ///< since some start; cannot be set, goes on while the computer is suspended
    std::chrono::nanoseconds awake;  ///< the same, and stands still while it is suspended
    std::chrono::nanoseconds doubt{0};  ///< all were read within this time
};

/// The one place where core reads the time; tests and recordings put their own behind it.
class Clock {
public:
    virtual ~Clock() = default;
    /// Cut to whole milliseconds.
    virtual Instant now() const = 0;
    /// Of a clock that is nobody's but its own: one that is never set and never stands still.
    virtual ClockReading reading() const
    {
        const auto time = now().time_since_epoch();
        return {time, time, time};
    }
};

class SystemClock final : public Clock {
public:
    Instant now() const override { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }
    ClockReading reading() const override;
};

}
