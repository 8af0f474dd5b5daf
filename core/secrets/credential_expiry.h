#pragma once

#include "core/secrets/credential.h"

namespace keyhole {

/// When a credential ends by what it says itself: `exp` of a JWT in its token, key or value (RFC 7519, 4.1.4). Nothing when it does not
/// say.
std::optional<Instant> expiryTold(const Credential &credential);

}
