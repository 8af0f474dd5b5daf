#include "catch.h"
#include "core/token/key_parts.h"
#include "core/token/key_text.h"
#include "core/token/signing.h"
#include "made_token.h"

#include <openssl/ecdsa.h>
#include <openssl/pem.h>

using namespace keyhole;

namespace {

const QByteArray kSecret = "c2VjcmV0IG9mIHRoZSBzaG9wLCBsb25nIGVub3VnaA";  // is base64 as well
const QByteArray kHeader = R"({"alg":"HS256","typ":"JWT"})";

SigningKey secretKey(const QByteArray &secret)
{
    return SigningKey::fromSecret(Secret(secret));
}

/// A token whose signature is made over another text than it shows.
QByteArray signedOver(const QByteArray &input, const QByteArray &shown, QByteArrayView algorithm, const SigningKey &key)
{
    return shown + '.' + encodeBase64Url(signatureOver(input, algorithm, key));
}

KeyCheck check(const QByteArray &token, const std::vector<SigningKey> &keys)
{
    return verifyWithAny(decodeToken(token), keys);
}

QString told(const KeyCheck &check)
{
    return check.check.reason + ' ' + check.check.notes.join(' ');
}

SigningKey generated(const char *type)
{
    return SigningKey::generate(type).value();
}

SigningKey named(const SigningKey &key, const QByteArray &kid)
{
    return SigningKey::fromJwk(parseJson(key.publicJwk(kid)).value()).value();
}

}

TEST_CASE("verifyWithAny: a secret in the wrong form is found out, in both directions", "[token]")
{
    const QByteArray text = kSecret, bytes = QByteArray::fromBase64(kSecret), hex = bytes.toHex();
    const auto [signer, given, word] = GENERATE_COPY(table<QByteArray, QByteArray, const char *>({
        {bytes, text, "is base64"},
        {text, bytes, "base64"},
        {bytes, hex, "hexadecimal"},
        {hex, bytes, "hexadecimal"},
        {text + '\n', text, "line break at its end"},
        {text + "\r\n", text, "CR LF"},
        {text, text + ' ', "no white space"},
        {text, '"' + text + '"', "quotation marks"},
    }));
    CAPTURE(signer, given);
    const QByteArray token = signToken(kHeader, R"({"sub":"ada"})", "HS256", secretKey(signer)).value();
    const KeyCheck result = check(token, {secretKey(given)});
    CHECK(result.check.state == SignatureState::Wrong);
    CHECK(told(result).contains(word));
}

TEST_CASE("verifyWithAny: a payload or header that was written anew is found out", "[token]")
{
    const QByteArray compactJson = R"({"sub":"ada","exp":1})", spaced = R"({"sub": "ada", "exp": 1})", sorted = R"({"exp":1,"sub":"ada"})";
    const auto [original, shown, word] = GENERATE_COPY(table<QByteArray, QByteArray, const char *>({
        {compactJson, spaced, "without white space"},
        {spaced, compactJson, "a blank after each"},
        {sorted, compactJson, "order of their names"},
        {compactJson, compactJson + '\n', "without the white space around"},
        {compactJson + '\n', compactJson, "line break at its end"},
    }));
    CAPTURE(original, shown);
    const SigningKey key = generated("P-256");
    const QByteArray header = encodeBase64Url(R"({"alg":"ES256"})");
    const KeyCheck result
        = check(signedOver(header + '.' + encodeBase64Url(original), header + '.' + encodeBase64Url(shown), "ES256", key), {key});
    CHECK(result.check.state == SignatureState::Wrong);
    CHECK(told(result).contains(word));
}

TEST_CASE("verifyWithAny: a signature over another encoding of the text is found out", "[token]")
{
    const QByteArray header = R"({"alg":"HS256"})", payload = R"({"sub":"ada?>?"})";
    const QByteArray h = encodeBase64Url(header), p = encodeBase64Url(payload);
    const auto [input, word] = GENERATE_COPY(table<QByteArray, const char *>({
        {header.toBase64(QByteArray::Base64UrlEncoding) + '.' + payload.toBase64(QByteArray::Base64UrlEncoding), "with padding"},
        {header.toBase64() + '.' + payload.toBase64(), "standard base64"},
        {header + '.' + payload, "decoded texts"},
        {h + '.' + payload, "without encoding it"},
        {p, "payload alone"},
    }));
    CAPTURE(input);
    const SigningKey key = secretKey(QByteArray(32, 'k'));
    const KeyCheck result = check(signedOver(input, h + '.' + p, "HS256", key), {key});
    CHECK(result.check.state == SignatureState::Wrong);
    CHECK(told(result).contains(word));
}

