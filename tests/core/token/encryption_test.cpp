#include "catch.h"
#include "core/token/key_parts.h"
#include "core/token/key_text.h"
#include "made_token.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>

using namespace keyhole;

namespace {

// RFC 7516, A.3: A128KW with A128CBC-HS256 over "Live long and prosper."
const QByteArray kA3Key = R"({"kty":"oct","k":"GawgguFyGrWKav7AX4VKUg"})";
const QByteArray kA3Token
    = "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ."
      "KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ";

/// A JWE with A128GCM under this content key.
QByteArray encryptedWith(const QByteArray &key, const QByteArray &header, const QByteArray &wrapped, const QByteArray &text)
{
    const QByteArray aad = encodeBase64Url(header), vector(12, 'v');
    const auto raw = [](const QByteArray &bytes) { return reinterpret_cast<const uchar *>(bytes.constData()); };
    QByteArray cipher(text.size(), '\0'), tag(16, '\0');
    int length = 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex2(context, EVP_aes_128_gcm(), raw(key), raw(vector), nullptr);
    EVP_EncryptUpdate(context, nullptr, &length, raw(aad), int(aad.size()));
    EVP_EncryptUpdate(context, reinterpret_cast<uchar *>(cipher.data()), &length, raw(text), int(text.size()));
    EVP_EncryptFinal_ex(context, reinterpret_cast<uchar *>(cipher.data()) + length, &length);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, tag.data());
    EVP_CIPHER_CTX_free(context);
    return QByteArrayList{aad, encodeBase64Url(wrapped), encodeBase64Url(vector), encodeBase64Url(cipher), encodeBase64Url(tag)}.join('.');
}

Opened open(const QByteArray &token, const QByteArray &key)
{
    const auto keys = readEncryptionKeys(key);
    CAPTURE(keys ? std::string() : keys.error().what.toStdString());
    REQUIRE(keys);
    return openToken(decodeToken(token), keys->front());
}

}

TEST_CASE("openToken: opens the example of RFC 7516, A.3", "[token]")
{
    const Opened opened = open(kA3Token, kA3Key);
    CHECK(opened.state == SignatureState::Valid);
    CHECK(opened.text == "Live long and prosper.");
    CHECK(opened.notes.isEmpty());
}

TEST_CASE("openToken: agrees on the key of RFC 7518, appendix C", "[token]")
{
    const QByteArray header
        = R"({"alg":"ECDH-ES","enc":"A128GCM","apu":"QWxpY2U","apv":"Qm9i","epk":{"kty":"EC","crv":"P-256","x":"gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0","y":"SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps"}})";
    const QByteArray bob
        = R"({"kty":"EC","crv":"P-256","x":"weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ","y":"e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck","d":"VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw"})";
    const QByteArray token = encryptedWith(decodeBase64Url("VqqN6vgjbSBcIijNcacQGg").value(), header, {}, "hello Bob");
    const Opened opened = open(token, bob);
    CHECK(opened.state == SignatureState::Valid);
    CHECK(opened.text == "hello Bob");
    CHECK_FALSE(opened.notes.isEmpty());
    const QByteArray elsewhere = QByteArray(header).replace("SLW_", "SLW-");
    CHECK(open(encodeBase64Url(elsewhere) + token.sliced(token.indexOf('.')), bob).state == SignatureState::Wrong);
}

