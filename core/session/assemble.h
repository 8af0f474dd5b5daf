#pragma once

#include "core/auth/auth_memory.h"
#include "core/session/prepare.h"
#include "core/session/session.h"

namespace keyhole {

/// What credentials are made with, beside the request.
struct AuthKnowledge {
    QByteArray random = {};  ///< 32 hexadecimal digits that no other request has; empty: some are made
    const AuthMemory *memory = nullptr;
    const ClockBook *clocks = nullptr;  ///< signatures carry the server's time, where that is known to differ
};

/// The request that a prepared draft stands for: Host first, the typed fields in their order, the credential, the cookies, then what is
/// added automatically, each with its origin. What signs the request is made last, over all the rest. Refuses CR, LF and NUL in any part
/// (the one choke point), files that cannot be read, keys that cannot sign, and two credentials for one place.
Result<ResolvedRequest> assemble(const PreparedDraft &prepared, const CookieJar &jar, Instant now, const AuthKnowledge &known = {});

}
