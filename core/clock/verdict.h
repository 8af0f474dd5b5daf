#pragma once

#include "core/clock/offset.h"

namespace keyhole {

/// Clocks that differ by less do not matter to whole seconds.
constexpr Milliseconds kSameTime{1000};

/// Whose clock is off, by all that is known, for a person.
struct ClockVerdict {
    enum class Whose { Nobody, Local, Servers, Unknown };
    Whose whose = Whose::Unknown;
    bool settled = false;  ///< by three hosts that agree, or by a time server
    QString headline;  ///< "This computer’s clock is 14 min slow, ± 21 ms"
    QString why;  ///< what it rests on, and what would settle it
    std::vector<Origin> wrong;  ///< for Servers
};

/// `local`: this computer's time, by which whole days and years are recognised.
ClockVerdict judgeClocks(const ClockBook &book, Instant local);

/// "14 min ahead of this computer, ± 21 ms", "agrees with this computer, ± 0.5 s".
QString offsetText(const ClockOffset &offset);
/// "± 21 ms" below a tenth of a second, "± 0.5 s" above.
QString doubtText(const ClockOffset &offset);

}
