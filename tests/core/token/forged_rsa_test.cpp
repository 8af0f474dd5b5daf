// Signatures that a careless verifier takes: made here with the private half, so that nothing but the form is wrong.
#include "catch.h"
#include "core/token/key_parts.h"
#include "core/token/signature.h"
#include "made_token.h"

#include <openssl/core_names.h>
#include <openssl/rsa.h>

using namespace keyhole;

namespace {

constexpr qsizetype kBytes = 256;  // of an RSA key with 2048 bits

const SigningKey &rsaKey()
{
    static const SigningKey key = SigningKey::generate("RSA").value();
    return key;
}

uchar *raw(QByteArray &bytes)
{
    return reinterpret_cast<uchar *>(bytes.data());
}
const uchar *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}

QByteArray inputOf(const QByteArray &algorithm, int number = 0)
{
    return encodeBase64Url("{\"alg\":\"" + algorithm + "\"}") + '.' + encodeBase64Url("{\"n\":" + QByteArray::number(number) + '}');
}

bool isValid(const QByteArray &input, const QByteArray &signature)
{
    return verifySignature(decodeToken(input + '.' + encodeBase64Url(signature)), rsaKey()).state == SignatureState::Valid;
}

QByteArray hashOf(const QByteArray &text, const EVP_MD *digest = EVP_sha256())
{
    QByteArray hash(EVP_MD_get_size(digest), '\0');
    EVP_Digest(raw(text), size_t(text.size()), raw(hash), nullptr, digest, nullptr);
    return hash;
}

/// What the private key makes of a block as it stands.
QByteArray rawSignature(const QByteArray &block)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(rsaKey().parts().key.get(), nullptr);
    EVP_PKEY_sign_init(context);
    EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING);
    QByteArray signature(kBytes, '\0');
    size_t size = size_t(kBytes);
    EVP_PKEY_sign(context, raw(signature), &size, raw(block), size_t(block.size()));
    EVP_PKEY_CTX_free(context);
    return signature;
}

const QByteArray kSha256Info = QByteArray::fromHex("3031300d060960864801650304020105000420");
const QByteArray kSha1Info = QByteArray::fromHex("3021300906052b0e03021a05000414");
const QByteArray kSha512Info = QByteArray::fromHex("3051300d060960864801650304020305000440");

/// RFC 8017, 9.2: 00 01 FF … FF 00 and what follows, filled up to the size of the key.
QByteArray block(const QByteArray &content, const QByteArray &behind = {}, char type = 1)
{
    const qsizetype fill = kBytes - 3 - content.size() - behind.size();
    return QByteArray(1, '\0') + type + QByteArray(fill, '\xFF') + '\0' + content + behind;
}

QByteArray pss(const QByteArray &input, int salt, const EVP_MD *mask, const EVP_MD *digest = EVP_sha256())
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *key = nullptr;
    EVP_DigestSignInit(context, &key, digest, nullptr, rsaKey().parts().key.get());
    EVP_PKEY_CTX_set_rsa_padding(key, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen(key, salt);
    EVP_PKEY_CTX_set_rsa_mgf1_md(key, mask);
    QByteArray signature(kBytes, '\0');
    size_t size = size_t(kBytes);
    EVP_DigestSign(context, raw(signature), &size, raw(input), size_t(input.size()));
    EVP_MD_CTX_free(context);
    return signature;
}

}

TEST_CASE("Forged RS256: the block that RFC 8017 prescribes is taken, and no other", "[token]")
{
    const QByteArray input = inputOf("RS256"), hash = hashOf(input), good = block(kSha256Info + hash);
    QByteArray notFull = good, otherInfo = good;
    notFull[40] = '\xFE';
    otherInfo[good.size() - 33] = '\x1F';  // the length of the hash
    REQUIRE(isValid(input, rawSignature(good)));
    const std::pair<const char *, QByteArray> forged[] = {
        {"a padding byte that is not FF", notFull},
        {"another length before the hash", otherInfo},
        {"block type 2", block(kSha256Info + hash, {}, 2)},
        {"block type 0", block(kSha256Info + hash, {}, 0)},
        {"bytes behind the hash", block(kSha256Info + hash, QByteArray(100, 'x'))},
        {"zeros behind the hash", block(kSha256Info + hash, QByteArray(8, '\0'))},
        {"the hash alone", block(hash)},
        {"another hash function's name", block(kSha1Info + hash)},
        {"SHA-1 of the text", block(kSha1Info + hashOf(input, EVP_sha1()))},
        {"SHA-512 of the text", block(kSha512Info + hashOf(input, EVP_sha512()))},
        {"a hash of another text", block(kSha256Info + hashOf(input + 'x'))},
        {"a hash that is cut", block(kSha256Info + hash.first(31))},
        {"nothing but zeros", QByteArray(kBytes, '\0')},
    };
    for (const auto &[what, bytes] : forged) {
        CAPTURE(what);
        CHECK_FALSE(isValid(input, rawSignature(bytes)));
    }
}

