#pragma once

#include "core/http/instant.h"
#include "core/http/message.h"
#include "core/oauth/oauth_fault.h"
#include "core/secrets/secret.h"

#include <optional>
#include <vector>

namespace keyhole {

/// Tokens as an authorization server gave them. RFC 6749, 5.1; OpenID Connect Core 1.0, 3.1.3.3; RFC 8693, 2.2.1.
struct TokenSet {
    Secret access, refresh, id;
    QByteArray type = "Bearer";  ///< "Bearer" or "DPoP"
    std::optional<Instant> expiry = {};  ///< by this computer's clock; nothing: not told, or not believed
    QByteArray scope = {};  ///< as granted
    friend bool operator==(const TokenSet &, const TokenSet &) = default;
};

/// What was asked, to compare the answer with.
struct TokenExpected {
    QByteArray step = "token";
    QByteArray scope = {};  ///< empty: none was asked
    bool bound = false;  ///< a proof of possession went along: the token must be of type DPoP
};

/// Tokens, and what is odd about them: those are usable all the same, so that no token is lost because of a lie beside it.
struct TokensRead {
    TokenSet tokens;
    std::vector<OAuthFault> doubts;
};

/// Reads the answer of a token endpoint that arrived at `at`. Refused: no access token, tokens that are no text or hold what no field can,
/// a type that is neither Bearer nor DPoP. Doubted: `expires_in` that is missing, a text, a fraction, negative, or beyond ten years; an
/// expiry other than the token's own `exp`; a scope that was asked and not granted; a missing type; a token that is not bound.
OAuthResult<TokensRead> readTokenResponse(const Response &response, const TokenExpected &expected, Instant at);

/// Of space-separated scopes, those that are in the first and not in the second.
std::vector<QByteArray> missingScopes(const QByteArray &asked, const QByteArray &granted);

}
