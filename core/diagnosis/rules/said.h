#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// A verdict for a cause that only the answer's own words can show: the words, and what was sent. Ruled out when the answer has none of the
/// words that are known for it.
Check saidByAnswer(const Facts &facts, const char *cause);

/// What the answer adds to a code in words of its own: "It says: “…”."; empty where it adds nothing.
QString inItsOwnWords(const Facts &facts);

}
