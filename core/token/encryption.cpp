#include "core/token/encryption.h"

#include "core/token/base64url.h"
#include "core/token/key_parts.h"

#include <array>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

namespace keyhole {

namespace {

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, OpensslFree<EVP_CIPHER_CTX_free>>;
using Bytes = Result<QByteArray, QString>;

constexpr size_t kSegments = 5;
enum Segment { HeaderSegment, KeySegment, VectorSegment, TextSegment, TagSegment };
constexpr qsizetype kGcmVector = 12, kGcmTag = 16, kCbcVector = 16;

const uchar *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const uchar *>(bytes.data());
}
uchar *raw(QByteArray &bytes)
{
    return reinterpret_cast<uchar *>(bytes.data());
}

QByteArray bigEndian(quint64 number, int bytes)
{
    QByteArray text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        text += char(number >> shift & 0xFF);
    return text;
}

QString shown(QByteArrayView text)
{
    return QString::fromUtf8(text.toByteArray());
}

/// The bits that stand in a name: 256 of "A256GCM", "A256KW" and "A256CBC-HS512".
int keyBits(QByteArrayView name)
{
    const QByteArrayView digits = name.size() > 3 && name.front() == 'A' ? name.sliced(1, 3) : QByteArrayView();
    return digits == "128" || digits == "192" || digits == "256" ? digits.toByteArray().toInt() : 0;
}

/// How the content is encrypted. RFC 7518, 5.1.
struct ContentCipher {
    int bits = 0;
    bool gcm = false;

    static std::optional<ContentCipher> named(QByteArrayView enc)
    {
        const int bits = keyBits(enc);
        const QByteArray number = QByteArray::number(bits);
        if (bits > 0 && enc == "A" + number + "GCM")
            return ContentCipher{bits, true};
        if (bits > 0 && enc == "A" + number + "CBC-HS" + QByteArray::number(2 * bits))
            return ContentCipher{bits, false};
        return std::nullopt;
    }
    /// In CBC one half makes the tag, the other decrypts.
    qsizetype keySize() const { return (gcm ? 1 : 2) * bits / 8; }
};

/// Decrypts, or fails without saying where: GCM when the tag does not fit, CBC when the padding does not.
Bytes decrypt(const EVP_CIPHER *cipher, QByteArrayView key, QByteArrayView vector, QByteArrayView text, QByteArrayView aad,
              QByteArrayView tag)
{
    const CipherContext context(EVP_CIPHER_CTX_new());
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    QByteArray plain(text.size() + EVP_MAX_BLOCK_LENGTH, Qt::Uninitialized), expected = tag.toByteArray();
    int length = 0, end = 0;
    const bool begun = EVP_DecryptInit_ex2(context.get(), cipher, raw(key), vector.isEmpty() ? nullptr : raw(vector), nullptr) == 1
        && (tag.isEmpty() || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, int(tag.size()), expected.data()) == 1)
        && (aad.isEmpty() || EVP_DecryptUpdate(context.get(), nullptr, &length, raw(aad), int(aad.size())) == 1);
    const bool done = begun && EVP_DecryptUpdate(context.get(), raw(plain), &length, raw(text), int(text.size())) == 1
        && EVP_DecryptFinal_ex(context.get(), raw(plain) + length, &end) == 1;
    ERR_clear_error();
    if (!done)
        return failure(QStringLiteral("It does not open with this key: another key is needed, or it was changed."));
    plain.truncate(length + end);
    return plain;
}

const EVP_CIPHER *gcmCipher(int bits)
{
    return bits == 128 ? EVP_aes_128_gcm() : bits == 192 ? EVP_aes_192_gcm() : EVP_aes_256_gcm();
}
const EVP_CIPHER *cbcCipher(int bits)
{
    return bits == 128 ? EVP_aes_128_cbc() : bits == 192 ? EVP_aes_192_cbc() : EVP_aes_256_cbc();
}
const EVP_CIPHER *wrapCipher(int bits)
{
    return bits == 128 ? EVP_aes_128_wrap() : bits == 192 ? EVP_aes_192_wrap() : EVP_aes_256_wrap();
}

