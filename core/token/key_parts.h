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
using BigNumber = std::unique_ptr<BIGNUM, OpensslFree<BN_free>>;

/// What a key is made of: an OpenSSL key, or a secret.
struct SigningKey::Parts {
    QByteArray id;
    QByteArray type;
    QByteArray algorithm;  ///< the only one it serves, where the JWK says so
    EvpKey key;
    Secret secret;
    bool isPrivate = false;  ///< can sign
};

/// A key made from Parts whose `key` was read: its type is told and its strength checked.
Result<SigningKey> checkedKey(SigningKey::Parts parts);

/// The bytes that a coordinate, or half a signature, has on a curve ("P-256": 32); 0 for what is no curve. RFC 7518, 3.4 and 6.2.1.
qsizetype coordinateSize(QByteArrayView type);

/// Whether a text is a public key or certificate in PEM. Such a text is no secret, so it must never serve HS algorithms: whoever knows
/// it could sign. RFC 8725, 2.1 and 3.1.
bool isPublicPem(const QByteArray &text);

}
