#pragma once

#include "core/secrets/keychain.h"

namespace keyhole {

/// An entry of random bytes by which a keychain is known again: when it is missing, the keychain is locked in disguise, or another one.
class Canary {
public:
    /// Denied or Failed when the keychain gave no answer to that.
    using Found = std::function<void(Result<bool, EntryFault>)>;
    /// The hash to look for later; nothing when it could not be stored.
    using Planted = std::function<void(std::optional<QByteArray>)>;

    explicit Canary(Keychain &keychain);

    /// Whether the entry is there, with that SHA-256.
    void look(const QByteArray &hash, Found done);
    /// Writes a new one over whatever is there, and reads it back.
    void plant(Planted done);

private:
    Keychain &m_keychain;
};

}
