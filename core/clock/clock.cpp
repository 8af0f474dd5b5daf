#include "core/clock/clock.h"

#include <QtGlobal>

#ifndef Q_OS_WIN
#include <ctime>
#endif

namespace keyhole {

namespace {

using std::chrono::nanoseconds;

#ifdef Q_OS_WIN

// The performance counter goes on while the computer sleeps, so that a sleep is no step; it is not told apart from being awake.
nanoseconds sinceStart()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

nanoseconds awake()
{
    return sinceStart();
}

#else

nanoseconds timeOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

#ifdef Q_OS_LINUX
constexpr clockid_t kSinceStart = CLOCK_BOOTTIME, kAwake = CLOCK_MONOTONIC;
#elif defined(Q_OS_DARWIN)
constexpr clockid_t kSinceStart = CLOCK_MONOTONIC, kAwake = CLOCK_UPTIME_RAW;
#else
constexpr clockid_t kSinceStart = CLOCK_MONOTONIC, kAwake = CLOCK_MONOTONIC;
#endif

nanoseconds sinceStart()
{
    return timeOf(kSinceStart);
}

nanoseconds awake()
{
    return timeOf(kAwake);
}

#endif

ClockReading readOnce()
{
    const nanoseconds before = sinceStart();
    const nanoseconds wall = std::chrono::system_clock::now().time_since_epoch();
    const nanoseconds running = awake();
    const nanoseconds after = sinceStart();
    return {wall, before, running, after - before};
}

}

ClockReading SystemClock::reading() const
{
    constexpr nanoseconds kTogether{100'000};
    constexpr int kTries = 5;  // another program may run between two clocks
    ClockReading best = readOnce();
    for (int i = 1; i < kTries && best.doubt > kTogether; ++i) {
        const ClockReading again = readOnce();
        if (again.doubt < best.doubt)
            best = again;
    }
    return best;
}

}
