#include "core/cookies/sealing.h"

#include <memory>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace keyhole {

namespace {

constexpr int kNonce = 12, kTag = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

unsigned char *bytes(QByteArray &array, qsizetype from = 0)
{
    return reinterpret_cast<unsigned char *>(array.data()) + from;
}

const unsigned char *bytes(QByteArrayView view, qsizetype from = 0)
{
    return reinterpret_cast<const unsigned char *>(view.data()) + from;
}

}

std::optional<QByteArray> seal(QByteArrayView plain, const Secret &key, QByteArrayView identity)
{
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    if (!cipher || key.reveal().size() != kSealingKeySize)
        return std::nullopt;
    QByteArray sealed(kNonce + plain.size() + kTag, '\0');
    int written = 0;
    const bool done = RAND_bytes(bytes(sealed), kNonce) == 1
        && EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key.reveal()), bytes(sealed)) == 1
        && EVP_EncryptUpdate(cipher.get(), nullptr, &written, bytes(identity), int(identity.size())) == 1
        && EVP_EncryptUpdate(cipher.get(), bytes(sealed, kNonce), &written, bytes(plain), int(plain.size())) == 1
        && EVP_EncryptFinal_ex(cipher.get(), bytes(sealed, kNonce + written), &written) == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, kTag, bytes(sealed, sealed.size() - kTag)) == 1;
    return done ? std::optional(sealed) : std::nullopt;
}

std::optional<QByteArray> unseal(QByteArrayView sealed, const Secret &key, QByteArrayView identity)
{
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    if (!cipher || key.reveal().size() != kSealingKeySize || sealed.size() < kNonce + kTag)
        return std::nullopt;
    const qsizetype size = sealed.size() - kNonce - kTag;
    QByteArray plain(size, '\0'), tag = sealed.last(kTag).toByteArray();
    int written = 0;
    const bool done = EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key.reveal()), bytes(sealed)) == 1
        && EVP_DecryptUpdate(cipher.get(), nullptr, &written, bytes(identity), int(identity.size())) == 1
        && EVP_DecryptUpdate(cipher.get(), bytes(plain), &written, bytes(sealed, kNonce), int(size)) == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, kTag, tag.data()) == 1
        && EVP_DecryptFinal_ex(cipher.get(), bytes(plain, written), &written) == 1;
    return done ? std::optional(plain) : std::nullopt;
}

std::optional<Secret> makeSealingKey()
{
    QByteArray key(kSealingKeySize, '\0');
    if (RAND_priv_bytes(bytes(key), int(key.size())) != 1)
        return std::nullopt;
    return Secret(std::move(key));
}

}
