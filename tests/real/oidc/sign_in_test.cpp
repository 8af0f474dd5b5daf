#include "core/oauth/revocation.h"
#include "core/oauth/token_refresher.h"
#include "core/secrets/session_store.h"
#include "core/secrets/waiting.h"
#include "core/token/key_source.h"
#include "real/oidc/authorization_server.h"

using namespace keyhole;
using Grant = OAuth2Settings::Grant;
using Authentication = OAuth2Settings::ClientAuthentication;

namespace {

constexpr const char *kApi = "urn:keyhole:orders";

const SignInStep &stepOf(const SigningIn &at, const QByteArray &id)
{
    const auto found = std::find_if(at.steps.begin(), at.steps.end(), [&](const SignInStep &step) { return step.id == id; });
    REQUIRE(found != at.steps.end());
    return *found;
}

OAuthResult<SignedIn> signedIn(SigningIn &at)
{
    auto result = at.run();
    INFO((result ? QString() : QString::fromUtf8(result.error().id) + ": " + result.error().error.what + " " + result.error().serverSays)
             .toStdString());
    REQUIRE(result);
    return result;
}

/// Whether the server still takes a token, by its own word; the client shows itself with its secret.
bool isActive(SigningIn &at, const ServerMetadata &server, const Secret &token)
{
    QObject parent;
    std::optional<bool> active;
    const OAuthClient client{at.settings.oauth.clientId, at.settings.oauth.clientAuthentication, at.settings.clientSecret};
    EndpointRequest request = introspectionRequest(*server.introspection, token, client, server.issuer);
    request.transport.proxy = ProxyChoice::None;
    new EndpointCall(at.transport, at.clock, request, &parent, [&](const EndpointAnswer &answer) {
        std::vector<OAuthFault> doubts;
        REQUIRE(answer.response);
        const auto told = readIntrospection(*answer.response, doubts);
        REQUIRE(told);
        active = told->active;
    });
    REQUIRE(becomesTrue([&] { return active.has_value(); }));
    return *active;
}

}

TEST_CASE("oidc-provider: code with PKCE brings a JWT for the API, whose signature the server's own keys confirm", "[real][oauth]")
{
    SigningIn at("desktop");
    at.settings.oauth.scope = "openid read";
    at.settings.oauth.resources = {kApi};
    const auto result = signedIn(at);
    const Token access = decodeToken(result->tokens.access.reveal());
    CHECK(access.kind == TokenKind::Access);
    CHECK(access.audience() == std::vector<QByteArray>{kApi});
    CHECK(access.claimText("sub") == "ada");
    CHECK(access.claimText("iss") == at.server.issuer);
    CHECK_FALSE(result->tokens.refresh.isEmpty());
    CHECK_FALSE(result->tokens.id.isEmpty());
    CHECK(result->idSignature.isVerified);
    CHECK(result->idSignature.told.contains("server-1"));
    CHECK(stepOf(at, "keys").exchange->last().request.url == *result->server.keys);
    CHECK(result->doubts.empty());
    REQUIRE(result->tokens.expiry);
    CHECK(*result->tokens.expiry > at.clock.now() + Seconds(250));

    KeySource source(at.transport, at.clock);
    const auto fetched = await(source.fetch(result->server.keys->toString()));
    REQUIRE(fetched);
    const auto keys = readKeys(fetched->text);
    REQUIRE(keys);
    REQUIRE(keys->keys.size() == 1);
    CHECK(verifySignature(access, keys->keys[0]).state == SignatureState::Valid);
    for (const SignInStep &step : at.steps)
        CHECK(step.state == SignInStep::State::Done);
}

TEST_CASE("oidc-provider: a person who refuses is told as that, and what the server says stays plain text", "[real][oauth]")
{
    SigningIn at("desktop");
    at.settings.oauth.scope = "openid";
    at.settings.further = {{"login_hint", "deny"}};
    const auto result = at.run();
    REQUIRE_FALSE(result);
    CHECK(result.error().code == "access_denied");
    CHECK(result.error().serverSays.contains("<b>no</b>"));
    CHECK_FALSE(result.error().error.remedy.isEmpty());
}

