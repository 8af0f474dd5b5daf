#pragma once

#include "core/token/encryption.h"
#include "core/token/jws.h"
#include "core/token/signature.h"

#include <vector>

namespace keyhole {

/// A key of a set that cannot check signatures, and why: "kid-1: says that the key is not for signatures".
struct RefusedKey {
    QByteArray id;
    Error reason;
};

/// Keys as a person has them: a JWK, a JWK set, a PEM file, or the text of a shared secret.
struct KeysRead {
    std::vector<SigningKey> keys;
    int skipped = 0;  ///< members of a set that are of a type we do not know, or unreadable
    int beyondLimit = 0;  ///< members behind the 100th
    std::vector<RefusedKey> refused = {};  ///< those that were skipped
    bool isSet = false;
};

/// Reads at most 1 MB. Text that begins as JSON or PEM is never taken for a secret, so that a public key cannot become one (RFC 8725,
/// 3.1). A set that holds secrets or private keys beside public ones is refused: it is either no secret or not to be published. Fails
/// with what is wrong and where.
Result<KeysRead> readKeys(const QByteArray &text);

/// Keys that open encrypted tokens: a JWK or a set of them (private or secret), a private PEM, or the text of a secret. Limits as above.
Result<std::vector<EncryptionKey>> readEncryptionKeys(const QByteArray &text);

/// Opens an encrypted token with the key of its `kid` where there is one, else with the first that opens it.
struct OpenCheck {
    SignatureCheck check;
    QByteArray id, type;  ///< of the key that decided
    std::optional<QByteArray> text;  ///< what was encrypted, when it opens
};
OpenCheck openWithAny(const Token &token, const std::vector<EncryptionKey> &keys);

/// Checks a token with the keys that may serve it: the one of its `kid` where there is one, else every one that serves its algorithm.
/// `id` is that of the key that decided. What does not verify is explained, as far as trying finds out.
struct KeyCheck {
    SignatureCheck check;
    QByteArray id, type;
};
KeyCheck verifyWithAny(const Token &token, const std::vector<SigningKey> &keys);
/// With a payload that travels apart from the token: RFC 7515, appendix F.
KeyCheck verifyWithAny(const Token &token, const std::vector<SigningKey> &keys, const std::optional<QByteArray> &detached);
/// Valid when one of the signatures is; the others are told in the notes. RFC 7515, 5.2.
KeyCheck verifyWithAny(const Jws &jws, const std::vector<SigningKey> &keys, const std::optional<QByteArray> &detached = std::nullopt);

}
