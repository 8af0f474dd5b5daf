#pragma once

#include "core/collection/auth_draft.h"
#include "core/http/form.h"
#include "core/oauth/oauth_fault.h"
#include "core/token/signature.h"

namespace keyhole {

/// A token that is signed here and exchanged for an access token. RFC 7523, 2.1.
struct JwtAssertion {
    /// What it says. Without claims: `iss` and `sub` the client, `aud` the server, five minutes. Claims are taken as they are, with their
    /// times by words; an empty `aud` becomes the server, an empty `scope` the scopes that are asked, an empty `jti` a random one.
    SignedJwtSettings jwt = {};
    std::optional<SigningKey> key = {};  ///< private
    QByteArray keyId = {};  ///< kid, where the server knows the key by another than its own
};

/// Whom it is made for and when.
struct AssertionContext {
    QByteArray clientId;
    QByteArray audience;  ///< the issuer, or the token endpoint where there is none
    Instant now;
};

/// The assertion itself. Fails for a key that cannot sign, and for claims that cannot be read or lack what RFC 7523, 3 demands (iss, aud,
/// exp).
OAuthResult<QByteArray> makeAssertion(const JwtAssertion &assertion, const OAuth2Settings &asked, const AssertionContext &context);

/// The parameters of the token request, without those that show the client. A scope that stands in the claims is not asked a second time.
OAuthResult<std::vector<FormPair>> assertionForm(const JwtAssertion &assertion, const OAuth2Settings &asked,
                                                 const AssertionContext &context);

}
