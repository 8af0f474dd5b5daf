#include "catch.h"
#include "core/token/signature.h"
#include "made_token.h"

using namespace keyhole;

namespace {

SigningKey jwk(const QByteArray &text)
{
    const auto key = SigningKey::fromJwk(parseJson(text).value());
    REQUIRE(key);
    return *key;
}

SignatureState check(const QByteArray &token, const SigningKey &key)
{
    return verifySignature(decodeToken(token), key).state;
}

// RFC 7515, A.1 to A.3 share this payload.
const QByteArray kJoe = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const QByteArray kA1Key = R"({"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"})";
const QByteArray kA2Modulus
    = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS"
      "-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R"
      "2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDT"
      "W9gb54h4FRWyuXpoQ";
const QByteArray kA2Exponent
    = "Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46sui395IW_GO-"
      "pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjud"
      "U2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1"
      "DhOVRuOopznQ";
const QByteArray kA2Signature
    = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr"
      "7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--x"
      "i12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_Ioy"
      "pGlUPQGe77Rw";
const QByteArray kA3Key = R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                          R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"})";
const QByteArray kA4Key
    = R"({"kty":"EC","crv":"P-521","x":"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk",)"
      R"("y":"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"})";
const QByteArray kEdKey
    = R"({"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";

QByteArray rsaJwk(bool isPrivate)
{
    return R"({"kty":"RSA","e":"AQAB","n":")" + kA2Modulus + (isPrivate ? R"(","d":")" + kA2Exponent : QByteArray()) + "\"}";
}

}

