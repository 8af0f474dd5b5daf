#pragma once

#include "core/secrets/secret.h"

#include <optional>

namespace keyhole {

constexpr qsizetype kSealingKeySize = 32;

/// The bytes encrypted and bound to an identity, with AES-256-GCM (NIST SP 800-38D): 12 random bytes, the encrypted ones, 16 of tag. Absent
/// when the key has another size than 32 bytes, or the machine has no random bytes.
std::optional<QByteArray> seal(QByteArrayView plain, const Secret &key, QByteArrayView identity);

/// The bytes again; absent when the key, the identity or a single bit is another.
std::optional<QByteArray> unseal(QByteArrayView sealed, const Secret &key, QByteArrayView identity);

/// A new key; absent when the machine has no random bytes.
std::optional<Secret> makeSealingKey();

}
