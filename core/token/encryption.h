#pragma once

#include "core/token/signature.h"

namespace keyhole {

/// A key of the person's own that opens encrypted tokens: a secret, or the private half of an RSA, EC, X25519 or X448 key.
class EncryptionKey {
public:
    /// Fails for keys that say they are for something else: RFC 7517, 4.2 to 4.4.
    static Result<EncryptionKey> fromJwk(const JsonValue &jwk);
    static Result<EncryptionKey> fromPem(const QByteArray &pem);
    static EncryptionKey fromSecret(const Secret &secret);

    QByteArray id() const;
    QByteArray type() const;
    const SigningKey::Parts &parts() const { return *m_parts; }

private:
    explicit EncryptionKey(SigningKey::Parts parts);
    std::shared_ptr<const SigningKey::Parts> m_parts;
};

/// What opening an encrypted token gave. That it opens says that it is whole and meant for this key; only with a shared secret does it
/// say who wrote it.
struct Opened {
    SignatureState state = SignatureState::Unchecked;
    QString reason;
    QByteArray text;  ///< when Valid: what was encrypted
    QStringList notes = {};
};

/// Opens a JWE in compact form: dir, A128KW to A256KW, A128GCMKW to A256GCMKW, RSA-OAEP, RSA-OAEP-256, ECDH-ES and ECDH-ES+A128KW to
/// +A256KW, with A128CBC-HS256 to A256CBC-HS512 and A128GCM to A256GCM. RFC 7516, 5.2; RFC 7518, 4 and 5. RSA1_5 and compressed content
/// are not opened (RFC 8725, 3.2 and 3.6). The tag is checked before anything is decrypted.
Opened openToken(const Token &token, const EncryptionKey &key);

}
