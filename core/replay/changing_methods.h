#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

/// Whether a request of this method may change something at the server: any but those that are registered as safe (RFC 9110, 9.2.1 and
/// the registry of methods). Methods are compared by their case, as servers do; one that holds a {{variable}} may be any.
bool changesData(QByteArrayView method);

/// The same for a whole request: a field that stands for another method ("X-HTTP-Method-Override") counts as that method.
bool changesData(const RequestDraft &draft);
/// Whether a person is asked before it goes out: it may change data, and the environment is a production one. `draft` has its variables put
/// in.
bool needsConfirmation(const RequestDraft &draft, bool production);

}