TEST_CASE("verifyWithAny: an ECDSA signature in DER form is told, and is not valid", "[token]")
{
    const SigningKey key = generated("P-384");
    const QByteArray token = signToken("{}", "{}", "ES384", key).value();
    const QByteArray sides = decodeToken(token).segments[2].decoded;
    ECDSA_SIG *signature = ECDSA_SIG_new();
    const auto *raw = reinterpret_cast<const uchar *>(sides.constData());
    ECDSA_SIG_set0(signature, BN_bin2bn(raw, 48, nullptr), BN_bin2bn(raw + 48, 48, nullptr));
    QByteArray der(128, '\0');
    auto *end = reinterpret_cast<uchar *>(der.data());
    der.truncate(i2d_ECDSA_SIG(signature, &end));
    ECDSA_SIG_free(signature);
    const KeyCheck result = check(token.left(token.lastIndexOf('.') + 1) + encodeBase64Url(der), {key});
    CHECK(result.check.state == SignatureState::Wrong);
    CHECK(told(result).contains("DER"));
}

TEST_CASE("verifyWithAny: a signature made with another algorithm of the same key is told, and is not valid", "[token]")
{
    const SigningKey key = generated("RSA");
    const auto [written, used] = GENERATE(table<const char *, const char *>({{"RS256", "PS256"}, {"PS256", "RS256"}, {"RS256", "RS512"}}));
    CAPTURE(written, used);
    const QByteArray text = encodeBase64Url("{\"alg\":\"" + QByteArray(written) + "\"}") + ".e30";
    const KeyCheck result = check(signedOver(text, text, used, key), {key});
    CHECK(result.check.state == SignatureState::Wrong);
    CHECK(told(result).contains(QStringLiteral("made with %1").arg(used)));
}

TEST_CASE("verifyWithAny: a signature of the wrong length is told as cut", "[token]")
{
    const auto [type, algorithm]
        = GENERATE(table<const char *, const char *>({{"RSA", "RS256"}, {"P-256", "ES256"}, {"Ed25519", "EdDSA"}, {"oct", "HS256"}}));
    CAPTURE(type);
    const SigningKey key = generated(type);
    const QByteArray token = signToken("{}", "{}", algorithm, key).value();
    const QByteArray signature = decodeToken(token).segments[2].decoded.chopped(3);
    const KeyCheck cut = check(token.left(token.lastIndexOf('.') + 1) + encodeBase64Url(signature), {key});
    CHECK(cut.check.state == SignatureState::Wrong);
    CHECK(told(cut).contains("cut off"));
}

TEST_CASE("verifyWithAny: a key of the wrong kind says which kind is needed", "[token]")
{
    const auto [algorithm, signer, given, word] = GENERATE(table<const char *, const char *, const char *, const char *>({
        {"ES384", "P-384", "P-256", "needs a key of type P-384; this key is P-256"},
        {"RS256", "RSA", "P-256", "needs a key of type RSA"},
        {"EdDSA", "Ed25519", "RSA", "needs a key of type Ed25519"},
        {"HS256", "oct", "RSA", "needs a shared secret"},
        {"ES256", "P-256", "oct", "this key is a shared secret"},
    }));
    CAPTURE(algorithm, given);
    const KeyCheck result = check(signToken("{}", "{}", algorithm, generated(signer)).value(), {generated(given)});
    CHECK(result.check.state == SignatureState::Unchecked);
    CHECK(told(result).contains(word));
}

TEST_CASE("verifyWithAny: the published key taken for a secret is told as forged, and is never valid", "[token]")
{
    const SigningKey key = generated("RSA");
    BIO *memory = BIO_new(BIO_s_mem());
    PEM_write_bio_PUBKEY(memory, key.parts().key.get());
    char *text = nullptr;
    const long size = BIO_get_mem_data(memory, &text);
    const QByteArray pem(text, qsizetype(size));
    BIO_free(memory);
    const QByteArray input = encodeBase64Url(R"({"alg":"HS256"})") + ".e30";
    for (const QByteArray &form : {pem, pem.trimmed()}) {
        std::array<uchar, 64> code{};
        size_t length = 0;
        EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, form.constData(), size_t(form.size()),
                  reinterpret_cast<const uchar *>(input.constData()), size_t(input.size()), code.data(), code.size(), &length);
        const QByteArray token = input + '.' + encodeBase64Url(QByteArray(reinterpret_cast<const char *>(code.data()), qsizetype(length)));
        const KeyCheck result = check(token, {key});
        CHECK(result.check.state == SignatureState::Wrong);
        CHECK(told(result).contains("forged"));
    }
}

TEST_CASE("verifyWithAny: in a set the named key decides, and another that fits is named", "[token]")
{
    const SigningKey first = generated("P-256"), second = generated("P-256");
    const std::vector<SigningKey> set = {named(first, "a"), named(second, "b")};
    const QByteArray byName = signToken(R"({"kid":"b"})", "{}", "ES256", second).value();
    CHECK(check(byName, set).check.state == SignatureState::Valid);
    CHECK(check(byName, set).id == "b");

    const KeyCheck mixedUp = check(signToken(R"({"kid":"a"})", "{}", "ES256", second).value(), set);
    CHECK(mixedUp.check.state == SignatureState::Wrong);
    CHECK(told(mixedUp).contains("“b”"));

    const KeyCheck rotated = check(signToken(R"({"kid":"c"})", "{}", "ES256", generated("P-256")).value(), set);
    CHECK(rotated.check.state == SignatureState::Wrong);
    CHECK(told(rotated).contains("no key named “c”"));
}

