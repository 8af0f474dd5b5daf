#pragma once

#include "core/secrets/credential_blob.h"
#include "core/secrets/keychain.h"

namespace keyhole {

#ifdef Q_OS_WIN
constexpr qsizetype kLargestEntry = 2000;  ///< Windows takes 2,560 bytes (CRED_MAX_CREDENTIAL_BLOB_SIZE)
#else
constexpr qsizetype kLargestEntry = kLargestCredential;
#endif

/// Credentials in two slots each, so that a write that is cut off anywhere leaves the old one or the new one, whole:
/// `keyhole/v1/<id>/a` for odd generations and `…/b` for even ones. A new generation never goes where the acknowledged one is; it is read
/// back and compared, and the old one is removed when the new one has been acknowledged. What is larger than an entry may be is cut into
/// `…/a/0`, `…/a/1` …, with a manifest written last.
class CredentialEntries {
public:
    struct Written {
        quint32 generation = 0;
        bool oldIsLeft = false;  ///< removeOld() is to be called once the new one has been recorded
    };
    using OnFound = std::function<void(Result<StoredCredential, StoreError>)>;
    using OnWritten = std::function<void(Result<Written, StoreError>)>;
    using OnDone = std::function<void(Result<void, StoreError>)>;

    explicit CredentialEntries(Keychain &keychain, qsizetype largestEntry = kLargestEntry);

    /// The acknowledged generation or a later one; where neither is whole, an older one that is. 0 when none is known of.
    void read(const CredentialId &id, quint32 acknowledged, OnFound done);
    /// Stores one generation above what is there and above the acknowledged one.
    void write(const Credential &credential, quint32 acknowledged, OnWritten done);
    /// Removes what stands beside that generation.
    void removeOld(const CredentialId &id, quint32 generation, OnDone done);
    /// Removes both slots and looks whether they are gone; Failed when they are not.
    void remove(const CredentialId &id, OnDone done);

private:
    using OnEntry = std::function<void(Result<QByteArray, StoreError>)>;

    void writeSlot(const QByteArray &slot, const QByteArray &blob, OnDone done);
    void confirm(const QByteArray &slot, const QByteArray &blob, OnDone done);
    void readEntry(const QByteArray &key, OnEntry done);
    void readChunks(const QByteArray &key, const QByteArray &manifest, qsizetype index, const QByteArray &before, OnEntry done);
    void writeChunks(const QByteArray &key, const QByteArray &blob, qsizetype index, OnDone done);
    void removeEntry(const QByteArray &key, OnDone done);
    void removeChunks(const QByteArray &key, qsizetype index, OnDone done);

    Keychain &m_keychain;
    const qsizetype m_largestEntry;
};

}
