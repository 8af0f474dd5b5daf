#include "core/http/date.h"
#include "core/token/key_text.h"
#include "core/token/signature.h"
#include "signing_in.h"
#include "ui/request/pasted_key.h"

using namespace keyhole;

namespace {

const FieldList kJson{{"Content-Type", "application/json", {}}};

/// Lets everybody wait for as long as it may.
struct SlowWeb final : Transport {
    std::chrono::milliseconds limit{0};
    QFuture<Hop> send(const Request &request, const TransportOptions &options, std::function<void(const Progress &)>) override
    {
        limit = options.totalLimit;
        Hop hop;
        hop.request = request;
        hop.error = TransportError{TransportFault::TimedOut, {"No end after 30 s of waiting.", {}, "Send again."}, "waiting"};
        return QtFuture::makeReadyFuture(hop);
    }
};

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
    const auto [member, what, expiry] = GENERATE(table<QByteArray, const char *, const char *>({
        {R"(,"expires_in":-5)", "“expires_in” is -5 s, which cannot be", "When it expires is not told"},
        {R"(,"expires_in":0)", "“expires_in” is 0: the token expires as it is given", "Expires"},
        {R"(,"expires_in":99999999999)", "which cannot be", "When it expires is not told"},
        {R"(,"expires_in":1e300)", "which is no whole number", "When it expires is not told"},
        {R"(,"expires_in":0.5)", "which is no whole number", "When it expires is not told"},
        {R"(,"expires_in":"soon")", "“expires_in” is “soon”, which is no whole number", "When it expires is not told"},
        {R"(,"expires_in":"3600")", "“expires_in” is a text, not a number", "Expires"},
        {R"(,"expires_in":true)", "which is no whole number", "When it expires is not told"},
        {"", "does not tell how long the token holds", "When it expires is not told"},
    }));
    CAPTURE(member);
    ClientSigningIn at;
    at.tokens(R"({"access_token":"access-0123456789abcdef0123456789","token_type":"Bearer")" + member + '}');
    const QString told = at.tell();
    CHECK(told.contains("There is a token"));
    CHECK(told.contains(what));
    CHECK(told.contains(expiry));
    REQUIRE(QTest::qWaitFor([&] { return at.stored() == "access-0123456789abcdef0123456789"; }));
}

TEST_CASE("Sign-in window: an expires_in that the token itself denies is told, and the shorter of the two counts", "[sign-in][bad-input]")
{
    const auto [seconds, told, life] = GENERATE(table<int, bool, Seconds>({
        {86'400, true, Seconds(600)},  // the token says ten minutes
        {600, false, Seconds(600)},
        {60, false, Seconds(60)},
    }));
    CAPTURE(seconds);
    ClientSigningIn at;
    const QByteArray token = *signToken("{}", R"({"iat":1795249000,"exp":1795249600})", "HS256",
                                        SigningKey::fromSecret(Secret("0123456789abcdef0123456789abcdef")));
    at.tokens(R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":)" + QByteArray::number(seconds) + '}');
    CHECK(at.tell().contains("the token itself holds for 600 s") == told);
    REQUIRE(QTest::qWaitFor([&] { return at.stored() == token; }));
    CHECK(at.store.kept.read(at.kept).result()->info.expires == at.clock.moment + life);
}

TEST_CASE("Sign-in window: a token endpoint that times out is told with its limit, and can be tried again", "[sign-in][bad-input]")
{
    SlowWeb web;
    LockableStore store;
    Theme theme;
    FixedClock clock;
    SignInWindow window(theme, web, clock, store, [](const QByteArray &) -> Result<void> { return {}; });
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    AuthDraft auth;
    auth.oauth2.grant = OAuth2Settings::Grant::ClientCredentials;
    auth.oauth2.tokenEndpoint = kIssuer + "/token";
    auth.oauth2.clientId = "desk";
    window.ask(auth, {Url::parse("https://api.example.com")->origin()}, "Staging");
    window.show();
    window.start();
    REQUIRE(QTest::qWaitFor([&] { return !window.isRunning() && !window.outcome()->text().isEmpty(); }));
    CHECK(window.outcome()->text().contains("did not answer within 30 s"));
    CHECK(window.outcome()->text().contains("Try again"));
    CHECK(store.list().empty());
    CHECK(web.limit == std::chrono::seconds(30));
}

TEST_CASE("Sign-in window: a client key that is locked is told with the way to open it, before anything is sent", "[sign-in][bad-input]")
{
    ClientSigningIn at;
    AuthDraft auth = at.window.form()->auth();
    auth.oauth2.clientAuthentication = OAuth2Settings::ClientAuthentication::PrivateKeyJwt;
    at.window.ask(auth, at.window.form()->origins(), "Staging");
    const auto [key, says] = GENERATE(table<QByteArray, const char *>({
        {"-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAg=\n-----END ENCRYPTED PRIVATE KEY-----\n",
         "openssl pkey"},
        {"-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n", "must be whole"},
        {"", "there is no key"},
    }));
    CAPTURE(key);
    at.window.form()->clientKey()->setSecret(Secret(key));
    at.window.start();
    CHECK(at.window.outcome()->text().contains(says));
    CHECK_FALSE(at.window.isRunning());
    CHECK(at.canGoOn());
    CHECK(at.transport.sent.empty());
    CHECK(at.stored() == "the-token-before");
}

TEST_CASE("Sign-in window: a clock that is off refuses nobody; by how much it is off is told, and the signature is verified",
          "[sign-in][bad-input]")
{
    const auto [drift, keysAreHtml] = GENERATE(table<int, bool>({{840, false}, {840, true}, {600, false}, {-600, false}}));
    CAPTURE(drift, keysAreHtml);
    ClientSigningIn at;
    const SigningKey key = *SigningKey::generate("P-256");
    const Instant server = at.clock.moment + Seconds(drift);
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
    CHECK(told.contains(drift > 0 ? "s behind the server" : "s ahead of the server"));
    CHECK(told.contains("Set this computer’s clock"));
    CHECK(told.contains("Its signature is verified: ES256"));
    REQUIRE(QTest::qWaitFor([&] { return at.stored() == "access-0123456789abcdef0123456789"; }));
}