TEST_CASE("verifyWithAny: two keys of one name and type are ambiguous, of two types they are not", "[token]")
{
    const SigningKey first = generated("P-256"), second = generated("P-256"), other = generated("Ed25519");
    const QByteArray token = signToken(R"({"kid":"a"})", "{}", "ES256", first).value();
    CHECK(check(token, {named(first, "a"), named(second, "a")}).check.state == SignatureState::Unchecked);
    CHECK(check(token, {named(other, "a"), named(first, "a")}).check.state == SignatureState::Valid);
}

TEST_CASE("readKeys: a set that holds secrets beside public keys is refused; a person's own keys are not", "[token]")
{
    const QByteArray secret = R"({"kty":"oct","k":")" + encodeBase64Url(QByteArray(32, 'k')) + "\"}";
    const QByteArray published = generated("P-256").publicJwk("a");
    CHECK_FALSE(readKeys("{\"keys\":[" + secret + ',' + published + "]}"));
    CHECK(readKeys("{\"keys\":[" + secret + ',' + secret + "]}"));
    CHECK(readKeys("{\"keys\":[" + published + ',' + published + "]}"));
}

TEST_CASE("verifySignature: a key for a shorter hash may check a longer one of its family, and nothing else", "[token]")
{
    const SigningKey key = generated("RSA");
    const auto state = [&](const char *declared, const char *used) {
        const QByteArray jwk = key.publicJwk("a").chopped(1) + ",\"alg\":\"" + declared + "\"}";
        return verifySignature(decodeToken(signToken("{}", "{}", used, key).value()), SigningKey::fromJwk(parseJson(jwk).value()).value());
    };
    CHECK(state("PS256", "PS384").state == SignatureState::Valid);
    CHECK_FALSE(state("PS256", "PS384").notes.isEmpty());
    CHECK(state("PS512", "PS256").state == SignatureState::Unchecked);
    CHECK(state("PS256", "RS256").state == SignatureState::Unchecked);
    CHECK(state("RS256", "PS256").state == SignatureState::Unchecked);
    CHECK(state("RS256", "RS256").notes.isEmpty());
}

TEST_CASE("SigningKey: a declared secret shorter than its hash is refused, a given one is told", "[token]")
{
    const auto [algorithm, bytes] = GENERATE(table<const char *, int>({{"HS256", 31}, {"HS384", 47}, {"HS512", 63}}));
    CAPTURE(algorithm);
    const QByteArray secret(bytes, 'k');
    const auto jwk = [&](const QByteArray &k) {
        return parseJson(R"({"kty":"oct","alg":")" + QByteArray(algorithm) + R"(","k":")" + encodeBase64Url(k) + "\"}").value();
    };
    CHECK_FALSE(SigningKey::fromJwk(jwk(secret)));
    CHECK(SigningKey::fromJwk(jwk(secret + 'k')));
    const SignatureCheck given
        = verifySignature(decodeToken(signToken("{}", "{}", algorithm, secretKey(secret)).value()), secretKey(secret));
    CHECK(given.state == SignatureState::Valid);
    CHECK(given.notes.join(' ').contains("RFC 7518, 3.2"));
}

TEST_CASE("SigningKey: an RSA key whose exponent is 1, even, or whose modulus is of the ROCA kind is refused", "[token]")
{
    const QByteArray sound = generated("RSA").publicJwk("a");
    CHECK(SigningKey::fromJwk(parseJson(sound).value()));
    for (const char *exponent : {"AQ", "Ag", "BA"})
        CHECK_FALSE(SigningKey::fromJwk(parseJson(QByteArray(sound).replace("AQAB", exponent)).value()));
    // A modulus that is 65537 modulo the product of all primes up to 167 has the shape that the faulty generator leaves.
    BIGNUM *modulus = BN_new();
    BN_one(modulus);
    for (BN_ULONG number = 2; number <= 167; ++number) {
        bool prime = true;
        for (BN_ULONG divisor = 2; divisor < number; ++divisor)
            prime = prime && number % divisor != 0;
        if (prime)
            BN_mul_word(modulus, number);
    }
    BN_lshift(modulus, modulus, 2047 - BN_num_bits(modulus) + 1);
    BN_add_word(modulus, 65537);
    QByteArray bytes(BN_num_bytes(modulus), '\0');
    BN_bn2bin(modulus, reinterpret_cast<uchar *>(bytes.data()));
    BN_free(modulus);
    const auto key = SigningKey::fromJwk(parseJson(R"({"kty":"RSA","e":"AQAB","n":")" + encodeBase64Url(bytes) + "\"}").value());
    REQUIRE_FALSE(key);
    CHECK(key.error().what.contains("ROCA"));
}
