#pragma once

#include "core/clock/clock.h"

#include <optional>

namespace keyhole {

/// What happened to this computer's clock between two looks.
struct ClockChange {
    Milliseconds set{0};  ///< forward; below zero: back. 0: it was not set
    Milliseconds doubt{0};  ///< `set` is known to ±
    Milliseconds suspended{0};  ///< how long the computer slept; its clock was then read from the battery-backed one

    friend bool operator==(const ClockChange &, const ClockChange &) = default;
};

/// Notices that the local clock was set, by comparing it with one that cannot be, and that the computer slept.
/// A clock that is slewed goes a little faster for a while; both clocks do, so that is no step.
class StepWatch {
public:
    explicit StepWatch(const Clock &clock) : m_clock(clock), m_base(clock.reading()) { }

    /// Since the last change that was told, or the beginning: small steps add up until they count (20 ms).
    std::optional<ClockChange> look();

private:
    const Clock &m_clock;
    ClockReading m_base;
};

}
