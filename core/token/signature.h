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
    /// A new private key: "RSA" (2048), "P-256", "P-384", "P-521", "secp256k1", "Ed25519", "Ed448", "oct" (64 random bytes).
    static Result<SigningKey> generate(QByteArrayView type);

    QByteArray id() const;  ///< kid, or empty
    QByteArray type() const;  ///< "RSA", "P-256", "P-384", "P-521", "secp256k1", "Ed25519", "Ed448", "oct"
    bool isPrivate() const;  ///< can sign
    /// The algorithms that it serves, the usual one first. RFC 7518, 3.1; RFC 8037; RFC 8812.
    std::vector<QByteArray> algorithms() const;
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
    QStringList notes = {};  ///< what else to know: that the secret is too short, what would verify instead
};

/// Checks a JWS with this key. The algorithm must be one that the key serves; `none` is never valid; a public key never serves HS. RFC
/// 8725, 3.1.
SignatureCheck verifySignature(const Token &token, const SigningKey &key);

/// A compact JWS over header and payload (JSON texts; `alg` is put into the header). RFC 7515, 5.1.
Result<QByteArray> signToken(QByteArrayView headerJson, QByteArrayView payloadJson, QByteArrayView algorithm, const SigningKey &key);

}
