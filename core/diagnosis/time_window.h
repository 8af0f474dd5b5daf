#pragma once

#include "core/diagnosis/facts.h"
#include "core/diagnosis/knowledge/profile.h"

namespace keyhole {

/// The window that whoever judges the request is known to allow: that of the service, else of whose words or signs the answer bears.
/// nullptr where nothing is known. `window` is Profile::signedTime or Profile::proofTime.
const TimeWindow *windowOf(const Facts &facts, TimeWindow Profile::*window);

}
