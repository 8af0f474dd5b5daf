#include "catch.h"
#include "core/oauth/revocation.h"
#include "refreshing.h"

#include <set>

using namespace keyhole;

TEST_CASE("Stored tokens: what is stored comes back as it was", "[oauth]")
{
    Refreshing at;
    StoredTokens stored = at.stored();
    stored.resources = {"https://a.example/", "https://b.example/"};
    stored.dpopKey = *SigningKey::generate("P-256");
    stored.client.authentication = OAuth2Settings::ClientAuthentication::PrivateKeyJwt;
    stored.client.key = *SigningKey::generate("RSA");
    stored.client.keyId = "k";
    stored.tokens.type = "DPoP";
    at.put(stored);
    const StoredTokens back = at.stored();
    CHECK(back.tokens == stored.tokens);
    CHECK(back.resources == stored.resources);
    CHECK(back.tokenEndpoint == stored.tokenEndpoint);
    CHECK(back.revocationEndpoint == stored.revocationEndpoint);
    CHECK(back.client.authentication == stored.client.authentication);
    CHECK(back.client.keyId == "k");
    CHECK(back.keys == stored.keys);
    CHECK(back.idTokenAlgorithms == stored.idTokenAlgorithms);
    REQUIRE(back.dpopKey);
    CHECK(back.dpopKey->publicJwk("x") == stored.dpopKey->publicJwk("x"));
    CHECK(back.client.key->publicJwk("x") == stored.client.key->publicJwk("x"));
    const Credential credential = *await(at.store.read(at.id));
    CHECK(credential.info.kind == CredentialKind::OAuth2Tokens);
    CHECK(expiryOf(credential) == at.clock.moment + Seconds(30));
}

TEST_CASE("Refresh: the new tokens replace the old ones, and what the answer leaves out stays", "[oauth]")
{
    Refreshing at;
    const QByteArray before = at.issuer.refreshToken;
    const auto refreshed = await(at.refresher.refresh(at.id));
    REQUIRE(refreshed);
    CHECK(refreshed->doubts.empty());
    CHECK(refreshed->exchange->last().request.url.path == "/token");
    CHECK(inForm(at.web.sent.back().body, "refresh_token") == before);
    const StoredTokens stored = at.stored();
    CHECK(stored.tokens.access.reveal().startsWith("access-"));
    CHECK(stored.tokens.refresh.reveal() == at.issuer.refreshToken);
    CHECK(stored.tokens.refresh.reveal() != before);
    CHECK(stored.tokens.id.reveal() == "old-id");
    CHECK(stored.tokens.scope == "read");
    CHECK(stored.tokens.expiry == at.clock.moment + Seconds(3600));
    CHECK(await(at.store.read(at.id))->info.origins.size() == 1);
}

TEST_CASE("Refresh: eight at once make one request, and all get its answer", "[oauth]")
{
    Refreshing at;
    std::vector<TokenRefresher::Answer> answers;
    for (int i = 0; i < 8; ++i)
        answers.push_back(i % 2 ? at.refresher.fresh(at.id, Seconds(60)) : at.refresher.refresh(at.id));
    std::set<QByteArray> tokens;
    for (const auto &answer : answers) {
        const auto refreshed = await(answer);
        REQUIRE(refreshed);
        tokens.insert(refreshed->credential.part("access-token")->reveal());
    }
    CHECK(at.issuer.refreshes == 1);
    CHECK(at.web.count("/token") == 1);
    CHECK(tokens.size() == 1);
    CHECK_FALSE(at.refresher.isRefreshing(at.id));
}

TEST_CASE("Refresh: only a token that is about to be over is renewed beforehand", "[oauth]")
{
    Refreshing at;
    CHECK(await(at.refresher.fresh(at.id, Seconds(29)))->credential.part("access-token")->reveal() == "old-access");
    CHECK(at.web.sent.empty());
    CHECK(await(at.refresher.fresh(at.id, Seconds(30)))->credential.part("access-token")->reveal() != "old-access");
    CHECK(at.issuer.refreshes == 1);
}

TEST_CASE("Refresh: tokens that the store does not take are kept, told, and used and stored next time", "[oauth]")
{
    Refreshing at;
    at.store.full = true;
    const auto first = await(at.refresher.refresh(at.id));
    REQUIRE(first);
    REQUIRE(first->doubts.size() == 1);
    CHECK(first->doubts[0].id == "refresh.not-stored");
    CHECK_FALSE(first->doubts[0].error.remedy.isEmpty());
    CHECK(at.stored().tokens.access.reveal() == "old-access");
    REQUIRE(at.refresher.unsaved(at.id));
    CHECK(at.refresher.unsaved(at.id)->part("refresh-token")->reveal() == at.issuer.refreshToken);
    at.store.full = false;
    const auto second = await(at.refresher.refresh(at.id));
    REQUIRE(second);
    CHECK(second->doubts.empty());
    CHECK(at.issuer.refreshes == 2);
    CHECK(at.stored().tokens.refresh.reveal() == at.issuer.refreshToken);
    CHECK_FALSE(at.refresher.unsaved(at.id));
}

