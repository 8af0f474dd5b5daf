#pragma once

#include "core/token/signature.h"

namespace keyhole {

/// A key that can sign, as text that readKeys() takes: PEM (PKCS #8, RFC 5208) without a password, or the bytes of a shared secret. Its
/// kid is not part of it. Fails for a public key.
Result<Secret> privateKeyText(const SigningKey &key);

}
