#include "core/oauth/service_account.h"
#include "core/oauth/stored_tokens.h"
#include "core/oauth/token_refresher.h"
#include "core/secrets/session_store.h"
#include "core/token/key_export.h"
#include "signing_in.h"

using namespace keyhole;

namespace {

const SigningKey &rsaKey()
{
    static const SigningKey key = *SigningKey::generate("RSA");
    return key;
}

Token assertionIn(const Request &request)
{
    return decodeToken(inForm(request.body, "assertion"));
}

qint64 secondsOf(const Token &token, const char *claim)
{
    return token.time(claim)->written.toLongLong();
}

QByteArray keyFile(const QByteArray &tokenEndpoint = "https://login.example/token")
{
    return R"({"type":"service_account","project_id":"p","private_key_id":"key-7","private_key":)"
        + jsonString(privateKeyText(rsaKey())->reveal()) + R"(,"client_email":"robot@p.example","client_id":"1","token_uri":")"
        + tokenEndpoint + "\"}";
}

struct AssertionSignIn : SigningIn {
    AssertionSignIn()
    {
        settings.oauth.grant = OAuth2Settings::Grant::JwtBearer;
        settings.assertionKey = rsaKey();
        settings.oauth.scope = "read";
    }
    const Request &tokenRequest() const { return steps.back().exchange->last().request; }
};

}

TEST_CASE("JWT bearer: an assertion for the server, signed by the stored key, is exchanged for a token", "[oauth][jwt-bearer]")
{
    AssertionSignIn at;
    at.settings.assertionKeyId = "key-7";
    const auto result = at.run();
    REQUIRE(result);
    CHECK(inForm(at.tokenRequest().body, "grant_type") == "urn:ietf:params:oauth:grant-type:jwt-bearer");
    CHECK(inForm(at.tokenRequest().body, "scope") == "read");
    const Token assertion = assertionIn(at.tokenRequest());
    CHECK(verifySignature(assertion, rsaKey()).state == SignatureState::Valid);
    CHECK(assertion.headerText("kid") == "key-7");
    CHECK(assertion.headerText("alg") == "RS256");
    CHECK(assertion.claimText("iss") == "desk");
    CHECK(assertion.claimText("sub") == "desk");
    CHECK(assertion.audience() == std::vector<QByteArray>{"https://login.example"});
    CHECK(secondsOf(assertion, "exp") - secondsOf(assertion, "iat") == 300);
    CHECK_FALSE(assertion.claimText("jti").isEmpty());
    CHECK(at.opened.isEmpty());
}

TEST_CASE("JWT bearer: claims are taken as they are written, with times by words and the server filled in", "[oauth][jwt-bearer]")
{
    AssertionSignIn at;
    at.settings.oauth.assertion.claims
        = R"({"iss":"robot","sub":"ada","aud":"","scope":"","iat":"now","exp":"in 1 hour","jti":"mine","tier":3})";
    at.settings.oauth.assertion.algorithm = "PS256";
    REQUIRE(at.run());
    const Token assertion = assertionIn(at.tokenRequest());
    CHECK(assertion.headerText("alg") == "PS256");
    CHECK(assertion.claimText("iss") == "robot");
    CHECK(assertion.claimText("sub") == "ada");
    CHECK(assertion.claimText("aud") == "https://login.example");
    CHECK(assertion.claimText("scope") == "read");
    CHECK(assertion.claimText("jti") == "mine");
    CHECK(assertion.claim("tier")->text == "3");
    CHECK(secondsOf(assertion, "exp") - secondsOf(assertion, "iat") == 3600);
    CHECK(inForm(at.tokenRequest().body, "scope") == "(none)");
}

TEST_CASE("JWT bearer: an assertion that no server could take is not sent", "[oauth][jwt-bearer]")
{
    const auto [claims, id] = GENERATE(table<const char *, const char *>({
        {R"({"sub":"a","aud":"x","exp":"in 1 hour"})", "assertion.claims"},
        {R"({"iss":"","aud":"x","exp":"in 1 hour"})", "assertion.claims"},
        {R"({"iss":"a","aud":"x"})", "assertion.claims"},
        {R"({"iss":"a","exp":"in 1 hour"})", "assertion.claims"},
        {R"({"iss":"a","iss":"b","aud":"x","exp":"in 1 hour"})", "assertion.claims"},
        {R"([])", "assertion.claims"},
        {R"({"iss":"a","aud":"x","exp":"someday"})", "assertion.key"},
    }));
    CAPTURE(claims);
    AssertionSignIn at;
    at.settings.oauth.assertion.claims = claims;
    const auto result = at.run();
    REQUIRE_FALSE(result);
    CHECK(result.error().id == id);
    CHECK_FALSE(result.error().error.remedy.isEmpty());
    CHECK(at.web.count("/token") == 0);
}