TEST_CASE("Forged RS256: a signature has the length of the key, leading zeros included", "[token]")
{
    for (int number = 0; number < 20'000; ++number) {
        const QByteArray input = inputOf("RS256", number), signature = rawSignature(block(kSha256Info + hashOf(input)));
        if (signature[0] != '\0')
            continue;
        CHECK(isValid(input, signature));
        CHECK_FALSE(isValid(input, signature.sliced(1)));
        CHECK_FALSE(isValid(input, '\0' + signature));
        CHECK_FALSE(isValid(input, signature + '\0'));
        return;
    }
    FAIL("no signature began with a zero");
}

TEST_CASE("Forged RSA: numbers that are no signature of anything", "[token]")
{
    const QByteArray algorithm = GENERATE(QByteArray("RS256"), QByteArray("PS256"));
    const QByteArray input = inputOf(algorithm);
    BIGNUM *modulus = nullptr;
    EVP_PKEY_get_bn_param(rsaKey().parts().key.get(), OSSL_PKEY_PARAM_RSA_N, &modulus);
    const BigNumber owned(modulus);
    const auto number = [&](int less) {
        QByteArray bytes(kBytes, '\0');
        BIGNUM *copy = BN_dup(modulus);
        BN_sub_word(copy, static_cast<BN_ULONG>(less));
        BN_bn2binpad(copy, raw(bytes), int(kBytes));
        BN_free(copy);
        return bytes;
    };
    QByteArray one(kBytes, '\0');
    one.back() = 1;
    for (const QByteArray &signature : {QByteArray(), QByteArray(kBytes, '\0'), one, number(0), number(1), QByteArray(kBytes, '\xFF')})
        CHECK_FALSE(isValid(input, signature));
}

TEST_CASE("Forged PS256: the salt is as long as the hash, and the mask uses the same hash", "[token]")
{
    const QByteArray input = inputOf("PS256");
    CHECK(isValid(input, pss(input, 32, EVP_sha256())));
    for (const int salt : {0, 1, 20, 31, 33, 64, RSA_PSS_SALTLEN_MAX}) {
        CAPTURE(salt);
        CHECK_FALSE(isValid(input, pss(input, salt, EVP_sha256())));
    }
    CHECK_FALSE(isValid(input, pss(input, 32, EVP_sha1())));
    CHECK_FALSE(isValid(input, pss(input, 32, EVP_sha512())));
    CHECK_FALSE(isValid(input, pss(input, 20, EVP_sha1(), EVP_sha1())));
    CHECK_FALSE(isValid(input, pss(input, 32, EVP_sha512(), EVP_sha512())));
}

TEST_CASE("Forged RSA: one padding is not taken for the other", "[token]")
{
    const QByteArray rs = inputOf("RS256"), ps = inputOf("PS256");
    CHECK_FALSE(isValid(rs, pss(rs, 32, EVP_sha256())));
    CHECK_FALSE(isValid(ps, rawSignature(block(kSha256Info + hashOf(ps)))));
}

TEST_CASE("Forged RSA: a changed bit of header, payload or signature is noticed", "[token]")
{
    const QByteArray input = inputOf("PS256"), signature = pss(input, 32, EVP_sha256());
    for (const qsizetype at : {qsizetype(0), kBytes / 2, kBytes - 1}) {
        QByteArray changed = signature;
        changed[at] = char(changed[at] ^ 1);
        CHECK_FALSE(isValid(input, changed));
    }
    CHECK_FALSE(isValid(inputOf("PS256", 1), signature));
    CHECK_FALSE(isValid(inputOf("PS384"), signature));
}
