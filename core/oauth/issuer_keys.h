#pragma once

#include "core/http/message.h"
#include "core/oauth/id_token.h"

#include <vector>

namespace keyhole {

/// The keys that an issuer publishes (its `jwks_uri`), as its answer has them: public ones alone, so that no text that came from there can
/// serve as a shared secret (RFC 8725, 3.1). Fails with "keys.status", "keys.not-json", "keys.none" and the like.
OAuthResult<std::vector<SigningKey>> readIssuerKeys(const Response &response);

/// Which key of those a token names. With a `kid` it must be one of the set; without one there must be no choice. OpenID Connect Core
/// 1.0, 10.1.
OAuthResult<std::vector<SigningKey>> keysNamedBy(const Token &token, const std::vector<SigningKey> &keys);

/// Whether one of the issuer's keys made the token.
OAuthResult<IdTokenSignature> verifyByIssuer(const Token &token, const std::vector<SigningKey> &published);

}
