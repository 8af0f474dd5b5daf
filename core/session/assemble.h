#pragma once

#include "core/session/prepare.h"
#include "core/session/session.h"

namespace keyhole {

/// The request that a prepared draft stands for: Host first, the typed fields in their order, the credential, the cookies, then what is
/// added automatically, each with its origin. Refuses CR, LF and NUL in any part (the one choke point), and files that cannot be read.
Result<ResolvedRequest> assemble(const PreparedDraft &prepared, const CookieJar &jar, Instant now);

}