TEST_CASE("openToken: a content key may be agreed before, or come encrypted with RSA", "[token]")
{
    const QByteArray key(16, 'k');
    const QByteArray jwk = R"({"kty":"oct","k":")" + encodeBase64Url(key) + "\"}";
    CHECK(open(encryptedWith(key, R"({"alg":"dir","enc":"A128GCM"})", {}, "direct"), jwk).text == "direct");
    CHECK(open(encryptedWith(key, R"({"alg":"dir","enc":"A128GCM"})", "more", "direct"), jwk).state == SignatureState::Wrong);
    CHECK(open(encryptedWith(key, R"({"alg":"dir","enc":"A256GCM"})", {}, "direct"), jwk).state == SignatureState::Wrong);

    const SigningKey rsa = SigningKey::generate("RSA").value();
    EVP_PKEY *pkey = rsa.parts().key.get();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(pkey, nullptr);
    QByteArray wrapped(256, '\0');
    size_t length = size_t(wrapped.size());
    EVP_PKEY_encrypt_init(context);
    EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING);
    EVP_PKEY_encrypt(context, reinterpret_cast<uchar *>(wrapped.data()), &length, reinterpret_cast<const uchar *>(key.constData()), 16);
    EVP_PKEY_CTX_free(context);
    BIO *memory = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(memory, pkey, nullptr, nullptr, 0, nullptr, nullptr);
    char *text = nullptr;
    const long size = BIO_get_mem_data(memory, &text);
    const QByteArray pem(text, qsizetype(size));
    BIO_free(memory);
    CHECK(open(encryptedWith(key, R"({"alg":"RSA-OAEP","enc":"A128GCM"})", wrapped, "by RSA"), pem).text == "by RSA");
    CHECK(open(encryptedWith(key, R"({"alg":"RSA-OAEP-256","enc":"A128GCM"})", wrapped, "by RSA"), pem).state == SignatureState::Wrong);
}

TEST_CASE("openToken: no part may be changed, missing or added", "[token]")
{
    const QByteArrayList parts = kA3Token.split('.');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        CAPTURE(i);
        QByteArrayList changed = parts, missing = parts, without = parts;
        changed[i][1] = changed[i][1] == 'A' ? 'B' : 'A';
        missing[i].clear();
        without.removeAt(i);
        for (const QByteArrayList &each : {changed, missing, without})
            CHECK(open(each.join('.'), kA3Key).state != SignatureState::Valid);
    }
    CHECK(open(kA3Token + '.', kA3Key).state != SignatureState::Valid);
    CHECK(open('"' + kA3Token + '"', kA3Key).state != SignatureState::Valid);
    CHECK(open(kA3Token, R"({"kty":"oct","k":"GawgguFyGrWKav7AX4VKUw"})").state == SignatureState::Wrong);
}

TEST_CASE("openToken: a key that says it is for something else is not used", "[token]")
{
    const QByteArray key = kA3Key.chopped(1);
    CHECK(open(kA3Token, key + R"(,"alg":"A128KW","use":"enc"})").state == SignatureState::Valid);
    CHECK(open(kA3Token, key + R"(,"alg":"A256KW"})").state == SignatureState::Unchecked);
    CHECK_FALSE(readEncryptionKeys(key + R"(,"use":"sig"})"));
    CHECK_FALSE(readEncryptionKeys(key + R"(,"key_ops":["verify"]})"));
    CHECK_FALSE(readEncryptionKeys(SigningKey::generate("P-256").value().publicJwk("a")));
}

TEST_CASE("openToken: compression, extensions and unknown algorithms are left alone", "[token]")
{
    const QByteArray rest = kA3Token.sliced(kA3Token.indexOf('.'));
    const auto header = GENERATE(R"({"alg":"A128KW","enc":"A128CBC-HS256","zip":"DEF"})",
                                 R"({"alg":"A128KW","enc":"A128CBC-HS256","crit":["x"]})", R"({"alg":"A128KW","enc":"A128CBC"})",
                                 R"({"alg":"RSA1_5","enc":"A128GCM"})", R"({"alg":"PBES2-HS256+A128KW","enc":"A128GCM"})",
                                 R"({"alg":"ECDH-ES+A128KW","enc":"A128GCM"})", R"({"alg":"dir","enc":"A128GCM"})", R"({"enc":"A128GCM"})");
    CAPTURE(header);
    const Opened opened = open(encodeBase64Url(header) + rest, kA3Key);
    CHECK(opened.state != SignatureState::Valid);
    CHECK_FALSE(opened.reason.isEmpty());
    CHECK(opened.text.isEmpty());
}
