#include "catch.h"

#include "core/token/key_export.h"
#include "core/token/key_text.h"

using namespace keyhole;

TEST_CASE("Key export: a key that is written and read again signs what the first one verifies", "[token]")
{
    const QByteArray type = GENERATE(as<QByteArray>(), "RSA", "P-256", "P-384", "P-521", "Ed25519", "oct");
    CAPTURE(type);
    const auto key = SigningKey::generate(type);
    REQUIRE(key);
    const auto text = privateKeyText(*key);
    REQUIRE(text);
    const auto again = type == "oct" ? Result<SigningKey>(SigningKey::fromSecret(*text)) : SigningKey::fromPem(text->reveal());
    REQUIRE(again);
    CHECK(again->type() == type);
    const auto token = signToken("{}", "{\"sub\":\"me\"}", again->algorithms().front(), *again);
    REQUIRE(token);
    CHECK(verifySignature(decodeToken(*token), *key).state == SignatureState::Valid);
}

TEST_CASE("Key export: a public key has nothing to write", "[token]")
{
    const auto key = SigningKey::generate("P-256");
    REQUIRE(key);
    const auto half = SigningKey::fromJwk(*parseJson(key->publicJwk("k")));
    REQUIRE(half);
    CHECK_FALSE(privateKeyText(*half));
}
