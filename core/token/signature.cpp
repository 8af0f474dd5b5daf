#include "core/token/signature.h"

#include "core/token/base64url.h"
#include "core/token/key_parts.h"

#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

namespace keyhole {

namespace {

using DigestContext = std::unique_ptr<EVP_MD_CTX, OpensslFree<EVP_MD_CTX_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, OpensslFree<ECDSA_SIG_free>>;

const uchar *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}
uchar *raw(QByteArray &bytes)
{
    return reinterpret_cast<uchar *>(bytes.data());
}

/// The hash that the last three digits name; none for EdDSA, which hashes by itself.
const EVP_MD *digestOf(QByteArrayView algorithm)
{
    return algorithm.endsWith("256") || algorithm.endsWith("256K") ? EVP_sha256()
        : algorithm.endsWith("384")                                ? EVP_sha384()
        : algorithm.endsWith("512")                                ? EVP_sha512()
                                                                   : nullptr;
}
const EVP_MD *digestFor(const SigningKey &key, QByteArrayView algorithm)
{
    return key.type().startsWith("Ed") ? nullptr : digestOf(algorithm);
}

/// RFC 7518, 3.5: the salt is as long as the hash, and MGF1 uses the same hash.
bool setPadding(EVP_PKEY_CTX *context, QByteArrayView algorithm)
{
    return !algorithm.startsWith("PS")
        || (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1);
}

QByteArray hmac(const QByteArray &secret, const QByteArray &input, const EVP_MD *digest)
{
    QByteArray code(EVP_MD_get_size(digest), '\0');
    HMAC(digest, secret.constData(), int(secret.size()), raw(input), size_t(input.size()), raw(code), nullptr);
    return code;
}

/// r and s side by side, as JWS has them, to the DER that OpenSSL reads. Empty when the size is wrong. RFC 7518, 3.4.
QByteArray derOf(const QByteArray &sides, qsizetype size)
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

QByteArray sidesOf(const QByteArray &der, qsizetype size)
{
    const uchar *at = raw(der);
    const EcdsaSignature signature(d2i_ECDSA_SIG(nullptr, &at, long(der.size())));
    if (!signature)
        return {};
    QByteArray sides(2 * size, '\0');
    BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw(sides), int(size));
    BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw(sides) + size, int(size));
    return sides;
}

bool verifies(const QByteArray &input, QByteArray signature, QByteArrayView algorithm, const SigningKey &key)
{
    if (key.type() == "oct") {
        const QByteArray code = hmac(key.parts().secret.reveal(), input, digestOf(algorithm));
        return code.size() == signature.size() && CRYPTO_memcmp(code.constData(), signature.constData(), size_t(code.size())) == 0;
    }
    if (const qsizetype size = coordinateSize(key.type()); size > 0)
        signature = derOf(signature, size);
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *keyContext = nullptr;  // belongs to the context
    const bool valid = EVP_DigestVerifyInit(context.get(), &keyContext, digestFor(key, algorithm), nullptr, key.parts().key.get()) == 1
        && setPadding(keyContext, algorithm)
        && EVP_DigestVerify(context.get(), raw(std::as_const(signature)), size_t(signature.size()), raw(input), size_t(input.size())) == 1;
    ERR_clear_error();
    return valid;
}

/// Empty when OpenSSL cannot.
QByteArray signatureOf(const QByteArray &input, QByteArrayView algorithm, const SigningKey &key)
{
    if (key.type() == "oct")
        return hmac(key.parts().secret.reveal(), input, digestOf(algorithm));
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *keyContext = nullptr;
    size_t length = 0;
    if (EVP_DigestSignInit(context.get(), &keyContext, digestFor(key, algorithm), nullptr, key.parts().key.get()) != 1
        || !setPadding(keyContext, algorithm) || EVP_DigestSign(context.get(), nullptr, &length, raw(input), size_t(input.size())) != 1)
        return {};
    QByteArray signature(qsizetype(length), '\0');
    if (EVP_DigestSign(context.get(), raw(signature), &length, raw(input), size_t(input.size())) != 1)
        return {};
    signature.truncate(qsizetype(length));
    const qsizetype size = coordinateSize(key.type());
    return size > 0 ? sidesOf(signature, size) : signature;
}

