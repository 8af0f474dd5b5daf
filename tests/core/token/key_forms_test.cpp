#include "catch.h"
#include "core/token/key_parts.h"
#include "core/token/key_text.h"
#include "core/token/thumbprint.h"
#include "made_token.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

using namespace keyhole;

namespace {

using Bio = std::unique_ptr<BIO, OpensslFree<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, OpensslFree<X509_free>>;

QByteArray contentOf(BIO *memory)
{
    char *text = nullptr;
    const long size = BIO_get_mem_data(memory, &text);
    return {text, qsizetype(size)};
}

/// A certificate that a key gives itself.
Certificate certificateOf(EVP_PKEY *key)
{
    Certificate certificate(X509_new());
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key);
    X509_sign(certificate.get(), key, EVP_sha256());
    return certificate;
}

QByteArray derOf(X509 *certificate)
{
    uchar *der = nullptr;
    const int length = i2d_X509(certificate, &der);
    const QByteArray bytes(reinterpret_cast<const char *>(der), length);
    OPENSSL_free(der);
    return bytes;
}

SignatureState state(const QByteArray &token, const QByteArray &key)
{
    const auto keys = readKeys(key);
    CAPTURE(key, keys ? std::string() : keys.error().what.toStdString());
    REQUIRE(keys);
    return verifyWithAny(decodeToken(token), keys->keys).check.state;
}

}

TEST_CASE("readKeys: takes the key out of every PEM form that OpenSSL writes", "[token]")
{
    const auto [type, algorithm]
        = GENERATE(table<const char *, const char *>({{"RSA", "RS256"}, {"P-256", "ES256"}, {"Ed25519", "EdDSA"}}));
    CAPTURE(type);
    const SigningKey key = SigningKey::generate(type).value();
    EVP_PKEY *pkey = key.parts().key.get();
    const QByteArray token = signToken("{}", "{}", algorithm, key).value();

    const Bio published(BIO_new(BIO_s_mem())), own(BIO_new(BIO_s_mem())), traditional(BIO_new(BIO_s_mem())),
        certified(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(published.get(), pkey);
    PEM_write_bio_PrivateKey(own.get(), pkey, nullptr, nullptr, 0, nullptr, nullptr);
    PEM_write_bio_PrivateKey_traditional(traditional.get(), pkey, nullptr, nullptr, 0, nullptr, nullptr);
    CHECK(state(token, contentOf(published.get())) == SignatureState::Valid);
    CHECK(state(token, "\r\n" + contentOf(own.get()).replace("\n", "\r\n")) == SignatureState::Valid);
    if (QByteArray(type) != "Ed25519") {
        CHECK(state(token, contentOf(traditional.get())) == SignatureState::Valid);
        PEM_write_bio_X509(certified.get(), certificateOf(pkey).get());
        CHECK(state(token, contentOf(certified.get())) == SignatureState::Valid);
    }
}

TEST_CASE("SigningKey: an RSA key in the older public form is read as well", "[token]")
{
    const SigningKey key = SigningKey::generate("RSA").value();
    uchar *der = nullptr;
    const int length = i2d_PublicKey(key.parts().key.get(), &der);
    const QByteArray base64 = QByteArray(reinterpret_cast<const char *>(der), length).toBase64();
    OPENSSL_free(der);
    QByteArray pem = "-----BEGIN RSA PUBLIC KEY-----\n";
    for (qsizetype i = 0; i < base64.size(); i += 64)
        pem += base64.mid(i, 64) + '\n';
    CHECK(state(signToken("{}", "{}", "RS256", key).value(), pem + "-----END RSA PUBLIC KEY-----\n") == SignatureState::Valid);
}

TEST_CASE("SigningKey: a certificate that comes along in a JWK must be of the same key", "[token]")
{
    const SigningKey key = SigningKey::generate("P-256").value(), other = SigningKey::generate("P-256").value();
    const auto withChain = [&](const QByteArray &chain) {
        return SigningKey::fromJwk(parseJson(key.publicJwk("a").chopped(1) + ",\"x5c\":" + chain + '}').value());
    };
    CHECK(withChain("[\"" + derOf(certificateOf(key.parts().key.get()).get()).toBase64() + "\"]"));
    CHECK_FALSE(withChain("[\"" + derOf(certificateOf(other.parts().key.get()).get()).toBase64() + "\"]"));
    CHECK_FALSE(withChain("[]"));
    CHECK_FALSE(withChain("[\"AAAA\"]"));
    CHECK_FALSE(withChain("1"));
}

TEST_CASE("verifySignature: a key that the token brings along is not used, and that is told", "[token]")
{
    const SigningKey known = SigningKey::generate("P-256").value(), forger = SigningKey::generate("P-256").value();
    const QByteArray token
        = signToken("{\"jwk\":" + forger.publicJwk("a") + ",\"jku\":\"https://evil.example/\"}", "{}", "ES256", forger).value();
    const KeyCheck check = verifyWithAny(decodeToken(token), {known});
    CHECK(check.check.state == SignatureState::Wrong);
    CHECK(check.check.reason.contains("itself brings"));
    CHECK(check.check.notes.join(' ').contains("jku"));
}

TEST_CASE("jwkThumbprint: the examples of RFC 7638, 3.1 and RFC 8037, A.3", "[token]")
{
    CHECK(
        jwkThumbprint(
            parseJson(
                R"({"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"})")
                .value())
        == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    CHECK(jwkThumbprint(parseJson(R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})").value())
          == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

TEST_CASE("readKeys: the public and private sets of RFC 7517, A.1: what is for encryption is left out and told", "[token]")
{
    const auto keys = readKeys(
        R"({"keys":[{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"},{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}]})");
    REQUIRE(keys);
    REQUIRE(keys->keys.size() == 1);
    CHECK(keys->keys.front().algorithms().front() == "RS256");
    REQUIRE(keys->refused.size() == 1);
    CHECK(keys->refused.front().id == "1");
    CHECK(keys->refused.front().reason.place == "use");
}
