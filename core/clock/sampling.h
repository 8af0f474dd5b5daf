#pragma once

#include "core/clock/offset.h"

namespace keyhole {

/// How far a server's clock is asked for, and how politely.
struct SamplingLimits {
    Milliseconds enough{50};  ///< an interval narrower than this is not narrowed further
    int requests = 20;  ///< to one origin
    Milliseconds pause{200};  ///< at least, between an answer and the next request
};

/// The first moment, not before `earliest`, at which a request should go so that the server reads its clock just when a second of its own
/// is expected to begin: half of what is still possible falls before it, half behind, and the Date of the answer tells which.
/// With a round trip of r the interval is then r + (1 s) / 2^(n - 1) wide after n answers; at moments of no choice it would be, in the
/// mean, r + (2 s) / (n + 1). It never gets below the shortest way there and the shortest way back together.
Instant nextSendMoment(const ClockOffset &known, Milliseconds roundTrip, Instant earliest);

}