SignatureCheck unchecked(const QString &reason)
{
    return {SignatureState::Unchecked, reason};
}
SignatureCheck wrong(const QString &reason)
{
    return {SignatureState::Wrong, reason};
}

/// Whether the token is three strict segments with nothing around them. Its form does not tell: a payload need not be JSON to be signed.
bool isSignedText(const Token &token)
{
    if (!token.header || token.segments.size() != 3 || token.segments.front().offset != 0
        || token.segments.back().offset + token.segments.back().length != token.text.size())
        return false;
    return token.text.count('.') == 2 && std::all_of(token.segments.begin(), token.segments.end(), [&](const TokenSegment &segment) {
               return decodeBase64Url(QByteArrayView(token.text).sliced(segment.offset, segment.length)).has_value();
           });
}

QString notServed(QByteArrayView algorithm, const SigningKey &key)
{
    if (key.type() == "oct" && isPublicPem(key.parts().secret.reveal()))
        return QStringLiteral("A public key was given as the secret. Everybody knows a public key, so it must not serve as one.");
    const QString named = QString::fromUtf8(algorithm.toByteArray());
    if (!key.parts().algorithm.isEmpty())
        return QStringLiteral("The token says %1; the key is for %2 only.").arg(named, QString::fromUtf8(key.parts().algorithm));
    return QStringLiteral("The token says %1, which a key of type %2 does not serve.").arg(named, QString::fromUtf8(key.type()));
}

/// The header with `alg` in it. One that has it already stays as it was written, byte for byte.
Result<QByteArray> headerWith(QByteArrayView headerJson, QByteArrayView algorithm)
{
    auto header = parseJson(headerJson);
    if (!header || !header->isObject())
        return failure(Error{"The header is not a JSON object.", header ? QString() : QStringLiteral("byte %1").arg(header.error().offset),
                             "Write it as {\"typ\": \"JWT\"}."});
    if (header->string("alg") == algorithm)
        return headerJson.toByteArray();
    std::erase_if(header->members, [](const JsonMember &member) { return member.name == "alg"; });
    JsonMember named{"alg", {}};
    named.value.type = JsonValue::Type::String;
    named.value.text = algorithm.toByteArray();
    header->members.insert(header->members.begin(), std::move(named));
    return toJson(*header);
}

}

SignatureCheck verifySignature(const Token &token, const SigningKey &key)
{
    if (token.form == TokenForm::Jwe)
        return unchecked(QStringLiteral("An encrypted token has no signature to check."));
    if (!isSignedText(token))
        return unchecked(QStringLiteral("The token is not whole, so there is nothing to check the signature over."));
    const QByteArray algorithm = token.headerText("alg");
    if (algorithm.compare("none", Qt::CaseInsensitive) == 0)
        return wrong(QStringLiteral("The token is unsigned (alg none)."));
    if (token.header->find("crit"))
        return wrong(QStringLiteral("The header lists extensions that must be understood (crit), and Keyhole knows none of them."));
    if (!key.serves(algorithm))
        return unchecked(notServed(algorithm, key));
    const QByteArray input = token.text.left(token.segments[1].offset + token.segments[1].length);
    if (verifies(input, token.segments[2].decoded, algorithm, key))
        return {SignatureState::Valid, {}};
    return wrong(QStringLiteral("The signature was not made by this key over this text: another key signed it, or it was changed."));
}

Result<QByteArray> signToken(QByteArrayView headerJson, QByteArrayView payloadJson, QByteArrayView algorithm, const SigningKey &key)
{
    if (!key.serves(algorithm))
        return failure(Error{notServed(algorithm, key), {}, "Choose an algorithm that belongs to the key."});
    if (!key.parts().isPrivate)
        return failure(Error{"A public key cannot sign.", {}, "Give the private key."});
    const auto header = headerWith(headerJson, algorithm);
    if (!header)
        return failure(header.error());
    const QByteArray input = encodeBase64Url(*header) + '.' + encodeBase64Url(payloadJson);
    const QByteArray signature = signatureOf(input, algorithm, key);
    ERR_clear_error();
    if (signature.isEmpty())
        return failure(Error{"The key could not sign.", {}, "Check that the private key is whole."});
    return input + '.' + encodeBase64Url(signature);
}

}
