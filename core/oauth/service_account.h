#pragma once

#include "core/oauth/jwt_assertion.h"

namespace keyhole {

/// The key file of a service account, as Google's console gives it: members `type`, `client_email`, `private_key_id`, `private_key`,
/// `token_uri`. https://developers.google.com/identity/protocols/oauth2/service-account
struct ServiceAccount {
    QByteArray client, keyId;
    SigningKey key;
    Url tokenEndpoint;
};

constexpr qsizetype kLargestServiceAccount = 64 << 10;

/// Whether a text is meant to be such a file.
bool looksLikeServiceAccount(QByteArrayView text);

/// Fails with what is missing, for a key that cannot sign, and for a token endpoint that secrets must not be sent to.
OAuthResult<ServiceAccount> readServiceAccount(const QByteArray &text);

/// The settings by which such an account gets its tokens; the scopes that are asked stand in its claims.
OAuth2Settings settingsFor(const ServiceAccount &account, OAuth2Settings before);

}