TEST_CASE("oidc-provider: client credentials, with the client shown in each way", "[real][oauth]")
{
    const auto [client, authentication, secret] = GENERATE(table<QByteArray, Authentication, QByteArray>({
        {"basic", Authentication::Basic, "secret of basic: 100 % + more"},
        {"post", Authentication::Post, "secret-of-post"},
        {"signer", Authentication::PrivateKeyJwt, ""},
    }));
    CAPTURE(client.toStdString());
    SigningIn at(client);
    at.settings.oauth.grant = Grant::ClientCredentials;
    at.settings.oauth.clientAuthentication = authentication;
    at.settings.oauth.scope = "read";
    at.settings.oauth.resources = {kApi};
    at.settings.clientSecret = Secret(secret);
    at.settings.clientKey = at.server.clientKey;
    at.settings.clientKeyId = "signer-1";
    const auto result = signedIn(at);
    CHECK(decodeToken(result->tokens.access.reveal()).claimText("sub") == client);
    CHECK(result->tokens.scope == "read");
    CHECK(result->tokens.refresh.isEmpty());
}

TEST_CASE("oidc-provider: a wrong client secret is told as that", "[real][oauth]")
{
    SigningIn at("basic");
    at.settings.oauth.grant = Grant::ClientCredentials;
    at.settings.oauth.clientAuthentication = Authentication::Basic;
    at.settings.clientSecret = Secret("another secret");
    const auto result = at.run();
    REQUIRE_FALSE(result);
    CHECK(result.error().code == "invalid_client");
    CHECK(stepOf(at, "token").exchange->last().response->status == 401);
}

TEST_CASE("oidc-provider: a device code is taken on another device, and the tokens come", "[real][oauth]")
{
    SigningIn at("device");
    at.settings.oauth.grant = Grant::DeviceCode;
    at.settings.oauth.scope = "openid";
    const auto result = signedIn(at);
    REQUIRE(at.device);
    CHECK(at.device->verification.origin() == Url::parse(at.server.issuer)->origin());
    CHECK_FALSE(result->tokens.access.isEmpty());
    CHECK_FALSE(result->tokens.refresh.isEmpty());
}

TEST_CASE("oidc-provider: a refresh rotates the refresh token, and the old one is worthless", "[real][oauth]")
{
    SigningIn at("desktop");
    at.settings.oauth.scope = "openid";
    const auto result = signedIn(at);
    SessionStore store;
    const StoredTokens before = toStore(*result, at.settings);
    const CredentialInfo info{newCredentialId(), CredentialKind::OAuth2Tokens, {"Orders", {}, {}}, {}, {}, {}};
    REQUIRE(await(store.write(toCredential(info, before))));
    TokenRefresher refresher(at.transport, at.clock, store);

    const auto refreshed = await(refresher.refresh(info.id, at.settings.transport));
    REQUIRE(refreshed);
    const auto kept = await(store.read(info.id));
    REQUIRE(kept);
    const auto after = tokensOf(*kept);
    REQUIRE(after);
    CHECK_FALSE(after->tokens.refresh == before.tokens.refresh);
    CHECK_FALSE(after->tokens.access == before.tokens.access);
    CHECK_FALSE(after->tokens.id == before.tokens.id);
    CHECK(refreshed->idSignature.isVerified);
    CHECK(refreshed->doubts.empty());

    REQUIRE(await(store.write(toCredential(info, before))));
    const auto again = await(refresher.refresh(info.id, at.settings.transport));
    REQUIRE_FALSE(again);
    CHECK(again.error().code == "invalid_grant");
}

TEST_CASE("oidc-provider: a token bound by DPoP, with the nonce that the server demands", "[real][oauth]")
{
    SigningIn at("desktop-dpop");
    at.settings.oauth.scope = "openid";
    at.settings.dpop = true;
    const auto result = signedIn(at);
    CHECK(result->tokens.type == "DPoP");
    REQUIRE(result->dpopKey);
    const auto &hops = stepOf(at, "token").exchange->hops;
    REQUIRE(hops.size() == 2);
    CHECK(hops[0].response->status == 400);
    CHECK(hops[0].response->fields.contains("DPoP-Nonce"));
    CHECK(hops[1].response->status == 200);
}

