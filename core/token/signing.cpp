#include "core/token/signing.h"

#include <QMutex>
#include <array>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

namespace keyhole {

using DigestContext = std::unique_ptr<EVP_MD_CTX, OpensslFree<EVP_MD_CTX_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, OpensslFree<ECDSA_SIG_free>>;
using Digest = std::unique_ptr<EVP_MD, OpensslFree<EVP_MD_free>>;
using Mac = std::unique_ptr<EVP_MAC, OpensslFree<EVP_MAC_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, OpensslFree<EVP_MAC_CTX_free>>;

/// Contexts of OpenSSL that know key, hash and padding. Setting one up takes a fifth of an RSA verification, copying it next to nothing.
class PreparedChecks {
public:
    KeyContext contexts[6];  ///< RS256, RS384, RS512, PS256, PS384, PS512; of an EC key the first three, by hash
    MacContext macs[3];  ///< by hash
    QMutex macLock;  ///< a copy of a MacContext would cost as much as the code itself
};

namespace {

constexpr int kHashes = 3;

const uchar *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const uchar *>(bytes.data());
}
uchar *raw(QByteArray &bytes)
{
    return reinterpret_cast<uchar *>(bytes.data());
}

/// 0 for SHA-256, 1 for SHA-384, 2 for SHA-512: what the last three digits of an algorithm name.
int hashOf(QByteArrayView algorithm)
{
    return algorithm.endsWith('4') ? 1 : algorithm.endsWith('2') ? 2 : 0;
}

const char *hashName(int hash)
{
    static constexpr const char *kNames[kHashes] = {"SHA2-256", "SHA2-384", "SHA2-512"};
    return kNames[hash];
}

/// Fetched once: a look-up at each use costs more than the hash of a token.
const EVP_MD *digest(int hash)
{
    static const std::array<Digest, kHashes> digests = [] {
        std::array<Digest, kHashes> made;
        for (int i = 0; i < kHashes; ++i)
            made[size_t(i)].reset(EVP_MD_fetch(nullptr, hashName(i), nullptr));
        return made;
    }();
    return digests[size_t(hash)].get();
}

bool isPss(QByteArrayView algorithm)
{
    return algorithm.startsWith("PS");
}

/// RFC 7518, 3.5: the salt is as long as the hash, and MGF1 uses the same hash.
bool setPss(EVP_PKEY_CTX *context)
{
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
        && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

KeyContext checkContext(EVP_PKEY *key, int hash, bool pss)
{
    KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    if (!context || EVP_PKEY_verify_init(context.get()) != 1 || (pss && !setPss(context.get()))
        || EVP_PKEY_CTX_set_signature_md(context.get(), digest(hash)) != 1)
        return {};
    return context;
}

MacContext macContext(QByteArrayView secret, int hash)
{
    static const Mac hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    MacContext context(EVP_MAC_CTX_new(hmac.get()));
    const OSSL_PARAM parameters[]
        = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char *>(hashName(hash)), 0), OSSL_PARAM_construct_end()};
    static constexpr uchar kNothing = 0;
    EVP_MAC_init(context.get(), secret.isEmpty() ? &kNothing : raw(secret), size_t(secret.size()), parameters);
    return context;
}

struct Code {
    std::array<uchar, EVP_MAX_MD_SIZE> bytes;
    size_t size = 0;

    bool equals(QByteArrayView signature) const
    {
        return size > 0 && qsizetype(size) == signature.size() && CRYPTO_memcmp(bytes.data(), signature.data(), size) == 0;
    }
};

Code codeOf(EVP_MAC_CTX *context, QByteArrayView input)
{
    Code code;
    if (EVP_MAC_update(context, raw(input), size_t(input.size())) != 1
        || EVP_MAC_final(context, code.bytes.data(), &code.size, code.bytes.size()) != 1)
        code.size = 0;
    return code;
}

Code codeOf(QByteArrayView input, int hash, const SigningKey &key)
{
    PreparedChecks &checks = *key.parts().checks;
    const QMutexLocker lock(&checks.macLock);
    EVP_MAC_CTX *context = checks.macs[hash].get();
    EVP_MAC_init(context, nullptr, 0, nullptr);
    return codeOf(context, input);
}

/// The DER that OpenSSL reads. Empty when the size is wrong. RFC 7518, 3.4.
QByteArray derOf(QByteArrayView sides, qsizetype size)
{
    if (sides.size() != 2 * size)
        return {};
    const EcdsaSignature signature(ECDSA_SIG_new());
    ECDSA_SIG_set0(signature.get(), BN_bin2bn(raw(sides), int(size), nullptr), BN_bin2bn(raw(sides) + size, int(size), nullptr));
    uchar *der = nullptr;
    const int length = i2d_ECDSA_SIG(signature.get(), &der);
    const QByteArray bytes(reinterpret_cast<const char *>(der), std::max(length, 0));
    OPENSSL_free(der);
    return bytes;
}

