#pragma once

#include "core/auth/authorization.h"

namespace keyhole {

/// The oauth_ parameters for a request, signature included, where the settings want them. RFC 5849, 3: HMAC-SHA1, RSA-SHA1 and PLAINTEXT;
/// HMAC-SHA256 in the same way. Fails for an unknown method, a key that is no RSA key, and a body that is no form where they go in one.
Result<AuthEffect> signOAuth1(const AuthDraft &auth, const AuthContext &context);

}
