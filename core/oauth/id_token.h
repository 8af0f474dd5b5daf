#pragma once

#include "core/clock/offset.h"
#include "core/oauth/oauth_fault.h"
#include "core/token/signature.h"

namespace keyhole {

/// What an ID token must fit.
struct IdTokenExpected {
    QByteArray issuer, clientId;
    QByteArray nonce = {};  ///< empty: none was sent
    Instant now;  ///< by this computer's clock
    std::optional<ClockOffset> server = {};  ///< the server's clock against it, as the token endpoint's Date tells; nothing: not known
    std::vector<SigningKey> keys = {};  ///< of the issuer; none: the signature is not checked, which OpenID Connect Core 3.1.3.7 allows for
                                        ///< a token that came over TLS from the token endpoint
};

/// Checks an ID token by OpenID Connect Core 1.0, 3.1.3.7: iss, aud, azp, exp, iat, nonce, and the signature where there are keys. Times
/// are held against the server's clock, so that one of this computer that is off refuses nobody; that is told in what is given back.
OAuthResult<std::vector<OAuthFault>> checkIdToken(const QByteArray &text, const IdTokenExpected &expected);

}
