#pragma once

#include "core/token/signature.h"

#include <memory>
#include <openssl/bn.h>
#include <openssl/evp.h>

namespace keyhole {

template <auto Free> struct OpensslFree {
    template <class T> void operator()(T *object) const { Free(object); }
};
using EvpKey = std::unique_ptr<EVP_PKEY, OpensslFree<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, OpensslFree<EVP_PKEY_CTX_free>>;
using BigNumber = std::unique_ptr<BIGNUM, OpensslFree<BN_free>>;

class PreparedChecks;

/// What a key is made of: an OpenSSL key, or a secret.
struct SigningKey::Parts {
    QByteArray id;
    QByteArray type;
    QByteArray algorithm;  ///< the only one it is for, where the JWK says so
    EvpKey key;
    Secret secret;
    bool isPrivate = false;  ///< can sign
    bool isDeclared = false;  ///< a JWK: held to the sizes that RFC 7518 demands, which a password given as a secret is only told
    std::vector<QByteArrayView> serves;  ///< every algorithm that it may be used with
    QStringList notes;  ///< what is odd about it and was overlooked
    std::shared_ptr<PreparedChecks> checks;  ///< what OpenSSL needs to set up only once for a key
};

/// The Parts of a JWK whose members are whole and belong together, whatever its use. RFC 7517, 4; RFC 7518, 6; RFC 8037, 2.
Result<SigningKey::Parts> readJwk(const JsonValue &jwk);

/// The key of a PEM text: public, private, or that of a certificate. Fails in words when it is locked or torn.
Result<SigningKey::Parts> readPem(const QByteArray &pem);

/// A key made from Parts whose `key` was read: its type is told and its strength checked.
Result<SigningKey> checkedKey(SigningKey::Parts parts);

/// "RSA", "P-256", "Ed25519", "X25519" …; empty for kinds that tokens do not use.
QByteArray keyTypeOf(const EVP_PKEY *key);

/// The bytes that a coordinate, or half a signature, has on a curve ("P-256": 32); 0 for what is no curve. RFC 7518, 3.4 and 6.2.1.
qsizetype coordinateSize(QByteArrayView type);

/// Whether a key of this type can serve the algorithm, whatever else it says about itself. RFC 7518, 3.1; RFC 8037, 3.1; RFC 8812, 3.2.
bool typeServes(QByteArrayView type, QByteArrayView algorithm);
/// The type that an algorithm needs: "P-384" for ES384, "oct" for HS256; empty for unknown ones.
QByteArray typeFor(QByteArrayView algorithm);

/// Whether a text is a public key or certificate in PEM. Such a text is no secret, so it must never serve HS algorithms: whoever knows
/// it could sign. RFC 8725, 2.1 and 3.1.
bool isPublicPem(const QByteArray &text);

}
