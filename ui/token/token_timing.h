#pragma once

#include "core/clock/offset.h"
#include "core/token/token.h"
#include "ui/text/time_text.h"

#include <optional>

namespace keyhole {

/// When a token holds, and where the two clocks stand.
struct TokenTiming {
    struct Mark {
        QString name;  ///< "iat, nbf" when they are the same moment
        Instant at;
    };
    enum class State { Timeless, Valid, Expired, NotYetValid, Undecided };

    std::vector<Mark> marks;  ///< iat, nbf and exp, in order of time
    std::optional<Instant> from;  ///< nbf, else iat
    std::optional<Instant> until;  ///< exp
    Instant now;  ///< by this computer's clock
    std::optional<Instant> serverNow;
    Milliseconds uncertainty{0};  ///< of the server's clock
    State state = State::Timeless;  ///< by the server's clock where it is known
    Milliseconds away{0};  ///< how long past exp, or before nbf, by that clock; else how long it is still valid

    Instant decidingNow() const { return serverNow.value_or(now); }
};

/// Times are read by their own unit, so that a value in milliseconds means what its writer meant.
TokenTiming timingOf(const Token &token, const std::optional<ClockOffset> &offset, Instant now);

/// The same in words: "Valid from 05:31:07 to 06:31:07 UTC. By the server's clock it was 3 h 12 min 5 s too old, by this computer's
/// 3 h 9 min 24 s."
QString timingSentence(const TokenTiming &timing, TimeForm form);
/// For the chip: "Expired 3 h 12 min ago", "Valid for 52 min".
QString timingChip(const TokenTiming &timing);

}
