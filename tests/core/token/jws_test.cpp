#include "catch.h"
#include "core/token/key_text.h"
#include "core/token/signing.h"
#include "made_token.h"

using namespace keyhole;

namespace {

// RFC 7515, A.1: the key; RFC 7797, 4 uses it as well.
const QByteArray kA1Key = R"({"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"})";
const QByteArray kA2Public
    = R"({"kty":"RSA","kid":"2010-12-29","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"})";
const QByteArray kA3Public
    = R"({"kty":"EC","kid":"e9bc097a-ce51-4036-9562-d2ade882db0d","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";
const QByteArray kJoe = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const QByteArray kA6First
    = R"({"protected":"eyJhbGciOiJSUzI1NiJ9","header":{"kid":"2010-12-29"},"signature":"cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"})";
const QByteArray kA6Second
    = R"({"protected":"eyJhbGciOiJFUzI1NiJ9","header":{"kid":"e9bc097a-ce51-4036-9562-d2ade882db0d"},"signature":"DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"})";

// RFC 7520, 4.4 to 4.8: the key of HMAC, and what all of them say.
const QByteArray kCookbookKey
    = R"({"kty":"oct","kid":"018c0ae5-4d9b-471b-bfd6-eef314bc7037","use":"sig","alg":"HS256","k":"hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg"})";
const QByteArray kCookbookPayload
    = "SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24n"
      "dCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4";

KeyCheck check(const QByteArray &json, const QByteArray &keys, const std::optional<QByteArray> &detached = std::nullopt)
{
    const auto jws = parseJws(json);
    CAPTURE(jws ? std::string() : jws.error().message.toStdString());
    REQUIRE(jws);
    const auto read = readKeys(keys);
    REQUIRE(read);
    return verifyWithAny(*jws, read->keys, detached);
}

QByteArray general(const QByteArrayList &signatures, const QByteArray &payload = kJoe)
{
    return R"({"payload":")" + payload + R"(","signatures":[)" + signatures.join(',') + "]}";
}

QByteArray flattened(const QByteArray &members, const QByteArray &payload = kCookbookPayload)
{
    return R"({"payload":")" + payload + "\"," + members + '}';
}

SignatureState compactState(const QByteArray &token, const QByteArray &key, const std::optional<QByteArray> &detached = std::nullopt)
{
    return verifyWithAny(decodeToken(token), readKeys(key).value().keys, detached).check.state;
}

}

TEST_CASE("parseJws: the general form of RFC 7515, A.6 verifies by either of its keys", "[token]")
{
    const QByteArray json = general({kA6First, kA6Second});
    CHECK(check(json, kA2Public).check.state == SignatureState::Valid);
    CHECK(check(json, kA3Public).check.state == SignatureState::Valid);
    CHECK(check(json, "{\"keys\":[" + kA2Public + ',' + kA3Public + "]}").check.state == SignatureState::Valid);
    CHECK(check(json, kA1Key).check.state == SignatureState::Unchecked);
    CHECK(check(json, SigningKey::generate("P-256").value().publicJwk("x")).check.state == SignatureState::Wrong);
    CHECK(check(json, kA2Public).check.notes.join(' ').contains("Signature 2 of 2"));
}

TEST_CASE("parseJws: the flattened form of RFC 7515, A.7, and RFC 7520, 4.6 and 4.7", "[token]")
{
    CHECK(check(R"({"payload":")" + kJoe + "\"," + kA6Second.sliced(1), kA3Public).check.state == SignatureState::Valid);
    CHECK(
        check(
            flattened(
                R"("protected":"eyJhbGciOiJIUzI1NiJ9","header":{"kid":"018c0ae5-4d9b-471b-bfd6-eef314bc7037"},"signature":"bWUSVaxorn7bEF1djytBd0kHv70Ly5pvbomzMWSOr20")"),
            kCookbookKey)
            .check.state
        == SignatureState::Valid);
    CHECK(
        check(
            flattened(
                R"("header":{"alg":"HS256","kid":"018c0ae5-4d9b-471b-bfd6-eef314bc7037"},"signature":"xuLifqLGiblpv9zBpuZczWhNj1gARaLV3UxvxhJxZuk")"),
            kCookbookKey)
            .check.state
        == SignatureState::Valid);
}

TEST_CASE("verifyWithAny: a payload that travels apart is needed, and decides: RFC 7520, 4.5", "[token]")
{
    const QByteArray header = "eyJhbGciOiJIUzI1NiIsImtpZCI6IjAxOGMwYWU1LTRkOWItNDcxYi1iZmQ2LWVlZjMxNGJjNzAzNyJ9";
    const QByteArray signature = "s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0";
    const QByteArray payload = QByteArray::fromBase64(kCookbookPayload, QByteArray::Base64UrlEncoding);
    const QByteArray json = R"({"protected":")" + header + R"(","signature":")" + signature + "\"}";
    CHECK(compactState(header + ".." + signature, kCookbookKey, payload) == SignatureState::Valid);
    CHECK(compactState(header + ".." + signature, kCookbookKey, payload + ' ') == SignatureState::Wrong);
    CHECK(compactState(header + ".." + signature, kCookbookKey) != SignatureState::Valid);
    CHECK(compactState(header + '.' + kCookbookPayload + '.' + signature, kCookbookKey, payload) == SignatureState::Unchecked);
    CHECK(check(json, kCookbookKey, payload).check.state == SignatureState::Valid);
    CHECK(check(json, kCookbookKey).check.state == SignatureState::Unchecked);
}

