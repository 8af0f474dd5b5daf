#include "core/http/date.h"
#include "core/token/signature.h"
#include "signing_in.h"

using namespace keyhole;

namespace {

const FieldList kJson{{"Content-Type", "application/json", {}}};

/// A client signs in without a browser; what is stored of an earlier sign-in is in its place.
struct ClientSigningIn : SigningIn {
    const CredentialId kept = QByteArray(32, '7');

    ClientSigningIn()
    {
        setGrant(OAuth2Settings::Grant::ClientCredentials);
        const CredentialInfo info{kept, CredentialKind::OAuth2Tokens, {"Orders", {}, {}}, {}, {}, {}};
        store.kept.write({info, {{"access-token", Secret("the-token-before")}}});
        AuthDraft auth = window.form()->auth();
        auth.credential = kept;
        window.ask(auth, window.form()->origins(), "Staging");
    }

    QString tell()
    {
        window.start();
        REQUIRE(ends());
        return window.outcome()->text();
    }
    QByteArray stored() { return store.kept.read(kept).result()->part("access-token")->reveal(); }
    bool canGoOn() const { return button("Get token") && button("Get token")->isEnabled(); }
};

}

TEST_CASE("Sign-in window: what a provider answers instead of tokens is told, with what to do, and loses nothing", "[sign-in][bad-input]")
{
    const auto [status, body, tells] = GENERATE(table<int, const char *, const char *>({
        {200, "<!DOCTYPE html><title>Maintenance</title>", "a page instead of JSON"},
        {502, "<html><body>Bad Gateway</body></html>", "502 with a page"},
        {200, "", "without any content"},
        {200, "access_token=abc&token_type=bearer", "no JSON"},
        {200, R"({"token_type":"Bearer"})", "token"},
        {302, "", "a redirect"},
    }));
    CAPTURE(status, body);
    ClientSigningIn at;
    at.transport.answer(kIssuer + "/token", status, kJson, body);
    const QString told = at.tell();
    CHECK(told.contains("No token"));
    CHECK(told.contains(tells));
    CHECK(at.stored() == "the-token-before");
    CHECK(at.canGoOn());
}

TEST_CASE("Sign-in window: a token endpoint that does not answer ends in words, and can be tried again", "[sign-in][bad-input]")
{
    ClientSigningIn at;
    const QString told = at.tell();  // nobody answers at the token endpoint
    CHECK(told.contains("No token"));
    CHECK(at.stored() == "the-token-before");
    CHECK(at.canGoOn());
    at.tokens();
    CHECK(at.tell().contains("There is a token"));
    REQUIRE(QTest::qWaitFor([&] { return at.stored() != "the-token-before"; }));
}

TEST_CASE("Sign-in window: a slow token endpoint can be left, and what was stored stays", "[sign-in][bad-input]")
{
    ClientSigningIn at;
    at.transport.hold();
    at.window.start();
    REQUIRE(QTest::qWaitFor([&] { return !at.transport.sent.empty(); }));
    REQUIRE(at.window.isRunning());
    at.button("Cancel")->click();
    CHECK_FALSE(at.window.isRunning());
    REQUIRE(at.ends());
    CHECK(at.window.outcome()->text().contains("cancelled"));
    CHECK(at.transport.lastIsCancelled());
    CHECK(at.stored() == "the-token-before");
}

TEST_CASE("Sign-in window: a lie about expires_in is told beside the token, which is kept", "[sign-in][bad-input]")
{
    const char *lie = GENERATE("-5", "\"soon\"", "1e300", "0.5", "99999999999");
    CAPTURE(lie);
    ClientSigningIn at;
    at.tokens(R"({"access_token":"access-0123456789abcdef0123456789","token_type":"Bearer","expires_in":)" + QByteArray(lie) + '}');
    const QString told = at.tell();
    CHECK(told.contains("There is a token"));
    CHECK(told.contains("expires_in"));
    REQUIRE(QTest::qWaitFor([&] { return at.stored() == "access-0123456789abcdef0123456789"; }));
}

TEST_CASE("Sign-in window: a clock that is off refuses nobody; by how much it is off is told, and the signature is verified",
          "[sign-in][bad-input]")
{
    const bool keysAreHtml = GENERATE(false, true);
    CAPTURE(keysAreHtml);
    ClientSigningIn at;
    const SigningKey key = *SigningKey::generate("P-256");
    const Instant server = at.clock.moment + Seconds(840);
    const qint64 iat = std::chrono::duration_cast<Seconds>(server.time_since_epoch()).count();
    const QByteArray issuer = "https://clock.example.com";
    const QByteArray claims = R"({"iss":")" + issuer + R"(","aud":"desk","sub":"ada","iat":)" + QByteArray::number(iat) + R"(,"exp":)"
        + QByteArray::number(iat + 300) + '}';
    at.transport.answer(issuer + "/.well-known/openid-configuration", 200, kJson,
                        QByteArray(R"({"issuer":"ISS","token_endpoint":"ISS/token","jwks_uri":"ISS/jwks"})").replace("ISS", issuer));
    at.transport.answer(issuer + "/jwks", 200, kJson, keysAreHtml ? "<html>Sign in</html>" : R"({"keys":[)" + key.publicJwk("k-1") + "]}");
    AuthDraft auth = at.window.form()->auth();
    auth.oauth2.issuer = issuer;
    at.window.ask(auth, at.window.form()->origins(), "Staging");
    FieldList fields = kJson;
    fields.append("Date", formatHttpDate(server));
    at.transport.answer(issuer + "/token", 200, fields,
                        R"({"access_token":"access-0123456789abcdef0123456789","token_type":"Bearer","expires_in":300,"id_token":")"
                            + *signToken(R"({"kid":"k-1"})", claims, "ES256", key) + "\"}");
    const QString told = at.tell();
    if (keysAreHtml) {
        CHECK(told.contains("No token"));
        CHECK(told.contains("keys cannot be read"));
        CHECK(at.stored() == "the-token-before");
        return;
    }
    CHECK(told.contains("There is a token"));
    CHECK(told.contains("s behind the server"));
    CHECK(told.contains("Set this computer’s clock"));
    CHECK(told.contains("Its signature is verified: ES256"));
    REQUIRE(QTest::qWaitFor([&] { return at.stored() == "access-0123456789abcdef0123456789"; }));
}
