#pragma once

#include "core/token/signature.h"

#include <vector>

namespace keyhole {

/// Keys as a person has them: a JWK, a JWK set, a PEM file, or the text of a shared secret.
struct KeysRead {
    std::vector<SigningKey> keys;
    int skipped = 0;  ///< members of a set that are of a type we do not know, or unreadable
    int beyondLimit = 0;  ///< members behind the 100th
};

/// Reads at most 1 MB. Text that begins as JSON or PEM is never taken for a secret, so that a public key cannot become one (RFC 8725,
/// 3.1). Fails with what is wrong and where.
Result<KeysRead> readKeys(const QByteArray &text);

/// Checks a token with the keys that may serve it: the one of its `kid` where there is one, else every one that serves its algorithm.
/// `id` is that of the key that decided.
struct KeyCheck {
    SignatureCheck check;
    QByteArray id, type;
};
KeyCheck verifyWithAny(const Token &token, const std::vector<SigningKey> &keys);

}
