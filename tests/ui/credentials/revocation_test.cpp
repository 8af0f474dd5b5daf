#include "catch.h"

#include "core/oauth/stored_tokens.h"
#include "ui/credentials/credential_stage.h"
#include "ui/credentials/revocation_box.h"

using namespace keyhole;

namespace {

constexpr auto kEndpoint = "https://id.example.com/revoke";

struct Tokens : CredentialStage {
    void keepTokens(bool revocable)
    {
        StoredTokens tokens;
        tokens.tokens.access = Secret("access-token-of-orders");
        tokens.tokens.refresh = Secret("refresh-token-of-orders");
        tokens.tokens.type = "Bearer";
        tokens.client.id = "keyhole";
        tokens.issuer = "https://id.example.com";
        tokens.tokenEndpoint = *Url::parse("https://id.example.com/token");
        if (revocable)
            tokens.revocationEndpoint = *Url::parse(kEndpoint);
        const CredentialInfo info{CredentialId(32, '1'), CredentialKind::OAuth2Tokens, {"Orders", {}, "tokens"}, {api}, {}, {}};
        REQUIRE(await(store.write(toCredential(info, tokens))));
        open();
    }
    QString told() const { return window->page()->revocation()->told(); }
};

}

TEST_CASE("Revoking: the server is named first, and told only after a second press", "[credentials][oauth]")
{
    Tokens t;
    t.transport.answer(kEndpoint, 200);
    t.keepTokens(true);
    t.press("Revoke…");
    REQUIRE(QTest::qWaitFor([&] { return t.told().contains("https://id.example.com"); }));
    CHECK(t.transport.sent.empty());
    t.press("Revoke now");
    REQUIRE(QTest::qWaitFor([&] { return t.told().startsWith("Revoked"); }));
    REQUIRE(t.transport.sent.size() == 3);
    CHECK(t.transport.sent[0].method == "GET");  // what tokens stored by earlier versions lack, from their issuer
    CHECK(t.transport.sent[0].url.toString().startsWith("https://id.example.com/.well-known/"));
    CHECK(t.transport.sent[1].url.toString() == kEndpoint);
    CHECK(t.transport.sent[1].body.contains("refresh-token-of-orders"));
    CHECK(t.transport.sent[2].body.contains("access-token-of-orders"));
    CHECK(t.rows() == 1);  // the entry stays until it is removed
}

TEST_CASE("Revoking: it can be left after the first press", "[credentials][oauth]")
{
    Tokens t;
    t.keepTokens(true);
    t.press("Revoke…");
    REQUIRE(QTest::qWaitFor([&] { return t.button("Revoke now") != nullptr; }));
    t.press("Cancel");
    CHECK(t.button("Revoke…"));
    CHECK(t.transport.sent.empty());
}

TEST_CASE("Revoking: a server that cannot, and one that refuses, are told in words", "[credentials][oauth]")
{
    Tokens t;
    SECTION("no endpoint")
    {
        t.keepTokens(false);
        t.press("Revoke…");
        REQUIRE(QTest::qWaitFor([&] { return t.told().contains("no way to revoke"); }));
        CHECK_FALSE(t.button("Revoke now"));
    }
    SECTION("refused")
    {
        t.transport.answer(kEndpoint, 400, {{"Content-Type", "application/json", {}}}, R"({"error":"invalid_client"})");
        t.keepTokens(true);
        t.press("Revoke…");
        REQUIRE(QTest::qWaitFor([&] { return t.button("Revoke now") != nullptr; }));
        t.press("Revoke now");
        REQUIRE(QTest::qWaitFor([&] { return t.told().contains("client"); }));
        CHECK_FALSE(t.told().contains("token-of-orders"));
    }
}

TEST_CASE("Revoking: only tokens that a server gave have it", "[credentials][oauth]")
{
    CredentialStage s;
    s.keepToken();
    s.open();
    CHECK_FALSE(s.button("Revoke…"));
}
