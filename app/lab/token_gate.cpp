#include "app/lab/token_gate.h"

#include "core/http/credentials.h"

namespace keyhole::lab {

namespace {

struct Refusal {
    QByteArray error, description;
    int status = 401;
    QByteArray extra = {};
};
using Passed = std::optional<Refusal>;

constexpr QByteArrayView kAlgorithms[] = {"RS256", "ES256", "HS256"};

Answer refuse(const Refusal &refusal)
{
    QByteArray value = "Bearer realm=\"orders\", error=\"" + refusal.error + '"';
    if (!refusal.description.isEmpty())
        value += ", error_description=\"" + refusal.description + '"';
    Answer answer = challenge(value + refusal.extra, refusal.description.isEmpty() ? QByteArray("Unauthorized") : refusal.description);
    answer.status = refusal.status;
    return answer;
}

Passed checkSignature(const Site &site, const Token &token)
{
    const QByteArray algorithm = token.headerText("alg");
    if (std::find(std::begin(kAlgorithms), std::end(kAlgorithms), QByteArrayView(algorithm)) == std::end(kAlgorithms))
        return Refusal{"invalid_token", "invalid algorithm"};
    const SigningKey *key = algorithm == "HS256" ? &site.issuer.hmacKey() : site.issuer.find(token.headerText("kid"));
    if (!key)
        return Refusal{"invalid_token", "no applicable key found in the JSON Web Key Set"};
    if (verifySignature(token, *key).state != SignatureState::Valid)
        return Refusal{"invalid_token", "invalid signature"};
    return std::nullopt;
}

/// Numbers are seconds for a server, whatever their writer meant.
Passed checkTimes(const Token &token, Instant now)
{
    const auto seconds = [&token](QByteArrayView name) {
        const auto time = token.time(name);
        return time ? time->asSeconds : std::nullopt;
    };
    if (const auto expiry = seconds("exp"); !expiry || *expiry <= now)
        return Refusal{"invalid_token", "jwt expired"};
    if (const auto start = seconds("nbf"); start && *start > now)
        return Refusal{"invalid_token", "jwt not active"};
    if (const auto issued = seconds("iat"); issued && *issued > now)
        return Refusal{"invalid_token", "Token used before issued"};
    return std::nullopt;
}

Passed checkClaims(const Site &site, const Token &token)
{
    if (token.claimText("iss") != site.here)
        return Refusal{"invalid_token", "jwt issuer invalid. expected: " + site.here};
    const auto audience = token.audience();
    if (std::find(audience.begin(), audience.end(), "orders") == audience.end())
        return Refusal{"invalid_token", "jwt audience invalid. expected: orders"};
    if (token.kind == TokenKind::Id || token.kind == TokenKind::Refresh)
        return Refusal{"invalid_token", "Only access tokens are allowed"};
    return std::nullopt;
}

Passed checkGate(const Token &token, const Gate &gate)
{
    if (gate.isWithdrawn)
        return Refusal{"invalid_token", "The token was revoked"};
    if (gate.needsSecondFactor)
        return Refusal{"insufficient_user_authentication", "A second factor is required", 401, ", acr_values=\"mfa\""};
    const auto scopes = token.scopes();
    if (std::find(scopes.begin(), scopes.end(), gate.scope) == scopes.end())
        return Refusal{"insufficient_scope", {}, 403, ", scope=\"" + gate.scope + '"'};
    return std::nullopt;
}

Passed checkToken(const Site &site, const Token &token, const Gate &gate)
{
    if (token.form != TokenForm::Jws)
        return Refusal{"invalid_token", "jwt malformed"};
    if (auto refused = checkSignature(site, token))
        return refused;
    if (auto refused = checkTimes(token, site.now + gate.clockShift))
        return refused;
    if (auto refused = checkClaims(site, token))
        return refused;
    return checkGate(token, gate);
}

}

Answer orders(const Site &site, const Request &request, const Gate &gate)
{
    const auto values = request.fields.values("Authorization");
    if (values.size() > 1)
        return refuse({"invalid_request", "Found multiple bearer tokens in the request"});
    const Credentials sent = splitCredentials(values.empty() ? QByteArray() : values.front());
    Answer answer;
    // RFC 6750, 3.1: a request without a token is told no error.
    if (!equalsIgnoringCase(sent.scheme, "Bearer"))
        answer = challenge("Bearer realm=\"orders\"", "The orders are for those who may read them");
    else if (auto refused = checkToken(site, decodeToken(sent.rest), gate))
        answer = refuse(gate.saysWhy ? *refused : Refusal{"invalid_token", {}});
    else
        answer = json(200, "{\"orders\": [{\"id\": 1041, \"state\": \"sent\"}]}");
    answer.clockShift = gate.clockShift;
    return answer;
}

}
