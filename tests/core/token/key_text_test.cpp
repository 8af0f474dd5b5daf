#include "catch.h"
#include "core/token/key_text.h"

using namespace keyhole;

namespace {

SigningKey newKey(const char *type)
{
    const auto key = SigningKey::generate(type);
    REQUIRE(key);
    return *key;
}

QByteArray tokenOf(const SigningKey &key, const QByteArray &algorithm, const QByteArray &kid = {})
{
    const auto token = signToken(kid.isEmpty() ? QByteArray("{}") : "{\"kid\":\"" + kid + "\"}", "{}", algorithm, key);
    REQUIRE(token);
    return *token;
}

SignatureState check(const QByteArray &token, const QByteArray &keyText)
{
    const auto keys = readKeys(keyText);
    REQUIRE(keys);
    return verifyWithAny(decodeToken(token), keys->keys).check.state;
}

}

TEST_CASE("readKeys: reads a JWK, a key set and a secret, and each checks what it signed", "[token]")
{
    const SigningKey key = newKey("P-256");
    const QByteArray token = tokenOf(key, "ES256", "a");
    const QByteArray jwk = key.publicJwk("a");
    CHECK(check(token, jwk) == SignatureState::Valid);
    CHECK(check(token, "\n {\"keys\":[" + newKey("P-256").publicJwk("b") + "," + jwk + "]}\n") == SignatureState::Valid);

    const QByteArray secret = "a shared secret that is long enough to sign with";
    CHECK(check(tokenOf(SigningKey::fromSecret(Secret(secret)), "HS256"), secret + "\r\n") == SignatureState::Valid);
}

TEST_CASE("readKeys: a key of another's says that the signature is not its own", "[token]")
{
    const QByteArray token = tokenOf(newKey("P-256"), "ES256");
    CHECK(check(token, newKey("P-256").publicJwk("a")) == SignatureState::Wrong);
}

TEST_CASE("readKeys: what begins as JSON or PEM is never a secret", "[token]")
{
    const QByteArray text = GENERATE("{\"kty\":", "[1]", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "{\"keys\":[]}",
                                     "{\"keys\":[{\"kty\":\"XYZ\"}]}", "", " \n");
    CAPTURE(text);
    CHECK_FALSE(readKeys(text));
}

TEST_CASE("readKeys: takes a hundred keys of a set and counts the rest", "[token][limits]")
{
    const QByteArray jwk = newKey("P-256").publicJwk("a");
    QByteArray set = "{\"keys\":[{\"kty\":\"XYZ\"}";
    for (int i = 0; i < 120; ++i)
        set += ',' + jwk;
    const auto keys = readKeys(set + "]}");
    REQUIRE(keys);
    CHECK(keys->keys.size() == 99);
    CHECK(keys->skipped == 1);
    CHECK(keys->beyondLimit == 21);
    CHECK_FALSE(readKeys(QByteArray((1 << 20) + 1, 'x')));
}