TEST_CASE("verifyWithAny: an unencoded payload is signed as it stands: RFC 7797, 4", "[token]")
{
    const QByteArray header = "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19";
    const QByteArray signature = "A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY";
    CHECK(compactState("eyJhbGciOiJIUzI1NiJ9.JC4wMg.5mvfOroL-g7HyqJoozehmsaqmvTYGEq5jTI1gVvoEoQ", kA1Key) == SignatureState::Valid);
    CHECK(compactState(header + ".." + signature, kA1Key, "$.02") == SignatureState::Valid);
    CHECK(compactState(header + ".." + signature, kA1Key, "$.03") == SignatureState::Wrong);
    CHECK(check(R"({"protected":")" + header + R"(","payload":"$.02","signature":")" + signature + "\"}", kA1Key).check.state
          == SignatureState::Valid);
}

TEST_CASE("verifyWithAny: b64 and crit must agree, and other extensions are refused: RFC 7797, 6 and RFC 7515, 4.1.11", "[token]")
{
    const auto [header, valid] = GENERATE(table<const char *, bool>({
        {R"({"alg":"HS256"})", true},
        {R"({"alg":"HS256","b64":false,"crit":["b64"]})", true},
        {R"({"alg":"HS256","b64":true,"crit":["b64"]})", true},
        {R"({"alg":"HS256","b64":false})", false},
        {R"({"alg":"HS256","crit":["b64"]})", false},
        {R"({"alg":"HS256","b64":"false","crit":["b64"]})", false},
        {R"({"alg":"HS256","crit":[]})", false},
        {R"({"alg":"HS256","crit":"b64","b64":false})", false},
        {R"({"alg":"HS256","crit":["exp"],"exp":1})", false},
        {R"({"alg":"HS256","crit":["b64","exp"],"b64":false,"exp":1})", false},
    }));
    CAPTURE(header);
    const SigningKey key = SigningKey::fromSecret(Secret(QByteArray(32, 'k')));
    const bool raw = QByteArrayView(header).contains("\"b64\":false");
    const QByteArray shown = encodeBase64Url(header), payload = raw ? QByteArray("text") : encodeBase64Url("text");
    const QByteArray token = shown + '.' + payload + '.' + encodeBase64Url(signatureOver(shown + '.' + payload, "HS256", key));
    CHECK((verifyWithAny(decodeToken(token), {key}).check.state == SignatureState::Valid) == valid);
}

TEST_CASE("verifyWithAny: what the unprotected header may not do", "[token]")
{
    const QByteArray protectedText = encodeBase64Url(R"({"alg":"HS256"})");
    const SigningKey key = SigningKey::fromSecret(Secret(QByteArray(32, 'k')));
    const QByteArray signature = signToken("{}", "{}", "HS256", key).value().split('.').at(2);
    const auto state = [&](const QByteArray &header) {
        const QByteArray json
            = R"({"payload":"e30","protected":")" + protectedText + R"(","header":)" + header + R"(,"signature":")" + signature + "\"}";
        return verifyWithAny(parseJws(json).value(), {key}).check.state;
    };
    CHECK(state(R"({"kid":"a"})") == SignatureState::Valid);
    CHECK(state("{}") == SignatureState::Valid);
    CHECK(state(R"({"alg":"HS256"})") != SignatureState::Valid);
    CHECK(state(R"({"crit":["b64"],"b64":false})") != SignatureState::Valid);
    CHECK(state(R"({"colour":"red"})") != SignatureState::Valid);
}

TEST_CASE("parseJws: refuses what is no JWS, and says where", "[token]")
{
    const auto [json, word] = GENERATE(table<const char *, const char *>({
        {R"({"payload":"e30","signatures":[{"protected":"e30","signature":"AA"})", ""},
        {R"([])", "object"},
        {R"({"payload":"e30"})", "missing"},
        {R"({"payload":"e30","signatures":[]})", "no list"},
        {R"({"payload":"e30","signatures":{}})", "no list"},
        {R"({"payload":1,"protected":"e30","signature":"AA"})", "not a string"},
        {R"({"payload":"e30=","protected":"e30","signature":"AA"})", "not base64url"},
        {R"({"payload":"e30","protected":"e30","signature":"A A"})", "not base64url"},
        {R"({"payload":"e30","protected":"W10","signature":"AA"})", "JSON object"},
        {R"({"payload":"e30","protected":"eyJhIjoxLCJhIjoyfQ","signature":"AA"})", "JSON object"},
        {R"({"payload":"e30","header":[],"signature":"AA"})", "not an object"},
        {R"({"payload":"e30","protected":"e30"})", "missing"},
        {R"({"payload":"e30","signature":"AA","signatures":[{"protected":"e30","signature":"AA"}]})", "one way"},
        {R"({"payload":"e30","payload":"e30","protected":"e30","signature":"AA"})", "twice"},
        {R"({"payload":"e30","signatures":[{"protected":"eyJiNjQiOmZhbHNlfQ","signature":""},{"protected":"e30","signature":""}]})",
         "differ"},
    }));
    CAPTURE(json);
    const auto jws = parseJws(json);
    REQUIRE_FALSE(jws);
    CHECK(jws.error().message.contains(word));
    CHECK(jws.error().offset >= 0);
    CHECK(jws.error().offset <= qsizetype(qstrlen(json)));
}
