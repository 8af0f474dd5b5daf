#include "core/token/encryption.h"
#include "core/token/key_parts.h"

namespace keyhole {

EncryptionKey::EncryptionKey(SigningKey::Parts parts) : m_parts(std::make_shared<const SigningKey::Parts>(std::move(parts))) { }

Result<EncryptionKey> EncryptionKey::fromJwk(const JsonValue &jwk)
{
    const JsonValue *operations = jwk.find("key_ops");
    const auto opens
        = [](const JsonValue &one) { return one.text == "decrypt" || one.text == "unwrapKey" || one.text.startsWith("derive"); };
    if ((jwk.find("use") && jwk.string("use") != "enc")
        || (operations && std::none_of(operations->items.begin(), operations->items.end(), opens)))
        return failure(Error{QStringLiteral("The key says that it is not for encryption."), QStringLiteral("use"),
                             QStringLiteral("Give the key that the token was encrypted for.")});
    auto parts = readJwk(jwk);
    if (!parts)
        return failure(parts.error());
    if (!parts->isPrivate)
        return failure(Error{QStringLiteral("A public key opens nothing."), {}, QStringLiteral("Give the private key.")});
    return EncryptionKey(std::move(*parts));
}

Result<EncryptionKey> EncryptionKey::fromPem(const QByteArray &pem)
{
    auto parts = readPem(pem);
    if (!parts)
        return failure(parts.error());
    parts->type = keyTypeOf(parts->key.get());
    if (!parts->isPrivate)
        return failure(Error{QStringLiteral("A public key opens nothing."), {}, QStringLiteral("Give the private key.")});
    return EncryptionKey(std::move(*parts));
}

EncryptionKey EncryptionKey::fromSecret(const Secret &secret)
{
    SigningKey::Parts parts;
    parts.type = "oct";
    parts.secret = secret;
    parts.isPrivate = true;
    return EncryptionKey(std::move(parts));
}

QByteArray EncryptionKey::id() const
{
    return m_parts->id;
}
QByteArray EncryptionKey::type() const
{
    return m_parts->type;
}

}
