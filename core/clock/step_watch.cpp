#include "core/clock/step_watch.h"

namespace keyhole {

namespace {

constexpr std::chrono::nanoseconds kLeastStep{20'000'000};
constexpr std::chrono::nanoseconds kLeastSleep{500'000'000};

}

std::optional<ClockChange> StepWatch::look()
{
    using std::chrono::abs;
    const ClockReading now = m_clock.reading();
    const auto passed = now.sinceStart - m_base.sinceStart;
    const auto set = (now.wall - m_base.wall) - passed;
    const auto slept = passed - (now.awake - m_base.awake);
    const auto doubt = now.doubt + m_base.doubt;
    const bool stepped = abs(set) >= kLeastStep + doubt;
    if (!stepped && slept < kLeastSleep + doubt)
        return std::nullopt;
    m_base = now;
    ClockChange change;
    if (stepped) {
        change.set = std::chrono::round<Milliseconds>(set);
        change.doubt = std::chrono::ceil<Milliseconds>(doubt) + Milliseconds(1);
    }
    if (slept >= kLeastSleep + doubt)
        change.suspended = std::chrono::round<Milliseconds>(slept);
    return change;
}

}
