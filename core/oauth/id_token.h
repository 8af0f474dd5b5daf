#pragma once

#include "core/clock/offset.h"
#include "core/oauth/oauth_fault.h"
#include "core/token/signature.h"

#include <vector>

namespace keyhole {

/// What an ID token must fit.
struct IdTokenExpected {
    QByteArray issuer, clientId;
    QByteArray nonce = {};  ///< empty: none was sent
    Instant now;  ///< by this computer's clock
    std::optional<ClockOffset> server = {};  ///< the server's clock against it, as the token endpoint's Date tells; nothing: not known
};

/// Checks what an ID token says, by OpenID Connect Core 1.0, 3.1.3.7: iss, aud, azp, exp, iat, nonce; and that it is signed at all. Times
/// are held against the server's clock, so that one of this computer that is off refuses nobody; that is told in what is given back.
OAuthResult<std::vector<OAuthFault>> checkIdToken(const QByteArray &text, const IdTokenExpected &expected);

/// Who can check the signature of an ID token. OpenID Connect Core 1.0, 3.1.3.7, steps 6 to 8.
enum class IdTokenSigner {
    Issuer,  ///< by a key that the issuer publishes
    Client,  ///< by the client's secret (HS256 …), which the server says that it does
};
/// `announced` is the server's `id_token_signing_alg_values_supported`; where it is empty, only what a public key checks is taken. Fails
/// for an algorithm that the server does not announce, and for a secret that the client does not have.
OAuthResult<IdTokenSigner> signerOf(const Token &token, const std::vector<QByteArray> &announced, bool hasSecret);

/// What is known of who made an ID token: "Its signature is verified: ES256, key “server-1”."
struct IdTokenSignature {
    bool isVerified = false;
    QString told = {};  ///< one sentence; why it is not checked, where it is not
};
/// Fails with why the signature does not hold by any of these keys, which are the signer's.
OAuthResult<IdTokenSignature> verifyWith(const Token &token, IdTokenSigner signer, const std::vector<SigningKey> &keys);

}