TEST_CASE("JWT bearer: without a private key there is nothing to send", "[oauth][jwt-bearer]")
{
    AssertionSignIn at;
    at.settings.assertionKey.reset();
    CHECK(at.run().error().id == "assertion.key");
    at.settings.assertionKey = *SigningKey::fromJwk(*parseJson(rsaKey().publicJwk("k")));
    CHECK(at.run().error().id == "assertion.key");
    CHECK(at.web.count("/token") == 0);
}

TEST_CASE("JWT bearer: a stored token is renewed by a new assertion, without a refresh token", "[oauth][jwt-bearer]")
{
    AssertionSignIn at;
    at.issuer.refreshToken.clear();
    at.settings.oauth.assertion.claims = R"({"iss":"robot","aud":"","scope":"","iat":"now","exp":"in 1 hour"})";
    at.settings.assertionKeyId = "key-7";
    const auto result = at.run();
    REQUIRE(result);
    REQUIRE(result->tokens.refresh.isEmpty());
    SessionStore store;
    const CredentialInfo info{newCredentialId(), CredentialKind::OAuth2Tokens, {"Orders", {}, {}}, {}, {}, {}};
    REQUIRE(await(store.write(toCredential(info, toStore(*result, at.settings)))));
    TokenRefresher refresher(at.web, at.clock, store);
    at.clock.moment += Seconds(7200);
    const auto refreshed = await(refresher.refresh(info.id, {}));
    REQUIRE(refreshed);
    const Token assertion = assertionIn(at.web.sent.back());
    CHECK(verifySignature(assertion, rsaKey()).state == SignatureState::Valid);
    CHECK(assertion.headerText("kid") == "key-7");
    CHECK(assertion.claimText("scope") == "read");
    CHECK(assertion.claimText("aud") == "https://login.example");
    CHECK(secondsOf(assertion, "iat") == std::chrono::duration_cast<Seconds>(at.clock.moment.time_since_epoch()).count());
    CHECK_FALSE(tokensOf(*await(store.read(info.id)))->tokens.access == result->tokens.access);
}

TEST_CASE("Service account: its key file gives all that a token needs", "[oauth][jwt-bearer]")
{
    REQUIRE(looksLikeServiceAccount(keyFile()));
    const auto account = readServiceAccount(keyFile());
    REQUIRE(account);
    AssertionSignIn at;
    at.issuer.clientId = "robot@p.example";
    at.settings.oauth = settingsFor(*account, at.settings.oauth);
    at.settings.assertionKey = account->key;
    at.settings.assertionKeyId = account->keyId;
    REQUIRE(at.run());
    CHECK(at.web.sent.size() == 1);
    const Token assertion = assertionIn(at.tokenRequest());
    CHECK(assertion.headerText("kid") == "key-7");
    CHECK(assertion.claimText("iss") == "robot@p.example");
    CHECK(assertion.claimText("aud") == "https://login.example/token");
    CHECK(assertion.claimText("scope") == "read");
    CHECK(assertion.claim("sub") == nullptr);
    CHECK(secondsOf(assertion, "exp") - secondsOf(assertion, "iat") == 3600);
}

TEST_CASE("Service account: a file that cannot be used is told by what it lacks", "[oauth][jwt-bearer]")
{
    const auto [from, to, tells] = GENERATE(table<const char *, const char *, const char *>({
        {"client_email", "email", "client_email"},
        {"\"private_key\"", "\"key\"", "private_key"},
        {"token_uri", "uri", "token_uri"},
        {"https://login.example/token", "http://login.example/token", "https"},
        {"-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY----- x", "private_key"},
        {"{\"type\"", "[\"type\"", "byte"},
    }));
    CAPTURE(from, to);
    const auto account = readServiceAccount(keyFile().replace(from, to));
    REQUIRE_FALSE(account);
    CHECK((account.error().error.what + account.error().error.place).contains(tells));
    CHECK_FALSE(account.error().error.what.contains("PRIVATE KEY"));
    CHECK_FALSE(account.error().error.remedy.isEmpty());
    CHECK(readServiceAccount(QByteArray(70'000, ' ')).error().error.what.contains("64 KB"));
}
