#pragma once

#include "core/secrets/keychain.h"

namespace keyhole {

/// An entry of random bytes by which a keychain is known again: when it is missing, the keychain is locked in disguise, or another one.
class Canary {
public:
    /// Denied or Failed when the keychain gave no answer to that.
    using Found = std::function<void(Result<bool, EntryFault>)>;
    /// The hash to look for later.
    using Planted = std::function<void(Result<QByteArray, EntryFault>)>;

    explicit Canary(Keychain &keychain);

    /// Whether the entry is there, with that SHA-256.
    void look(const QByteArray &hash, Found done);
    /// Takes the one that is there (another installation may have written it), or writes one and reads it back. Failed when something else
    /// comes back.
    void plant(Planted done);

private:
    void write(const QByteArray &entry, Planted done);

    Keychain &m_keychain;
};

}
