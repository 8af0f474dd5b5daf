#pragma once

#include "core/token/comparison.h"

namespace keyhole {

/// Two tokens claim by claim, for a terminal: what differs, with both values; what is the same and what every new token has anew is
/// counted.
QByteArray tokenComparisonText(const TokenComparison &comparison);
/// The same whole, as one object: "summary", "same_text", "members" with "part", "name", "change", "left", "right", "added",
/// "removed", "later_ms", "each_time", "says", and "left_out".
JsonValue tokenComparisonJson(const TokenComparison &comparison);

}
