#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// Why a Basic credential cannot have arrived as something else than was meant: it was not refused, not asked for, or accepted before.
/// Empty when it may.
QString whyNotMisread(const Facts &facts);

}
