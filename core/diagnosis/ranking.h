#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// A rule that found something, before words are put to it.
struct RankedFinding {
    const Rule *rule;
    Verdict verdict;
    FindingRole role;
};

/// Puts findings in order: what explains another's evidence above it, then the surer, then by the table. A finding that another one
/// explains becomes a warning.
std::vector<RankedFinding> rank(std::vector<std::pair<const Rule *, Verdict>> &&found);

}
