#pragma once

#include "core/secrets/secret.h"

namespace keyhole {

/// base64url of random bytes from the system: 16 make a `state` or `nonce` of 128 bits.
QByteArray randomText(qsizetype bytes);

/// `code_challenge` of a verifier by S256. RFC 7636, 4.2. There is no `plain`.
QByteArray codeChallenge(QByteArrayView verifier);

/// Proof key for one exchange of a code. RFC 7636, 4.1: 32 random bytes.
struct Pkce {
    Secret verifier;
    QByteArray challenge;
};
Pkce newPkce();

}
