#pragma once

#include "core/secrets/secret.h"
#include "core/token/token.h"

#include <memory>

namespace keyhole {

/// A key for signing or checking: JWK, PEM or a raw secret. Its type decides which algorithms it serves. RFC 7517, 7518.
class SigningKey {
public:
    static Result<SigningKey> fromJwk(const JsonValue &jwk);
    static Result<SigningKey> fromPem(const QByteArray &pem);
    static SigningKey fromSecret(const Secret &secret);
    /// A new private key: "RSA" (2048), "P-256", "P-384", "P-521", "Ed25519".
    static Result<SigningKey> generate(QByteArrayView type);

    QByteArray id() const;  ///< kid, or empty
    QByteArray type() const;  ///< "RSA", "P-256", "P-384", "P-521", "Ed25519", "oct"
    /// The public half as JWK with `kid`, for publishing.
    QByteArray publicJwk(QByteArrayView kid) const;
    bool serves(QByteArrayView algorithm) const;

    struct Parts;
    explicit SigningKey(std::shared_ptr<const Parts> parts) : m_parts(std::move(parts)) { }
    const Parts &parts() const { return *m_parts; }

private:
    std::shared_ptr<const Parts> m_parts;
};

enum class SignatureState { Valid, Wrong, Unchecked };
struct SignatureCheck {
    SignatureState state = SignatureState::Unchecked;
    QString reason;  ///< one sentence: why it does not verify, or cannot be checked
};

/// Checks a JWS with this key. The algorithm must be one that the key serves; `none` is never valid; a public key never serves HS. RFC
/// 8725, 3.1.
SignatureCheck verifySignature(const Token &token, const SigningKey &key);

/// A compact JWS over header and payload (JSON texts; `alg` is put into the header). RFC 7515, 5.1.
Result<QByteArray> signToken(QByteArrayView headerJson, QByteArrayView payloadJson, QByteArrayView algorithm, const SigningKey &key);

}