/// EdDSA hashes by itself, so it is given the text. RFC 8037, 3.1.
bool edFits(QByteArrayView input, QByteArrayView signature, EVP_PKEY *key)
{
    const DigestContext context(EVP_MD_CTX_new());
    return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1
        && EVP_DigestVerify(context.get(), raw(signature), size_t(signature.size()), raw(input), size_t(input.size())) == 1;
}

bool hashFits(QByteArrayView input, QByteArrayView signature, QByteArrayView algorithm, const SigningKey &key)
{
    const int hash = hashOf(algorithm);
    const KeyContext context(EVP_PKEY_CTX_dup(key.parts().checks->contexts[hash + (isPss(algorithm) ? kHashes : 0)].get()));
    std::array<uchar, EVP_MAX_MD_SIZE> hashed;
    unsigned size = 0;
    return context && EVP_Digest(raw(input), size_t(input.size()), hashed.data(), &size, digest(hash), nullptr) == 1
        && EVP_PKEY_verify(context.get(), raw(signature), size_t(signature.size()), hashed.data(), size) == 1;
}

}

std::shared_ptr<PreparedChecks> prepareChecks(const SigningKey::Parts &parts)
{
    auto checks = std::make_shared<PreparedChecks>();
    for (int hash = 0; hash < kHashes; ++hash) {
        if (parts.type == "oct")
            checks->macs[hash] = macContext(parts.secret.reveal(), hash);
        if (parts.type == "RSA" || coordinateSize(parts.type) > 0)
            checks->contexts[hash] = checkContext(parts.key.get(), hash, false);
        if (parts.type == "RSA")
            checks->contexts[kHashes + hash] = checkContext(parts.key.get(), hash, true);
    }
    ERR_clear_error();
    return checks;
}

bool signatureFits(QByteArrayView input, QByteArrayView signature, QByteArrayView algorithm, const SigningKey &key)
{
    const QByteArray &type = key.parts().type;
    if (!key.parts().key)
        return codeOf(input, hashOf(algorithm), key).equals(signature);
    bool fits = false;
    if (type.startsWith("Ed"))
        fits = edFits(input, signature, key.parts().key.get());
    else if (const qsizetype size = coordinateSize(type); size > 0)
        fits = hashFits(input, derOf(signature, size), algorithm, key);
    else
        fits = hashFits(input, signature, algorithm, key);
    ERR_clear_error();
    return fits;
}

bool macFits(QByteArrayView input, QByteArrayView signature, QByteArrayView algorithm, QByteArrayView secret)
{
    return codeOf(macContext(secret, hashOf(algorithm)).get(), input).equals(signature);
}

QByteArray signatureOver(QByteArrayView input, QByteArrayView algorithm, const SigningKey &key)
{
    const int hash = hashOf(algorithm);
    const QByteArray &type = key.parts().type;
    if (type == "oct") {
        const Code code = codeOf(input, hash, key);
        return QByteArray(reinterpret_cast<const char *>(code.bytes.data()), qsizetype(code.size));
    }
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *keyContext = nullptr;  // belongs to the context
    size_t length = 0;
    if (EVP_DigestSignInit(context.get(), &keyContext, type.startsWith("Ed") ? nullptr : digest(hash), nullptr, key.parts().key.get()) != 1
        || (isPss(algorithm) && !setPss(keyContext))
        || EVP_DigestSign(context.get(), nullptr, &length, raw(input), size_t(input.size())) != 1)
        return {};
    QByteArray signature(qsizetype(length), '\0');
    if (EVP_DigestSign(context.get(), raw(signature), &length, raw(input), size_t(input.size())) != 1)
        return {};
    signature.truncate(qsizetype(length));
    const qsizetype size = coordinateSize(type);
    return size > 0 ? sidesOf(signature, size) : signature;
}

QByteArray sidesOf(QByteArrayView der, qsizetype coordinate)
{
    const uchar *at = raw(der);
    const EcdsaSignature signature(d2i_ECDSA_SIG(nullptr, &at, long(der.size())));
    ERR_clear_error();
    if (!signature || at != raw(der) + der.size())
        return {};
    QByteArray sides(2 * coordinate, '\0');
    if (BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw(sides), int(coordinate)) < 0
        || BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw(sides) + coordinate, int(coordinate)) < 0)
        return {};
    return sides;
}

}
