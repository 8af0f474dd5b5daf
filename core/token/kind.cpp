#include "core/token/kind.h"

#include "core/http/field.h"
#include "core/token/claim_meaning.h"

namespace keyhole {

namespace {

struct Marker {
    QByteArrayView value;
    TokenKind kind;
    const char *reason;
};

constexpr Marker kHeaderTypes[] = {
    {"at+jwt", TokenKind::Access, "the header says typ at+jwt (RFC 9068)"},
    {"logout+jwt", TokenKind::Logout, "the header says typ logout+jwt (OpenID Connect Back-Channel Logout)"},
    {"dpop+jwt", TokenKind::DpopProof, "the header says typ dpop+jwt (RFC 9449)"},
    {"client-authentication+jwt", TokenKind::ClientAssertion, "the header says typ client-authentication+jwt"},
};
constexpr Marker kPayloadTypes[] = {
    {"Bearer", TokenKind::Access, "the claim typ says Bearer, as Keycloak writes in access tokens"},
    {"ID", TokenKind::Id, "the claim typ says ID, as Keycloak writes in ID tokens"},
    {"Refresh", TokenKind::Refresh, "the claim typ says Refresh, as Keycloak writes in refresh tokens"},
    {"Offline", TokenKind::Refresh, "the claim typ says Offline, as Keycloak writes in offline (refresh) tokens"},
    {"Logout", TokenKind::Logout, "the claim typ says Logout"},
};
constexpr Marker kTypeClaims[] = {
    {"access", TokenKind::Access, "it says of itself that it is an access token, as libraries of Python write"},
    {"refresh", TokenKind::Refresh, "it says of itself that it is a refresh token, as libraries of Python write"},
};
constexpr Marker kTokenUses[] = {
    {"access", TokenKind::Access, "the claim token_use says access, as Amazon Cognito writes"},
    {"id", TokenKind::Id, "the claim token_use says id, as Amazon Cognito writes"},
    {"refresh", TokenKind::Refresh, "the claim token_use says refresh"},
};
/// Claims that only one kind of token has, the most telling first.
constexpr Marker kTellingClaims[] = {
    {"kubernetes.io", TokenKind::ServiceAccount, "it has the claim kubernetes.io, as service account tokens do"},
    {"kubernetes.io/serviceaccount/namespace", TokenKind::ServiceAccount, "it has the claims of a Kubernetes service account"},
    {"htu", TokenKind::DpopProof, "it names a method and an address (htm, htu), as a DPoP proof does"},
    {"at_hash", TokenKind::Id, "it has the claim at_hash, which binds an ID token to its access token"},
    {"c_hash", TokenKind::Id, "it has the claim c_hash, which binds an ID token to its code"},
    {"nonce", TokenKind::Id, "it has the claim nonce, which ID tokens carry back to the client"},
    {"firebase", TokenKind::Id, "it has the claim firebase, as Firebase ID tokens do"},
};
constexpr Marker kIssuers[] = {
    {"https://accounts.google.com", TokenKind::Id, "Google issues ID tokens as JWT; its access tokens are opaque"},
    {"accounts.google.com", TokenKind::Id, "Google issues ID tokens as JWT; its access tokens are opaque"},
    {"https://token.actions.githubusercontent.com", TokenKind::Id, "GitHub Actions issues ID tokens for its workflows"},
    {"https://gitlab.com", TokenKind::Id, "GitLab issues ID tokens for its jobs"},
};
constexpr QByteArrayView kAccessClaims[] = {"scope", "scp", "permissions", "roles", "realm_access", "client_id", "cid", "appid", "azp"};
constexpr QByteArrayView kSessionClaims[] = {"sid", "session_id"};

void set(Token &token, TokenKind kind, const QString &reason)
{
    token.kind = kind;
    token.kindReason = reason;
}

template <size_t N> bool setByValue(Token &token, QByteArrayView value, const Marker (&markers)[N])
{
    if (value.isEmpty())
        return false;
    for (const Marker &marker : markers) {
        if (equalsIgnoringCase(value, marker.value)) {
            set(token, marker.kind, QString::fromLatin1(marker.reason));
            return true;
        }
    }
    return false;
}

bool setByTellingClaim(Token &token)
{
    const JsonValue *events = token.claim("events");
    if (events && events->find("http://schemas.openid.net/event/backchannel-logout")) {
        set(token, TokenKind::Logout, QStringLiteral("its events name a back-channel logout"));
        return true;
    }
    const auto marker
        = std::find_if(std::begin(kTellingClaims), std::end(kTellingClaims), [&](const Marker &each) { return token.claim(each.value); });
    if (marker == std::end(kTellingClaims))
        return false;
    set(token, marker->kind, QString::fromLatin1(marker->reason));
    return true;
}

/// RFC 7523, 3: issuer and subject are both the client, the audience is the authorization server.
bool isClientAssertion(const Token &token)
{
    const QByteArray issuer = token.claimText("iss");
    if (issuer.isEmpty() || issuer != token.claimText("sub") || token.claim("scope") || token.claim("scp"))
        return false;
    const std::vector<QByteArray> audience = token.audience();
    const bool forTokenEndpoint = std::any_of(audience.begin(), audience.end(),
                                              [](const QByteArray &one) { return one.endsWith("/token") || one.contains("/oauth"); });
    return !audience.empty() && (token.claim("jti") || forTokenEndpoint);
}

/// RFC 7523, 2.1: whoever signed it is granted a token for the subject. It may name scopes, as Google wants.
bool isGrant(const Token &token)
{
    const std::vector<QByteArray> audience = token.audience();
    return token.claim("iss") && token.claim("exp") && audience.size() == 1 && audience.front().startsWith("https://")
        && audience.front().endsWith("/token");
}

/// OpenID Connect Core, 2: the audience of an ID token is the client itself.
bool isForItsOwnClient(const Token &token)
{
    const QByteArray client = token.claimText("azp");
    return !client.isEmpty() && token.audience() == std::vector<QByteArray>{client} && !token.claim("scope") && !token.claim("scp");
}

/// Of a token without a claim that access tokens have.
bool setByVendor(Token &token)
{
    const TokenVendor vendor = vendorOf(token);
    if (vendor == TokenVendor::Supabase && token.claim("role"))
        set(token, TokenKind::Access, QStringLiteral("it has a role in the database, as access tokens and keys of Supabase do"));
    else if (vendor == TokenVendor::Entra && token.claim("aud"))
        set(token, TokenKind::Id, QStringLiteral("Entra ID writes scp, roles or the application into access tokens; it has none"));
    else if (vendor == TokenVendor::Okta && token.claim("aud"))
        set(token, TokenKind::Id, QStringLiteral("Okta writes the client and scopes into access tokens (cid, scp); it has neither"));
    return token.kind != TokenKind::Unknown;
}

void setByClaimsTogether(Token &token)
{
    if (isClientAssertion(token))
        return set(token, TokenKind::ClientAssertion, QStringLiteral("issuer and subject are the same, for a token endpoint (RFC 7523)"));
    if (isGrant(token))
        return set(token, TokenKind::ClientAssertion,
                   QStringLiteral("its audience is a token endpoint, which it asks for a token (RFC 7523)"));
    if (isForItsOwnClient(token))
        return set(token, TokenKind::Id, QStringLiteral("its audience is the client itself (azp)"));
    for (const QByteArrayView name : kAccessClaims) {
        if (token.claim(name))
            return set(token, TokenKind::Access, QStringLiteral("it has the claim %1, as access tokens do").arg(QLatin1String(name)));
    }
    if (setByVendor(token))
        return;
    for (const QByteArrayView name : kSessionClaims) {
        if (token.claim(name))
            return set(token, TokenKind::Session, QStringLiteral("it names a session (%1) and no scope").arg(QLatin1String(name)));
    }
}

}

void classifyByName(Token &token, QByteArrayView name)
{
    static constexpr Marker kNames[] = {
        {"id_token", TokenKind::Id, "it stands under the name id_token"},
        {"id_token_hint", TokenKind::Id, "it stands under the name id_token_hint"},
        {"idToken", TokenKind::Id, "it stands under the name idToken"},
        {"access_token", TokenKind::Access, "it stands under the name access_token"},
        {"accessToken", TokenKind::Access, "it stands under the name accessToken"},
        {"refresh_token", TokenKind::Refresh, "it stands under the name refresh_token"},
        {"refreshToken", TokenKind::Refresh, "it stands under the name refreshToken"},
        {"client_assertion", TokenKind::ClientAssertion, "it stands under the name client_assertion (RFC 7523)"},
        {"logout_token", TokenKind::Logout, "it stands under the name logout_token"},
        {"DPoP", TokenKind::DpopProof, "it stands in the field DPoP (RFC 9449)"},
        {"next-auth.session-token", TokenKind::Session, "it stands in the session cookie of Auth.js"},
        {"__Secure-next-auth.session-token", TokenKind::Session, "it stands in the session cookie of Auth.js"},
        {"authjs.session-token", TokenKind::Session, "it stands in the session cookie of Auth.js"},
        {"__Secure-authjs.session-token", TokenKind::Session, "it stands in the session cookie of Auth.js"},
        {"__session", TokenKind::Session, "it stands in the cookie __session"},
    };
    if (token.kind == TokenKind::Unknown)
        setByValue(token, name, kNames);
}

void classify(Token &token)
{
    QByteArray type = token.headerText("typ");
    if (type.startsWith("application/"))
        type.remove(0, qsizetype(qstrlen("application/")));
    if (setByValue(token, type, kHeaderTypes) || !token.payload)
        return;
    if (setByValue(token, token.claimText("typ"), kPayloadTypes) || setByValue(token, token.claimText("token_use"), kTokenUses)
        || setByValue(token, token.claimText("token_type"), kTypeClaims) || setByValue(token, token.claimText("type"), kTypeClaims)
        || setByTellingClaim(token) || setByValue(token, token.claimText("iss"), kIssuers))
        return;
    setByClaimsTogether(token);
}

}
