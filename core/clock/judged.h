#pragma once

#include "core/clock/offset.h"

namespace keyhole {

/// A stretch of a server's time.
struct ServerTime {
    Instant earliest, latest;

    friend bool operator==(const ServerTime &, const ServerTime &) = default;
};

/// When the server judged a request, by its own clock: after it was sent, and before the second of the answer's Date was over. `known` is
/// the offset of its clock from all answers; without it, or local times, the round trip and Date alone count. Absent without either, and
/// for an answer that a cache may have stored.
std::optional<ServerTime> judgedAt(const Hop &hop, const std::optional<ClockOffset> &known);

/// Where a moment stands that the server compares with its clock. Undecided: within what is known of it.
enum class Standing { Past, Undecided, Ahead };
Standing standingOf(Instant moment, const ServerTime &time);

}
