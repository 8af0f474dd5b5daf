#pragma once

#include "core/secrets/store_error.h"

#include <QByteArray>
#include <functional>

namespace keyhole {

/// Why a single entry could not be read, written or removed. What a keychain tells here is not to be trusted alone: a locked one says
/// NotFound, and "removed" while the entry stays (GNOME Keyring). KeychainStore asks for the state besides.
enum class EntryFault { NotFound, Denied, Failed };

/// The keychain of the operating system as entries of bytes under keys. Nothing blocks; every call brings its answer later, once, unless
/// the keychain never answers. One call at a time. An answer after the destruction of this object is dropped.
class Keychain {
public:
    using State = std::function<void(StoreState)>;
    using Bytes = std::function<void(Result<QByteArray, EntryFault>)>;
    using Done = std::function<void(Result<void, EntryFault>)>;

    virtual ~Keychain() = default;

    /// Ready, NoPassword, Locked or Absent; Waiting when there was no answer for a minute and a half. Asks the user nothing.
    virtual void probe(State done) = 0;
    /// Lets the keychain ask its user for the password, then probes.
    virtual void unlock(State done) = 0;

    /// Keys: at most 64 characters of [a-z0-9/-].
    virtual void read(const QByteArray &key, Bytes done) = 0;
    virtual void write(const QByteArray &key, const QByteArray &bytes, Done done) = 0;
    virtual void remove(const QByteArray &key, Done done) = 0;
};

}
