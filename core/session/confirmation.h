#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

/// Whether a person is to be asked before a request goes out: the environment is a production one, and the request may change data there.
/// Any method may but those that are registered as safe (RFC 9110, 9.2.1 and the registry of methods); a field that stands for another
/// method
/// ("X-HTTP-Method-Override") counts as that method. `draft` has its variables put in.
bool needsConfirmation(const RequestDraft &draft, bool production);

}