TEST_CASE("verifySignature: takes the examples of RFC 7515 and RFC 8037, and none of them altered", "[token]")
{
    const std::pair<QByteArray, QByteArray> examples[] = {
        {kA1Key, "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + kJoe + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"},
        {rsaJwk(false), "eyJhbGciOiJSUzI1NiJ9." + kJoe + '.' + kA2Signature},
        {kA3Key,
         "eyJhbGciOiJFUzI1NiJ9." + kJoe + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"},
        {kA4Key,
         "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8Ga"
         "SwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn"},
        {kEdKey,
         "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-"
         "09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7s"
         "VvpAr_MuM0KAg"},
    };
    for (const auto &[key, token] : examples) {
        CAPTURE(token);
        CHECK(check(token, jwk(key)) == SignatureState::Valid);
        QByteArray altered = token;
        const qsizetype inPayload = token.indexOf('.') + 4;
        altered[inPayload] = altered[inPayload] == 'A' ? 'B' : 'A';
        CHECK(check(altered, jwk(key)) == SignatureState::Wrong);
        QByteArray otherSignature = token;
        const qsizetype inSignature = token.lastIndexOf('.') + 4;
        otherSignature[inSignature] = otherSignature[inSignature] == 'A' ? 'B' : 'A';
        CHECK(check(otherSignature, jwk(key)) == SignatureState::Wrong);
        CHECK(check(token + "A", jwk(key)) != SignatureState::Valid);
        CHECK(check('"' + token + '"', jwk(key)) == SignatureState::Unchecked);
        CHECK(check(token.left(token.lastIndexOf('.')), jwk(key)) == SignatureState::Unchecked);
    }
}

TEST_CASE("signToken: makes the deterministic examples of RFC 7515 and RFC 8037 again", "[token]")
{
    const QByteArray joe = QByteArray::fromBase64(kJoe, QByteArray::Base64UrlEncoding);
    CHECK(signToken("{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}", joe, "HS256", jwk(kA1Key))
              .value()
              .endsWith(".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
    CHECK(signToken("{}", joe, "RS256", jwk(rsaJwk(true))).value() == "eyJhbGciOiJSUzI1NiJ9." + kJoe + '.' + kA2Signature);
    CHECK(signToken("{}", "Example of Ed25519 signing", "EdDSA", jwk(kEdKey))
              .value()
              .startsWith("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0Jzln"));
}

TEST_CASE("signToken: what is signed verifies by the published half of the key, for every algorithm", "[token]")
{
    const auto [type, algorithm] = GENERATE(table<const char *, const char *>({
        {"RSA", "RS256"},
        {"RSA", "RS384"},
        {"RSA", "RS512"},
        {"RSA", "PS256"},
        {"RSA", "PS384"},
        {"RSA", "PS512"},
        {"P-256", "ES256"},
        {"P-384", "ES384"},
        {"P-521", "ES512"},
        {"Ed25519", "EdDSA"},
        {"Ed25519", "Ed25519"},
    }));
    CAPTURE(type, algorithm);
    const SigningKey key = SigningKey::generate(type).value();
    CHECK(key.type() == type);
    const SigningKey published = jwk(key.publicJwk("k-1"));
    CHECK(published.id() == "k-1");
    CHECK(published.type() == type);
    const QByteArray token = signToken(R"({"kid":"k-1","alg":"none"})", R"({"sub":"ada"})", algorithm, key).value();
    CHECK(decodeToken(token).headerText("alg") == algorithm);
    CHECK(decodeToken(token).problems.empty());
    CHECK(check(token, published) == SignatureState::Valid);
    CHECK(check(token, SigningKey::generate(type).value()) == SignatureState::Wrong);
    CHECK_FALSE(signToken("{}", "{}", algorithm, published));
}

TEST_CASE("signToken: an HMAC verifies with its secret alone", "[token]")
{
    const auto algorithm = GENERATE(as<QByteArray>(), "HS256", "HS384", "HS512");
    const SigningKey key = SigningKey::fromSecret(Secret("a secret that is long enough"));
    const QByteArray token = signToken("{}", "{}", algorithm, key).value();
    CHECK(decodeToken(token).problems.empty());
    CHECK(check(token, key) == SignatureState::Valid);
    CHECK(check(token, SigningKey::fromSecret(Secret("another"))) == SignatureState::Wrong);
}

TEST_CASE("verifySignature: the key decides which algorithms may be", "[token]")
{
    const QByteArray hs = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + kJoe + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    CHECK(check(hs, jwk(rsaJwk(false))) == SignatureState::Unchecked);
    CHECK(check(hs, jwk(kA3Key)) == SignatureState::Unchecked);
    CHECK(check(hs, SigningKey::fromSecret(Secret())) == SignatureState::Unchecked);
    CHECK(check("eyJhbGciOiJSUzI1NiJ9." + kJoe + '.' + kA2Signature, jwk(kA1Key)) == SignatureState::Unchecked);
    const SigningKey onlyPss = jwk(rsaJwk(false).chopped(1) + R"(,"alg":"PS256"})");
    CHECK(check("eyJhbGciOiJSUzI1NiJ9." + kJoe + '.' + kA2Signature, onlyPss) == SignatureState::Unchecked);
    CHECK(SigningKey::generate("P-384").value().serves("ES384"));
    CHECK_FALSE(SigningKey::generate("P-384").value().serves("ES256"));
    CHECK_FALSE(jwk(kA1Key).serves("none"));
}

TEST_CASE("verifySignature: a public key taken for a secret proves nothing", "[token]")
{
    const QByteArray pem = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n";
    const SigningKey confused = SigningKey::fromSecret(Secret(pem));
    const SignatureCheck result = verifySignature(tokenOf("{}"), confused);
    CHECK(result.state == SignatureState::Unchecked);
    CHECK(result.reason.contains("public key"));
    CHECK_FALSE(signToken("{}", "{}", "HS256", confused));
}

TEST_CASE("verifySignature: an unsigned token is never valid, nor one with extensions that must be understood", "[token]")
{
    const auto header
        = GENERATE(as<QByteArray>(), R"({"alg":"none"})", R"({"alg":"None"})", R"({"alg":"nOnE"})",
                   R"({"alg":"HS256","crit":["exp"],"exp":1})", R"({"alg":"HS256","b64":false})", R"({"alg":"HS256","crit":[]})");
    CAPTURE(header);
    const SigningKey key = SigningKey::fromSecret(Secret("secret"));
    CHECK(check(compact(header, "{}", ""), key) != SignatureState::Valid);
    CHECK(check(compact(header, "{}"), key) == SignatureState::Wrong);
    if (const auto token = signToken(header, "{}", "HS256", key); token && header.contains("crit"))
        CHECK(check(*token, key) == SignatureState::Wrong);
}

TEST_CASE("verifySignature: an encrypted or broken token cannot be checked", "[token]")
{
    const SigningKey key = jwk(kA1Key);
    CHECK(check(encodeBase64Url(R"({"alg":"dir","enc":"A256GCM"})") + "..AAAA.BBBB.CCCC", key) == SignatureState::Unchecked);
    CHECK(check("opaque", key) == SignatureState::Unchecked);
    CHECK(check("", key) == SignatureState::Unchecked);
}

TEST_CASE("SigningKey: refuses keys that are weak, torn or meant for something else, and says which member", "[token]")
{
    const auto [text, word] = GENERATE(table<QByteArray, const char *>({
        {"{}", "kty"},
        {R"({"kty":"XYZ"})", "kty"},
        {R"({"kty":"oct"})", "\"k\" is missing"},
        {R"({"kty":"oct","k":""})", "\"k\""},
        {R"({"kty":"oct","k":"a+b/"})", "not base64url"},
        {R"({"kty":"oct","k":"QUJD","use":"enc"})", "use"},
        {R"({"kty":"oct","k":"QUJD","key_ops":["encrypt"]})", "key_ops"},
        {R"({"kty":"RSA","n":"AQAB"})", "\"e\" is missing"},
        {R"({"kty":"RSA","e":"AQAB","n":")" + QByteArray(170, 'x') + "\"}", "bits"},
        {R"({"kty":"EC","crv":"P-256K","x":"AA","y":"AA"})", "crv"},
        {R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"})", "1 bytes instead of 32"},
        {QByteArray(kA3Key).replace("x_FEzR", "x_FEzS"), "do not belong together"},
        {QByteArray(kA3Key).replace("jpsQ", "jpsR"), "do not belong together"},
        {QByteArray(kA4Key).replace("P-521", "P-384"), "instead of 48"},
        {R"({"kty":"OKP","crv":"X25519","x":"AA"})", "\"x\""},
        {R"({"kty":"OKP","crv":"X25519","x":"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"})", "signs no tokens"},
        {R"({"kty":"OKP","crv":"Ed25519","alg":"RS256","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})", "alg"},
        {R"({"kty":"EC","alg":"ES384",)" + kA3Key.sliced(12), "alg"},
        {R"({"kty":"OKP","crv":"Ed25519","x":"AA"})", "\"x\""},
        {QByteArray(kEdKey).replace("nWGx", "nWGy"), "does not belong"},
    }));
    CAPTURE(text, word);
    const auto key = SigningKey::fromJwk(parseJson(text).value());
    REQUIRE_FALSE(key);
    CHECK(key.error().what.contains(word));
    CHECK_FALSE(key.error().remedy.isEmpty());
}

TEST_CASE("SigningKey: PEM is read where it holds a public or a private key, and nothing else", "[token]")
{
    const QByteArray pem
        = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n";
    const auto published = SigningKey::fromPem(pem);
    REQUIRE(published);
    CHECK(published->type() == "Ed25519");
    CHECK(check(signToken("{}", "{}", "EdDSA", jwk(kEdKey)).value(), *published) == SignatureState::Valid);
    const QByteArray privatePem
        = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
    const auto own = SigningKey::fromPem(privatePem);
    REQUIRE(own);
    CHECK(signToken("{}", "{}", "EdDSA", *own).value() == signToken("{}", "{}", "EdDSA", jwk(kEdKey)).value());
    CHECK_FALSE(SigningKey::fromPem(""));
    CHECK_FALSE(SigningKey::fromPem("secret"));
    CHECK_FALSE(SigningKey::fromPem(pem.left(60)));
    CHECK_FALSE(SigningKey::fromPem("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"));
    CHECK(SigningKey::fromPem("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n")
              .error()
              .what.contains("password"));
}

TEST_CASE("SigningKey: only known types are made", "[token]")
{
    CHECK_FALSE(SigningKey::generate("P-257"));
    CHECK(jwk(kA1Key).publicJwk("k").isEmpty());
}
