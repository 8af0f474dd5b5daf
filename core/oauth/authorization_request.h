#pragma once

#include "core/http/form.h"
#include "core/http/url.h"
#include "core/oauth/oauth_fault.h"
#include "core/secrets/secret.h"

namespace keyhole {

/// What a browser is sent to the authorization endpoint with. RFC 6749, 4.1.1; RFC 7636, 4.3; RFC 8707, 2.
struct AuthorizationRequest {
    QByteArray clientId, redirectUri, scope = {};
    std::vector<QByteArray> resources = {};
    QByteArray audience = {};  ///< of servers that know no `resource`
    QByteArray state = {}, nonce = {};  ///< no nonce: no ID token is asked
    QByteArray challenge = {};  ///< of PKCE, S256
    QByteArray dpopThumbprint = {};  ///< RFC 9449, 10
    std::vector<FormPair> further = {};  ///< what a service wants besides: prompt=consent, access_type=offline
};

/// Nothing, or why one of them cannot go along: the sign-in sets it itself (redirect_uri, state, code_challenge …), and a server may take
/// either of two; or it stands for all the others (request, request_uri). They may come from a file that somebody else wrote.
std::optional<OAuthFault> refusedParameter(const std::vector<FormPair> &further);

std::vector<FormPair> authorizationParameters(const AuthorizationRequest &request);

/// The endpoint with the parameters behind what its own query has. RFC 6749, 3.1.
Url authorizationAddress(const Url &endpoint, const std::vector<FormPair> &parameters);

/// What the answer of the authorization endpoint must fit.
struct AuthorizationExpected {
    QByteArray state;
    QByteArray issuer = {};
    bool announcesIssuer = false;  ///< then `iss` must be there; RFC 9207, 2.4
};

/// The code out of the query that the redirect address was called with. `state` is compared first, in constant time, then `iss`: an answer
/// that belongs to another sign-in is not read further, whatever it says. No parameter may stand twice.
OAuthResult<Secret> readAuthorizationAnswer(QByteArrayView query, const AuthorizationExpected &expected);

}
