#include "signing_in.h"

using namespace keyhole;
using Grant = OAuth2Settings::Grant;
using Authentication = OAuth2Settings::ClientAuthentication;

TEST_CASE("Sign-in: discovery, browser, code and token, each step with its exchange", "[oauth]")
{
    SigningIn at;
    at.settings.oauth.resources = {"https://api.example/"};
    const auto result = at.run();
    REQUIRE(result);
    CHECK(result->tokens.access.reveal().startsWith("access-"));
    CHECK_FALSE(result->tokens.refresh.isEmpty());
    CHECK_FALSE(result->tokens.id.isEmpty());
    CHECK(result->tokens.expiry == at.clock.moment + Seconds(3600));
    REQUIRE(at.steps.size() == 4);
    CHECK(at.steps[0].id == "discovery");
    CHECK(at.steps[0].exchange->last().request.url.path == "/.well-known/openid-configuration");
    CHECK(at.steps[1].id == "browser");
    CHECK_FALSE(at.steps[1].exchange);
    CHECK(at.steps[2].id == "token");
    CHECK(at.steps[2].exchange->last().request.url.path == "/token");
    CHECK(at.steps[3].id == "keys");
    for (const SignInStep &step : at.steps)
        CHECK(step.state == SignInStep::State::Done);
    const QByteArray query = *Url::parse(at.opened)->query;
    CHECK(inForm(query, "code_challenge_method") == "S256");
    CHECK(inForm(query, "state").size() == 22);
    CHECK(inForm(query, "nonce").size() == 22);
    CHECK(inForm(query, "resource") == "https://api.example/");
    CHECK(inForm(query, "redirect_uri") == at.redirect);
    CHECK(at.page.startsWith("HTTP/1.1 200"));
    const QByteArray body = at.steps[2].exchange->last().request.body;
    CHECK(inForm(body, "resource") == "https://api.example/");
    CHECK(inForm(body, "redirect_uri") == at.redirect);
    CHECK_FALSE(at.web.sentTo(at.issuer.issuer).contains("Cookie"));
}

TEST_CASE("Sign-in: each one has a state, nonce, verifier and path of its own", "[oauth]")
{
    SigningIn at;
    REQUIRE(at.run());
    const QByteArray first = at.opened;
    REQUIRE(at.run());
    for (const char *name : {"state", "nonce", "code_challenge", "redirect_uri"})
        CHECK(inForm(*Url::parse(first)->query, name) != inForm(*Url::parse(at.opened)->query, name));
}

TEST_CASE("Sign-in: the client shows itself as the server wants it", "[oauth]")
{
    const auto authentication = GENERATE(Authentication::Basic, Authentication::Post, Authentication::None);
    SigningIn at;
    at.settings.oauth.grant = Grant::ClientCredentials;
    at.settings.oauth.clientAuthentication = authentication;
    at.settings.oauth.clientId = at.issuer.clientId = "desk:1 ä";
    at.settings.clientSecret = Secret(at.issuer.clientSecret = "s/ecret %+& 0123456789");
    REQUIRE(at.run());
    const Request &request = at.web.sent.back();
    CHECK(inForm(request.body, "grant_type") == "client_credentials");
    CHECK(inForm(request.body, "scope") == "openid read");
    CHECK(request.fields.contains("Authorization") == (authentication == Authentication::Basic));
    CHECK((inForm(request.body, "client_secret") != "(none)") == (authentication == Authentication::Post));
}

