#pragma once

#include "core/collection/request_draft.h"
#include "core/http/form.h"

namespace keyhole {

// The parameters of a token request, without those that show the client. Scope, resources and audience are added where they are asked.

/// RFC 6749, 4.1.3; RFC 7636, 4.5.
std::vector<FormPair> codeForm(const Secret &code, const QByteArray &redirectUri, const Secret &verifier, const OAuth2Settings &asked);
/// RFC 6749, 4.4.2.
std::vector<FormPair> clientCredentialsForm(const OAuth2Settings &asked);
/// RFC 8628, 3.4.
std::vector<FormPair> deviceForm(const Secret &deviceCode);
/// RFC 6749, 4.3.2; no longer allowed by RFC 9700, 2.4.
std::vector<FormPair> passwordForm(const QByteArray &user, const Secret &password, const OAuth2Settings &asked);
/// RFC 6749, 6. No scope: what was granted stays.
std::vector<FormPair> refreshForm(const Secret &refreshToken, const std::vector<QByteArray> &resources);

/// RFC 7523, 2.1.
std::vector<FormPair> jwtBearerForm(const QByteArray &assertion, const OAuth2Settings &asked);

/// The token that is exchanged for another, and on whose behalf. RFC 8693, 2.1.
struct ExchangedTokens {
    Secret subject;
    QByteArray subjectType = "urn:ietf:params:oauth:token-type:access_token";
    Secret actor = {};  ///< empty: nobody acts for somebody else
    QByteArray actorType = "urn:ietf:params:oauth:token-type:access_token";
    QByteArray requestedType = {};  ///< empty: as the server likes
    friend bool operator==(const ExchangedTokens &, const ExchangedTokens &) = default;
};
std::vector<FormPair> exchangeForm(const ExchangedTokens &tokens, const OAuth2Settings &asked);

}