TEST_CASE("oidc-provider: a token is active until it is revoked", "[real][oauth]")
{
    SigningIn at("basic");
    at.settings.oauth.grant = Grant::ClientCredentials;
    at.settings.oauth.clientAuthentication = Authentication::Basic;
    at.settings.clientSecret = Secret("secret of basic: 100 % + more");
    const auto result = signedIn(at);
    CHECK(isActive(at, result->server, result->tokens.access));

    QObject parent;
    std::optional<Revoked> revoked;
    revokeTokens(at.transport, at.clock, toStore(*result, at.settings), at.settings.transport, &parent,
                 [&](const Revoked &told) { revoked = told; });
    REQUIRE(becomesTrue([&] { return revoked.has_value(); }));
    CHECK(revoked->result);
    CHECK_FALSE(isActive(at, result->server, result->tokens.access));
}

TEST_CASE("oidc-provider: a client that shows its certificate gets a token that is bound to it, at the address for that", "[real][oauth]")
{
    SigningIn at("mtls");
    at.settings.oauth.grant = Grant::ClientCredentials;
    at.settings.oauth.clientAuthentication = Authentication::MutualTls;
    at.settings.oauth.scope = "read";
    at.settings.oauth.resources = {kApi};
    at.settings.transport.caFile = at.server.file("authority.pem");
    at.settings.transport.clientCertificate = at.server.file("client.pem");
    at.settings.transport.clientKey = at.server.file("client.key");
    const auto result = signedIn(at);
    CHECK(result->server.token->scheme == "https");
    CHECK(stepOf(at, "token").exchange->last().request.url == *result->server.token);
    CHECK_FALSE(stepOf(at, "token").exchange->last().request.fields.contains("Authorization"));
    const Token access = decodeToken(result->tokens.access.reveal());
    REQUIRE(access.claim("cnf"));
    CHECK_FALSE(access.claim("cnf")->string("x5t#S256").isEmpty());

    at.settings.transport.clientCertificate = at.server.file("other.pem");
    at.settings.transport.clientKey = at.server.file("other.key");
    const auto other = at.run();
    REQUIRE_FALSE(other);
    CHECK(other.error().code == "invalid_client");
    at.settings.transport.clientCertificate.clear();
    at.settings.transport.clientKey.clear();
    const auto none = at.run();
    REQUIRE_FALSE(none);
    CHECK(none.error().code == "invalid_client");
}

TEST_CASE("oidc-provider: a token is exchanged for another, in the form that RFC 8693 demands", "[real][oauth]")
{
    SigningIn at("exchanger");
    at.settings.oauth.grant = Grant::ClientCredentials;
    at.settings.oauth.clientAuthentication = Authentication::Basic;
    at.settings.clientSecret = Secret("secret-of-exchanger");
    const auto first = signedIn(at);
    at.settings.oauth.grant = Grant::TokenExchange;
    at.settings.exchanged.subject = first->tokens.access;
    at.settings.exchanged.requestedType = "urn:ietf:params:oauth:token-type:access_token";
    const auto second = signedIn(at);
    CHECK_FALSE(second->tokens.access == first->tokens.access);
    at.settings.exchanged.actor = first->tokens.access;
    CHECK(signedIn(at).has_value());
    at.settings.exchanged.subject = Secret("no token of this server");
    const auto refused = at.run();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "invalid_request");
    CHECK(refused.error().serverSays.contains("subject_token"));
}

TEST_CASE("oidc-provider: a signed assertion is exchanged for a token; its signature and claims are judged by jose", "[real][oauth]")
{
    SigningIn at("robot");
    at.settings.oauth.grant = Grant::JwtBearer;
    at.settings.assertionKey = at.server.clientKey;
    at.settings.oauth.assertion.claims = R"({"iss":"robot","sub":"ada","aud":"","iat":"now","exp":"in 1 minute"})";
    at.settings.oauth.assertion.withId = true;
    const auto result = signedIn(at);
    CHECK_FALSE(result->tokens.access.isEmpty());

    at.settings.oauth.assertion.claims = R"({"iss":"robot","sub":"eve","aud":"","iat":"now","exp":"in 1 minute"})";
    CHECK(at.run().error().code == "invalid_grant");
    at.settings.oauth.assertion.claims.replace("eve", "ada");
    at.settings.assertionKey = *SigningKey::generate("P-256");
    const auto other = at.run();
    REQUIRE_FALSE(other);
    CHECK(other.error().code == "invalid_grant");
}
