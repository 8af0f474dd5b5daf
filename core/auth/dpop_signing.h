#pragma once

#include "core/auth/authorization.h"
#include "core/token/signature.h"

namespace keyhole {

/// What a DPoP proof says. RFC 9449, 4.2.
struct ProofClaims {
    QByteArray method;
    Url url;  ///< htu is it without query and fragment
    Instant now{};
    QByteArray id;  ///< jti
    QByteArray accessToken = {};  ///< empty at a token endpoint
    QByteArray nonce = {};  ///< the server's last one; empty when it gave none
};

/// The value of the DPoP field. Fails for a key that is shared, public or serves no signature.
Result<QByteArray> makeProof(const ProofClaims &claims, const SigningKey &key);

/// The proof of a credential for a request, with the nonce of its server.
Result<QByteArray> proofFor(const AuthDraft &auth, const AuthContext &context);

/// A new private key for proofs, as PEM: P-256, for ES256.
Result<Secret> newProofKey();

}
