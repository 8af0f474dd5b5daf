#include "core/token/base64url.h"
#include "signing_in.h"

using namespace keyhole;

namespace {

const SignInStep &lastStep(const SigningIn &at)
{
    return at.steps.back();
}

QByteArray signedBy(const SigningKey &key, const QByteArray &claims, const QByteArray &header = R"({"kid":"k-1"})",
                    const QByteArray &algorithm = "ES256")
{
    return *signToken(header, claims, algorithm, key);
}

/// Nothing was taken, and it is said what to do.
void checkRefused(const OAuthResult<SignedIn> &result, const char *id)
{
    REQUIRE_FALSE(result);
    CHECK(result.error().id == id);
    CHECK_FALSE(result.error().error.remedy.isEmpty());
}

void answerKeys(SigningIn &at, const Response &answer)
{
    at.issuer.instead
        = [answer](const Request &request) { return request.url.path.endsWith("/jwks") ? std::optional(answer) : std::nullopt; };
}

}

TEST_CASE("ID token signature: verified by the key that the issuer's metadata lead to, in a step of its own", "[oauth]")
{
    SigningIn at;
    const auto result = at.run();
    REQUIRE(result);
    CHECK(result->idSignature.isVerified);
    CHECK(result->idSignature.told.contains("ES256"));
    CHECK(result->idSignature.told.contains("k-1"));
    CHECK(lastStep(at).id == "keys");
    CHECK(lastStep(at).state == SignInStep::State::Done);
    CHECK(lastStep(at).exchange->last().request.url.toString() == "https://login.example/jwks");
    CHECK_FALSE(lastStep(at).exchange->last().request.fields.contains("Authorization"));
}

TEST_CASE("ID token signature: without an address of keys it is said that it is not checked, and why", "[oauth]")
{
    SigningIn at;
    at.issuer.metadata.replace(R"("jwks_uri":"https://login.example/jwks",)", "");
    const auto result = at.run();
    REQUIRE(result);
    CHECK_FALSE(result->idSignature.isVerified);
    CHECK(result->idSignature.told.contains("jwks_uri"));
}

TEST_CASE("ID token signature: one that another key made gives no tokens", "[oauth][faults]")
{
    SigningIn at;
    const SigningKey other = *SigningKey::generate("P-256");
    at.issuer.signId = [&](const QByteArray &claims) { return signedBy(other, claims); };
    checkRefused(at.run(), "id-token.signature");
    CHECK(lastStep(at).state == SignInStep::State::Failed);
    at.issuer.signId = [&](const QByteArray &claims) {
        const QByteArray own = signedBy(at.issuer.key(), claims);
        return own.first(own.indexOf('.') + 1) + encodeBase64Url(QByteArray(claims).replace("ada", "eve")) + own.mid(own.lastIndexOf('.'));
    };
    checkRefused(at.run(), "id-token.signature");
}

TEST_CASE("ID token signature: alg none in any case of its letters gives no tokens", "[oauth][faults]")
{
    SigningIn at;
    const QByteArray name = GENERATE("none", "None", "NONE", "nOnE");
    at.issuer.signId
        = [&](const QByteArray &claims) { return encodeBase64Url(R"({"alg":")" + name + R"("})") + '.' + encodeBase64Url(claims) + '.'; };
    checkRefused(at.run(), "id-token.unsigned");
    CHECK(at.web.count("/jwks") == 0);
}

TEST_CASE("ID token signature: a secret cannot stand in for the issuer's key", "[oauth][faults]")
{
    SigningIn at;
    at.issuer.clientSecret = "s3cret-of-the-client-long-enough-for-HS256";
    at.settings.clientSecret = Secret(at.issuer.clientSecret);
    at.settings.oauth.clientAuthentication = OAuth2Settings::ClientAuthentication::Basic;
    const QByteArray secret = GENERATE(true, false) ? at.issuer.clientSecret : at.issuer.key().publicJwk("k-1");
    at.issuer.signId = [&](const QByteArray &claims) { return signedBy(SigningKey::fromSecret(Secret(secret)), claims, "{}", "HS256"); };
    checkRefused(at.run(), "id-token.algorithm");
    at.issuer.metadata.replace(R"(["ES256"])", R"(["ES256","HS256"])");
    const auto announced = at.run();
    CHECK(announced.has_value() == (secret == at.issuer.clientSecret));
    CHECK((announced ? announced->idSignature.isVerified : announced.error().id == "id-token.signature"));
}

TEST_CASE("ID token signature: a key that the issuer does not publish gives no tokens, whatever the token itself brings", "[oauth][faults]")
{
    SigningIn at;
    const SigningKey other = *SigningKey::generate("P-256");
    at.issuer.signId = [&](const QByteArray &claims) {
        return signedBy(other, claims, R"({"kid":"k-9","jku":"https://evil.example/jwks","jwk":)" + other.publicJwk("k-9") + '}');
    };
    const auto result = at.run();
    checkRefused(result, "id-token.key");
    CHECK(result.error().error.what.contains("k-9"));
    CHECK(at.web.sentTo("https://evil.example").isEmpty());
}

TEST_CASE("ID token signature: keys that cannot be read are told by how", "[oauth][faults]")
{
    const auto [status, body, id] = GENERATE(table<int, QByteArray, const char *>({
        {200, "<html><body>Maintenance</body></html>", "keys.not-json"},
        {200, "maintenance", "keys.not-json"},
        {200, "{}", "keys.none"},
        {200, R"({"keys":[]})", "keys.none"},
        {200, R"({"keys":[{"kty":"oct","kid":"k-1","k":"c2VjcmV0LW9mLXRoZS1pc3N1ZXItMDEyMzQ1Njc4OTA"}]})", "keys.none"},
        {200, R"({"keys":{"kty":"EC"}})", "keys.none"},
        {302, "", "keys.redirected"},
        {503, "", "keys.status"},
    }));
    CAPTURE(status, body);
    SigningIn at;
    answerKeys(at, jsonResponse(status, body, {{"Location", "https://evil.example/jwks", {}}}));
    checkRefused(at.run(), id);
    CHECK(at.web.sentTo("https://evil.example").isEmpty());
}

TEST_CASE("ID token signature: keys of more than a megabyte are not read", "[oauth][faults]")
{
    SigningIn at;
    answerKeys(at, jsonResponse(200, R"({"keys":[],"x":")" + QByteArray(2 << 20, 'x') + "\"}"));
    checkRefused(at.run(), "keys.too-large");
}
