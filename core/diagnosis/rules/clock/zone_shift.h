#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// How far a time of the token is off by whole quarters of an hour, as time zones are, while the two clocks agree.
struct ZoneShift {
    Milliseconds by;  ///< below zero: the token is too old
    const char *claim;
};

/// Looked for in tokens whose making can be dated: those that the sender makes for each request, and those that an earlier answer handed
/// out. Absent when nothing is off in that way, or the clocks do not agree.
std::optional<ZoneShift> zoneShiftOf(const Facts &facts);

}