TEST_CASE("Refresh: a refusal leaves what is stored as it is", "[oauth]")
{
    const auto [status, body, id] = GENERATE(table<int, const char *, const char *>({
        {400, R"({"error":"invalid_grant"})", "token.invalid_grant"},
        {200, "<html>", "token.not-json"},
        {302, "", "token.redirected"},
        {200, R"({"access_token":"a\nb"})", "token.token-form"},
    }));
    CAPTURE(body);
    Refreshing at;
    const StoredTokens before = at.stored();
    at.issuer.instead = [s = status, b = QByteArray(body)](const Request &) {
        return jsonResponse(s, b, {{"Location", "https://evil.example/", {}}});
    };
    const auto refreshed = await(at.refresher.refresh(at.id));
    REQUIRE_FALSE(refreshed);
    CHECK(refreshed.error().id == id);
    CHECK(at.stored().tokens == before.tokens);
    CHECK(at.store.writes == 0);
    CHECK(at.web.sent.size() == 1);
}

TEST_CASE("Refresh: what cannot be renewed says why", "[oauth]")
{
    Refreshing at;
    CHECK(await(at.refresher.refresh(newCredentialId())).error().id == "refresh.store");
    StoredTokens stored = at.stored();
    stored.tokens.refresh = Secret();
    at.put(stored);
    CHECK(await(at.refresher.refresh(at.id)).error().id == "refresh.none");
    stored.tokens.refresh = Secret("r");
    stored.tokenEndpoint = *Url::parse("http://login.example/token");
    at.put(stored);
    CHECK(await(at.refresher.refresh(at.id)).error().id == "stored.no-endpoint");
    CHECK(at.web.sent.empty());
}

TEST_CASE("Revocation: refresh token and access token, at the endpoint beside them", "[oauth]")
{
    Refreshing at;
    std::optional<Revoked> revoked;
    QObject context;
    revokeTokens(at.web, at.clock, at.stored(), {}, &context, [&](const Revoked &told) { revoked = told; });
    REQUIRE(becomesTrue([&] { return revoked.has_value(); }));
    CHECK(revoked->result);
    CHECK(revoked->exchanges.size() == 2);
    REQUIRE(at.web.count("/revoke") == 2);
    CHECK(inForm(at.web.sent[0].body, "token") == at.issuer.refreshToken);
    CHECK(inForm(at.web.sent[0].body, "token_type_hint") == "refresh_token");
    CHECK(inForm(at.web.sent[1].body, "token_type_hint") == "access_token");
    CHECK(at.web.sent[0].fields.contains("Authorization"));
}

TEST_CASE("Revocation: a server that cannot or will not is told", "[oauth]")
{
    Refreshing at;
    QObject context;
    const auto revoke = [&](const StoredTokens &stored) {
        std::optional<Revoked> revoked;
        revokeTokens(at.web, at.clock, stored, {}, &context, [&](const Revoked &told) { revoked = told; });
        REQUIRE(becomesTrue([&] { return revoked.has_value(); }));
        return *revoked;
    };
    StoredTokens without = at.stored();
    without.revocationEndpoint.reset();
    CHECK(revoke(without).result.error().id == "revocation.none");
    at.issuer.instead = [](const Request &) { return jsonResponse(400, R"({"error":"unsupported_token_type"})"); };
    const Revoked refused = revoke(at.stored());
    CHECK(refused.result.error().id == "revocation.unsupported_token_type");
    CHECK(refused.exchanges.size() == 1);
}

TEST_CASE("Revocation: a server that revokes refresh tokens alone has revoked them, and what may live on is told", "[oauth]")
{
    Refreshing at;
    at.issuer.instead = [](const Request &request) -> std::optional<Response> {
        if (inForm(request.body, "token_type_hint") == "access_token")
            return jsonResponse(400, R"({"error":"unsupported_token_type"})");
        return std::nullopt;
    };
    QObject parent;
    std::optional<Revoked> revoked;
    revokeTokens(at.web, at.clock, at.stored(), {}, &parent, [&](const Revoked &answer) { revoked = answer; });
    REQUIRE(becomesTrue([&] { return revoked.has_value(); }));
    CHECK(revoked->result);
    CHECK(revoked->besides.contains("until it expires"));
    CHECK(revoked->exchanges.size() == 2);
}

TEST_CASE("Introspection: active or not, and nothing else", "[oauth]")
{
    std::vector<OAuthFault> doubts;
    CHECK(readIntrospection(jsonResponse(200, R"({"active":true,"sub":"ada"})"), doubts)->active);
    CHECK_FALSE(readIntrospection(jsonResponse(200, R"({"active":false})"), doubts)->active);
    CHECK(readIntrospection(jsonResponse(200, R"({"active":"true"})"), doubts).error().id == "introspection.no-active");
    const EndpointRequest request = introspectionRequest(*Url::parse("https://a.example/i"), Secret("T"), {"desk"}, "https://a.example");
    CHECK(request.form == std::vector<FormPair>{{"token", "T"}});
}
