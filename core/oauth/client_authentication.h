#pragma once

#include "core/collection/request_draft.h"
#include "core/http/form.h"
#include "core/oauth/oauth_fault.h"
#include "core/token/signature.h"

namespace keyhole {

/// A client, and how it shows at the token endpoint that it is that. RFC 6749, 2.3.
struct OAuthClient {
    QByteArray id;
    OAuth2Settings::ClientAuthentication authentication = OAuth2Settings::ClientAuthentication::None;
    Secret secret = {};  ///< Basic, Post
    std::optional<SigningKey> key = {};  ///< PrivateKeyJwt; a shared secret makes it client_secret_jwt
    QByteArray keyId = {};  ///< kid of that key, where the server knows it by one
};

/// "client_secret_basic", as `token_endpoint_auth_methods_supported` has them.
QByteArray authenticationName(OAuth2Settings::ClientAuthentication authentication);

/// Adds to a form, and to the fields, what shows the client. Basic: RFC 6749, 2.3.1, both parts form-encoded. PrivateKeyJwt: RFC 7523, 3,
/// an assertion for `audience` that holds a minute from `now`. MutualTls: RFC 8705, 2; the certificate is the transport's. Fails where the
/// key cannot sign.
OAuthResult<void> authenticateClient(const OAuthClient &client, const QByteArray &audience, Instant now, std::vector<FormPair> &form,
                                     FieldList &fields);

}