Bytes openGcm(int bits, QByteArrayView key, QByteArrayView vector, QByteArrayView text, QByteArrayView aad, QByteArrayView tag)
{
    if (vector.size() != kGcmVector || tag.size() != kGcmTag)
        return failure(QStringLiteral("The initialization vector or the tag has the wrong length."));
    return decrypt(gcmCipher(bits), key, vector, text, aad, tag);
}

/// RFC 7518, 5.2.2.2: the tag first, in constant time.
Bytes openCbc(const ContentCipher &cipher, QByteArrayView key, QByteArrayView vector, QByteArrayView text, QByteArrayView aad,
              QByteArrayView tag)
{
    const qsizetype half = cipher.bits / 8;
    if (vector.size() != kCbcVector || tag.size() != half || text.isEmpty())
        return failure(QStringLiteral("The initialization vector, the text or the tag has the wrong length."));
    const QByteArray input = aad.toByteArray() + vector.toByteArray() + text.toByteArray() + bigEndian(quint64(aad.size()) * 8, 8);
    const EVP_MD *digest = cipher.bits == 128 ? EVP_sha256() : cipher.bits == 192 ? EVP_sha384() : EVP_sha512();
    std::array<uchar, EVP_MAX_MD_SIZE> code;
    HMAC(digest, key.data(), int(half), raw(input), size_t(input.size()), code.data(), nullptr);
    if (CRYPTO_memcmp(code.data(), tag.data(), size_t(half)) != 0)
        return failure(QStringLiteral("The tag does not fit: another key is needed, or the token was changed."));
    return decrypt(cbcCipher(cipher.bits), key.sliced(half), vector, text, {}, {});
}

/// RFC 7518, 4.4; RFC 3394.
Bytes unwrap(int bits, const QByteArray &key, QByteArrayView wrapped)
{
    if (key.size() * 8 != bits)
        return failure(QStringLiteral("The secret has %1 bits; this algorithm needs %2.").arg(key.size() * 8).arg(bits));
    if (wrapped.size() < 24 || wrapped.size() % 8 != 0)
        return failure(QStringLiteral("The encrypted key is missing or cut."));
    return decrypt(wrapCipher(bits), key, {}, wrapped, {}, {});
}

/// RFC 7518, 4.3.
Bytes decryptOaep(EVP_PKEY *key, QByteArrayView algorithm, QByteArrayView encrypted)
{
    const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    const EVP_MD *digest = algorithm == "RSA-OAEP-256" ? EVP_sha256() : EVP_sha1();
    size_t length = size_t(EVP_PKEY_get_size(key));
    QByteArray plain(qsizetype(length), Qt::Uninitialized);
    const bool done = EVP_PKEY_decrypt_init(context.get()) == 1 && EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) == 1
        && EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), digest) == 1 && EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), digest) == 1
        && EVP_PKEY_decrypt(context.get(), raw(plain), &length, raw(encrypted), size_t(encrypted.size())) == 1;
    ERR_clear_error();
    if (!done)
        return failure(QStringLiteral("The encrypted key does not open with this key."));
    return plain.first(qsizetype(length));
}

QByteArray withLength(const QByteArray &bytes)
{
    return bigEndian(quint64(bytes.size()), 4) + bytes;
}

