#include "catch.h"
#include "core/token/explanation.h"
#include "made_token.h"

using namespace keyhole;

namespace {

QString explained(const QByteArray &text)
{
    return explainToken(decodeToken(text)).join(' ');
}

QByteArray encrypted(const QByteArray &header)
{
    return encodeBase64Url(header) + "..AAAA.BBBB.CCCC";
}

}

TEST_CASE("explainToken: says of an encrypted token how it is encrypted and who reads on", "[token]")
{
    const QString publicKey = explained(encrypted(R"({"alg":"RSA-OAEP-256","enc":"A256GCM","zip":"DEF","cty":"JWT"})"));
    CHECK(publicKey.contains("A256GCM (AES-GCM of 256 bits)"));
    CHECK(publicKey.contains("RSA-OAEP-256 (RSA with OAEP and SHA-256)"));
    CHECK(publicKey.contains("private key"));
    CHECK(publicKey.contains("compressed"));
    CHECK(publicKey.contains("signed token"));
    CHECK(explained(encrypted(R"({"alg":"dir","enc":"A128GCM"})")).contains("shared key"));
    CHECK(explained(encrypted(R"({"alg":"PBES2-HS256+A128KW","enc":"A128GCM"})")).contains("password"));
}

TEST_CASE("explainToken: says what a signed, unsigned, broken or opaque token is", "[token]")
{
    CHECK(explained(compact(R"({"alg":"HS256"})", "{}")).startsWith("A signed token"));
    CHECK(explained(compact(R"({"alg":"none"})", "{}", "")).startsWith("An unsigned token"));
    CHECK(explained(compact(R"({"alg":"HS256"})", "plain text")).startsWith("Signed content"));
    const QString cut = explained(compact(R"({"alg":"HS256"})", R"({"sub":"ada"})").left(34));
    CHECK(cut.contains("not whole"));
    CHECK(cut.contains("At character 35"));
    CHECK(explained("3f9c1e77b2a94d01a6d2").startsWith("An opaque token"));
    CHECK(explained("8f14e45f-ceea-467f-ab3c-9c1f2d5b7e10").startsWith("A UUID of version 4."));
}
