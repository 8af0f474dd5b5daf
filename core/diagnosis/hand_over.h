#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// Ids and times of the exchange, who answered, and where to look for the reason of the first finding.
HandOver handOverOf(const Facts &facts, const Report &report);

}