/// Concat KDF with SHA-256. RFC 7518, 4.6.2.
QByteArray derive(const QByteArray &shared, const QByteArray &algorithm, const JsonValue &header, int bits)
{
    const auto party = [&](const char *name) { return withLength(decodeBase64Url(header.string(name)).value_or(QByteArray())); };
    const QByteArray info = withLength(algorithm) + party("apu") + party("apv") + bigEndian(quint64(bits), 4);
    QByteArray derived;
    for (quint64 round = 1; derived.size() * 8 < bits; ++round) {
        const QByteArray input = bigEndian(round, 4) + shared + info;
        std::array<uchar, EVP_MAX_MD_SIZE> hash;
        unsigned size = 0;
        EVP_Digest(raw(input), size_t(input.size()), hash.data(), &size, EVP_sha256(), nullptr);
        derived.append(reinterpret_cast<const char *>(hash.data()), qsizetype(size));
    }
    return derived.first(bits / 8);
}

/// What the two sides of ECDH share. The point that came with the token must lie on the curve of the key, which readJwk checks.
Bytes agree(const JsonValue &header, const EncryptionKey &key)
{
    const JsonValue *ephemeral = header.find("epk");
    const auto other = ephemeral ? readJwk(*ephemeral) : failure(Error{});
    if (!other || other->type != key.type() || !other->key)
        return failure(
            QStringLiteral("The token's ephemeral key (epk) is missing, no point of its curve, or of another curve than this key."));
    const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.parts().key.get(), nullptr));
    size_t length = 0;
    QByteArray shared;
    if (EVP_PKEY_derive_init(context.get()) == 1 && EVP_PKEY_derive_set_peer(context.get(), other->key.get()) == 1
        && EVP_PKEY_derive(context.get(), nullptr, &length) == 1) {
        shared.resize(qsizetype(length));
        if (EVP_PKEY_derive(context.get(), raw(shared), &length) != 1)
            shared.clear();
    }
    ERR_clear_error();
    return shared.isEmpty() ? Bytes(failure(QStringLiteral("No secret can be agreed with this key."))) : shared;
}

/// Opens one token: the content key first, then the content. RFC 7516, 5.2.
class Opener {
public:
    Opener(const Token &token, const EncryptionKey &key) : m_token(token), m_key(key), m_header(*token.header) { }

    Opened open()
    {
        m_algorithm = m_header.string("alg");
        m_encryption = m_header.string("enc");
        const auto cipher = ContentCipher::named(m_encryption);
        if (const auto refused = refuse(cipher))
            return {SignatureState::Unchecked, *refused, {}};
        const auto contentKey = openKey(*cipher);
        if (!contentKey)
            return {SignatureState::Wrong, contentKey.error(), {}};
        if (contentKey->size() != cipher->keySize())
            return {SignatureState::Wrong, QStringLiteral("The content key has the wrong length for %1.").arg(shown(m_encryption)), {}};
        const QByteArrayView aad = QByteArrayView(m_token.text).first(m_token.segments[HeaderSegment].length);
        const auto text = cipher->gcm ? openGcm(cipher->bits, *contentKey, part(VectorSegment), part(TextSegment), aad, part(TagSegment))
                                      : openCbc(*cipher, *contentKey, part(VectorSegment), part(TextSegment), aad, part(TagSegment));
        if (!text)
            return {SignatureState::Wrong, text.error(), {}};
        return {SignatureState::Valid, {}, *text, notes()};
    }

private:
    const QByteArray &part(Segment segment) const { return m_token.segments[segment].decoded; }
    bool isSecret() const { return m_key.type() == "oct"; }
    const QByteArray &secret() const { return m_key.parts().secret.reveal(); }

    std::optional<QString> refuse(const std::optional<ContentCipher> &cipher) const
    {
        if (m_header.find("crit"))
            return QStringLiteral("The header demands that extensions are understood (crit), and Keyhole knows none for encrypted tokens.");
        if (m_header.find("zip"))
            return QStringLiteral("The content is compressed (zip), which tells of what it holds and can swell; Keyhole does not open it.");
        if (!cipher)
            return QStringLiteral("The token says enc %1, which Keyhole does not open.").arg(shown(m_encryption));
        const QByteArray &own = m_key.parts().algorithm;
        if (!own.isEmpty() && own != m_algorithm && own != m_encryption)
            return QStringLiteral("The token says %1; the key is for %2 only.").arg(shown(m_algorithm), shown(own));
        return std::nullopt;
    }

