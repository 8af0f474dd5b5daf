#pragma once

#include "core/http/url.h"
#include "core/oauth/client_authentication.h"
#include "core/oauth/jwt_assertion.h"
#include "core/oauth/sign_in.h"
#include "core/oauth/token_response.h"
#include "core/secrets/credential.h"

namespace keyhole {

/// Tokens with what is needed to renew and revoke them: all of it is kept in the keychain, in one entry, so that a refresh token can go to
/// no endpoint but that which gave it, whatever a collection says.
struct StoredTokens {
    TokenSet tokens;
    OAuthClient client;
    QByteArray issuer;
    Url tokenEndpoint;
    std::optional<Url> revocationEndpoint = {};
    std::vector<QByteArray> resources = {};
    std::optional<SigningKey> dpopKey = {};
    std::optional<JwtAssertion> assertion = {};  ///< gets new tokens where there is no refresh token
    QByteArray scopeAsked = {};  ///< kept with an assertion: it is asked anew each time
    std::optional<Url> keys = {};  ///< the issuer's, for ID tokens that come with new tokens
    std::vector<QByteArray> idTokenAlgorithms = {};  ///< that the issuer announces for them
    std::optional<Network> reach = {};  ///< how far inside its endpoints may lie; nothing: stored before this was kept
};

StoredTokens toStore(const SignedIn &signedIn, const SignInSettings &settings);

/// A credential of kind OAuth2Tokens; `info` says whose, and to which origins the access token may go.
Credential toCredential(CredentialInfo info, const StoredTokens &tokens);

/// Fails with what the entry lacks, and for an endpoint that secrets must not be sent to.
OAuthResult<StoredTokens> tokensOf(const Credential &credential);

/// Whether the access token is over at that moment; nothing where that is not known.
std::optional<bool> isOver(const TokenSet &tokens, Instant at);

/// When the access token of such a credential expires, by this computer's clock.
std::optional<Instant> expiryOf(const Credential &credential);

}