TEST_CASE("Sign-in: a client with a key signs an assertion for the issuer, which holds a minute", "[oauth]")
{
    SigningIn at;
    at.settings.oauth.grant = Grant::ClientCredentials;
    at.settings.oauth.clientAuthentication = Authentication::PrivateKeyJwt;
    at.settings.clientKey = *SigningKey::generate("P-256");
    at.settings.clientKeyId = "k1";
    REQUIRE(at.run());
    const QByteArray body = at.web.sent.back().body;
    CHECK(inForm(body, "client_assertion_type") == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    const Token assertion = decodeToken(inForm(body, "client_assertion"));
    CHECK(verifySignature(assertion, *at.settings.clientKey).state == SignatureState::Valid);
    CHECK(assertion.headerText("kid") == "k1");
    CHECK(assertion.claimText("iss") == "desk");
    CHECK(assertion.claimText("sub") == "desk");
    CHECK(assertion.audience() == std::vector<QByteArray>{at.issuer.issuer});
    CHECK(assertion.time("exp")->asSeconds == at.clock.moment + Seconds(60));
    CHECK(assertion.claimText("jti").size() == 22);
}

TEST_CASE("Sign-in: a client certificate goes with the token request, to the endpoint for those", "[oauth]")
{
    SigningIn at;
    at.settings.oauth.grant = Grant::ClientCredentials;
    at.settings.oauth.clientAuthentication = Authentication::MutualTls;
    at.issuer.metadata.replace("\"issuer\"", R"("mtls_endpoint_aliases":{"token_endpoint":"https://login.example:8443/token"},"issuer")");
    MockIssuer alias("https://login.example:8443");
    at.web.issuers.push_back(&alias);
    REQUIRE(at.run());
    CHECK(at.web.sent.back().url.port == 8443);
    CHECK(inForm(at.web.sent.back().body, "client_id") == "desk");
    CHECK_FALSE(at.web.sent.back().fields.contains("Authorization"));
}

TEST_CASE("Sign-in: password and token exchange send what their standards say", "[oauth]")
{
    SigningIn at;
    at.settings.oauth.audience = "orders";
    at.settings.oauth.grant = Grant::Password;
    at.settings.user = "ada";
    at.settings.password = Secret("p&ss word of ada");
    at.secrets = {"p&ss word of ada"};
    REQUIRE(at.run());
    QByteArray body = at.web.sent.back().body;
    CHECK(inForm(body, "grant_type") == "password");
    CHECK(inForm(body, "username") == "ada");
    CHECK(inForm(body, "password") == "p&ss word of ada");
    at.settings.oauth.grant = Grant::TokenExchange;
    at.settings.exchanged.subject = Secret("subject-token-0123456789");
    at.settings.exchanged.actor = Secret("actor-token-0123456789");
    REQUIRE(at.run());
    body = at.web.sent.back().body;
    CHECK(inForm(body, "grant_type") == "urn:ietf:params:oauth:grant-type:token-exchange");
    CHECK(inForm(body, "subject_token") == "subject-token-0123456789");
    CHECK(inForm(body, "subject_token_type") == "urn:ietf:params:oauth:token-type:access_token");
    CHECK(inForm(body, "actor_token") == "actor-token-0123456789");
    CHECK(inForm(body, "audience") == "orders");
}

TEST_CASE("Sign-in: a server that wants the request left with it gets it there, and not in the browser", "[oauth]")
{
    SigningIn at;
    at.issuer.metadata.replace("\"issuer\"", R"("require_pushed_authorization_requests":true,"issuer")");
    REQUIRE(at.run());
    CHECK(at.steps[1].id == "pushed");
    const QByteArray query = *Url::parse(at.opened)->query;
    CHECK(query == "client_id=desk&request_uri=urn%3Apushed%3A1");
    CHECK(parseForm(at.steps[1].exchange->last().request.body).size() == 8);
}

TEST_CASE("Sign-in: endpoints can be typed where there is no issuer", "[oauth]")
{
    SigningIn at;
    at.settings.oauth.issuer.clear();
    at.settings.oauth.authorizationEndpoint = at.issuer.issuer + "/authorize";
    at.settings.oauth.tokenEndpoint = at.issuer.issuer + "/token";
    REQUIRE(at.run());
    CHECK(at.web.count("openid-configuration") == 0);
    at.settings.oauth.tokenEndpoint = "http://login.example/token";
    CHECK(at.run().error().id == "endpoint.not-https");
}

TEST_CASE("Sign-in: with an issuer, typed endpoints get nothing", "[oauth]")
{
    SigningIn at;
    MockIssuer evil("https://evil.example");
    at.web.issuers.push_back(&evil);
    at.settings.oauth.tokenEndpoint = "https://evil.example/token";
    at.settings.oauth.grant = Grant::ClientCredentials;
    at.settings.oauth.clientAuthentication = Authentication::Post;
    at.settings.clientSecret = Secret(at.issuer.clientSecret);
    REQUIRE(at.run());
    CHECK(at.web.sentTo("https://evil.example").isEmpty());
}

TEST_CASE("Sign-in: a token bound to a key, with the nonce that the server demands", "[oauth]")
{
    SigningIn at;
    at.settings.dpop = true;
    at.issuer.wantsDpopNonce = true;
    at.issuer.tokenMembers = R"(,"token_type":"DPoP","expires_in":60)";
    const auto result = at.run();
    REQUIRE(result);
    CHECK(result->tokens.type == "DPoP");
    REQUIRE(result->dpopKey);
    const auto &token = at.steps.at(2).exchange;
    REQUIRE(token->hops.size() == 2);
    const Token proof = decodeToken(*token->last().request.fields.value("DPoP"));
    CHECK(proof.headerText("typ") == "dpop+jwt");
    CHECK(proof.claimText("nonce") == "nonce-of-the-server");
    CHECK(proof.claimText("htu") == "https://login.example/token");
    CHECK(proof.claimText("htm") == "POST");
    CHECK(verifySignature(proof, *result->dpopKey).state == SignatureState::Valid);
    CHECK(inForm(*Url::parse(at.opened)->query, "dpop_jkt").size() == 43);
}

TEST_CASE("Sign-in: another device gets a code, and the server is asked until it was entered", "[oauth]")
{
    SigningIn at;
    at.settings.oauth.grant = Grant::DeviceCode;
    at.issuer.pendingPolls = 1;
    at.secrets = {"device-0123456789"};
    REQUIRE(at.run());
    REQUIRE(at.device);
    CHECK(at.device->userCode == "WDJB-MJHT");
    CHECK(at.device->verification.host == "login.example");
    CHECK(at.device->complete->toString() == "https://login.example/go?user_code=WDJB-MJHT");
    CHECK(at.web.count("/token") == 2);
    CHECK(inForm(at.web.sent.back().body, "grant_type") == "urn:ietf:params:oauth:grant-type:device_code");
}

TEST_CASE("Device code: what cannot be shown or trusted is refused", "[oauth]")
{
    const auto [members, id] = GENERATE(table<const char *, const char *>({
        {R"("user_code":"u","verification_uri":"http://login.example/go")", "endpoint.not-https"},
        {R"("user_code":"u","verification_uri":"javascript:alert")", "endpoint.not-https"},
        {R"("user_code":"a\nb","verification_uri":"https://a.example")", "device.unusable"},
        {R"("verification_uri":"https://a.example")", "device.unusable"},
    }));
    CAPTURE(members);
    std::vector<OAuthFault> doubts;
    const Response response = jsonResponse(200, R"({"device_code":"d",)" + QByteArray(members) + '}');
    CHECK(readDeviceCode(response, FixedClock().moment, doubts).error().id == id);
}

TEST_CASE("Device code: an address elsewhere and absurd times are not believed", "[oauth]")
{
    const QByteArray code = R"({"device_code":"d","user_code":"u","verification_uri":"https://a.example")";
    std::vector<OAuthFault> doubts;
    const auto lying = readDeviceCode(
        jsonResponse(200, code + R"(,"verification_uri_complete":"https://evil.example/go","expires_in":-4,"interval":-9})"),
        FixedClock().moment, doubts);
    REQUIRE(lying);
    CHECK_FALSE(lying->complete);
    CHECK(lying->interval == Seconds(1));
    CHECK(lying->expiry == FixedClock().moment + Seconds(1800));
    CHECK(readDeviceCode(jsonResponse(200, code + '}'), FixedClock().moment, doubts)->interval == Seconds(5));
}

TEST_CASE("Device code: the server decides how it goes on", "[oauth]")
{
    CHECK(devicePoll(faultOfCode("token", "authorization_pending", {})) == DevicePoll::Wait);
    CHECK(devicePoll(faultOfCode("token", "slow_down", {})) == DevicePoll::WaitLonger);
    CHECK(devicePoll({"token.slow", {}}) == DevicePoll::WaitLonger);
    CHECK(devicePoll(faultOfCode("token", "expired_token", {})) == DevicePoll::Over);
    CHECK(devicePoll(faultOfCode("token", "access_denied", {})) == DevicePoll::Over);
}