    Bytes openKey(const ContentCipher &cipher) const
    {
        const bool agreed = m_algorithm.startsWith("ECDH-ES"), oaep = m_algorithm == "RSA-OAEP" || m_algorithm == "RSA-OAEP-256";
        if (agreed && !isSecret() && m_key.type() != "RSA")
            return openAgreed(cipher);
        if (oaep && m_key.type() == "RSA")
            return decryptOaep(m_key.parts().key.get(), m_algorithm, part(KeySegment));
        if (isSecret() && !agreed && !oaep)
            return openBySecret();
        return failure(
            QStringLiteral("The token says %1, which a key of type %2 does not open.").arg(shown(m_algorithm), shown(m_key.type())));
    }

    Bytes openBySecret() const
    {
        const int bits = keyBits(m_algorithm);
        if (m_algorithm == "dir" && part(KeySegment).isEmpty())
            return secret();
        if (bits > 0 && m_algorithm.endsWith("GCMKW") && secret().size() * 8 == bits)
            return openGcm(bits, secret(), decodeBase64Url(m_header.string("iv")).value_or(QByteArray()), part(KeySegment), {},
                           decodeBase64Url(m_header.string("tag")).value_or(QByteArray()));
        if (bits > 0 && m_algorithm.size() == 6 && m_algorithm.endsWith("KW"))
            return unwrap(bits, secret(), part(KeySegment));
        return failure(QStringLiteral("The token says %1, which Keyhole does not open with this secret.").arg(shown(m_algorithm)));
    }

    Bytes openAgreed(const ContentCipher &cipher) const
    {
        const auto shared = agree(m_header, m_key);
        if (!shared)
            return shared;
        if (m_algorithm == "ECDH-ES") {
            if (!part(KeySegment).isEmpty())
                return failure(QStringLiteral("With ECDH-ES there is no encrypted key, yet the token has one."));
            return derive(*shared, m_encryption, m_header, int(cipher.keySize()) * 8);
        }
        const int bits
            = keyBits(QByteArrayView(m_algorithm).sliced(qstrlen("ECDH-ES+") < size_t(m_algorithm.size()) ? qstrlen("ECDH-ES+") : 0));
        if (bits == 0 || m_algorithm != "ECDH-ES+A" + QByteArray::number(bits) + "KW")
            return failure(QStringLiteral("The token says %1, which Keyhole does not open.").arg(shown(m_algorithm)));
        return unwrap(bits, derive(*shared, m_algorithm, m_header, bits), part(KeySegment));
    }

    QStringList notes() const
    {
        if (isSecret())
            return {};
        return {QStringLiteral(
            "It was encrypted for this key. Whoever knows the public half can have done that, so it does not say who wrote it.")};
    }

    const Token &m_token;
    const EncryptionKey &m_key;
    const JsonValue &m_header;
    QByteArray m_algorithm, m_encryption;
};

bool isWholeEncrypted(const Token &token)
{
    return token.form == TokenForm::Jwe && token.header && token.segments.size() == kSegments && token.segments.front().offset == 0
        && token.segments.back().offset + token.segments.back().length == token.text.size() && token.text.count('.') == kSegments - 1
        && std::all_of(token.segments.begin(), token.segments.end(), [&](const TokenSegment &segment) {
               return isStrictBase64Url(QByteArrayView(token.text).sliced(segment.offset, segment.length));
           });
}

}

Opened openToken(const Token &token, const EncryptionKey &key)
{
    if (!isWholeEncrypted(token))
        return {SignatureState::Unchecked, QStringLiteral("This is no whole encrypted token."), {}};
    return Opener(token, key).open();
}

}
