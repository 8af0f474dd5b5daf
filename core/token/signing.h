#pragma once

#include "core/token/key_parts.h"

namespace keyhole {

/// The mathematics of a signature, without any question of whether the algorithm may be used. RFC 7518, 3.2 to 3.5; RFC 8037, 3.1.
/// `algorithm` must be one of the key's type.
bool signatureFits(QByteArrayView input, QByteArrayView signature, QByteArrayView algorithm, const SigningKey &key);
/// Empty when OpenSSL cannot.
QByteArray signatureOver(QByteArrayView input, QByteArrayView algorithm, const SigningKey &key);

/// The same for a secret that is no key yet.
bool macFits(QByteArrayView input, QByteArrayView signature, QByteArrayView algorithm, QByteArrayView secret);

/// r and s side by side as JWS has them, from the DER that most libraries make; empty when it is none of this curve. RFC 7518, 3.4.
QByteArray sidesOf(QByteArrayView der, qsizetype coordinate);

/// What is set up for a key. Made once, with the key.
std::shared_ptr<PreparedChecks> prepareChecks(const SigningKey::Parts &parts);

}
