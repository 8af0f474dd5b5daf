#include "core/clock/sampling.h"

namespace keyhole {

Instant nextSendMoment(const ClockOffset &known, Milliseconds roundTrip, Instant earliest)
{
    constexpr Milliseconds kSecond{1000};
    const Milliseconds untilRead = known.middle() + roundTrip / 2;  // from sending to the reading, in the server's time
    const Milliseconds phase = (earliest + untilRead).time_since_epoch() % kSecond;
    return phase.count() == 0 ? earliest : earliest + (phase.count() > 0 ? kSecond - phase : -phase);
}

}
