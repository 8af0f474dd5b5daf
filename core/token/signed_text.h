#pragma once

#include "core/token/signature.h"

namespace keyhole {

/// One signature of a JWS and what it is made over, whichever way the JWS was written. The headers must outlive it.
struct SignedText {
    const JsonValue *header = nullptr;  ///< protected by the signature; absent when a JSON serialisation has none
    const JsonValue *unprotected = nullptr;  ///< only in JSON serialisation
    QByteArray input;  ///< protected header, dot, payload: RFC 7515, 5.1, and RFC 7797, 3
    QByteArray signature;

    /// A header parameter as text, from either header: "alg", "kid".
    QByteArray parameter(QByteArrayView name) const;
};

/// What the signature of a compact JWS is over. `detached` is the payload that travels apart (RFC 7515, appendix F). Fails with a sentence
/// when the token is not whole or is not written strictly; a payload need not be JSON to be signed.
Result<SignedText, QString> signedTextOf(const Token &token, const std::optional<QByteArray> &detached = std::nullopt);

/// The payload's part of the signing input: encoded, unless the header says "b64": false. RFC 7797, 3.
QByteArray signedPayload(const JsonValue *header, QByteArrayView payload);
bool isUnencoded(const JsonValue *header);

SignatureCheck verifySignature(const SignedText &text, const SigningKey &key);

/// Whether an HS algorithm was used with the published half of this key for its secret, which anybody can do where a library lets the
/// token choose the algorithm. RFC 8725, 2.1.
bool isSignedWithPublicKey(const SignedText &text, const SigningKey &key);

/// Why a signature does not fit, as far as trying finds out: what fits instead, a sentence each. Costs some hundred signature checks at
/// most; says nothing when nothing fits.
QStringList explainMismatch(const SignedText &text, const SigningKey &key);

}
