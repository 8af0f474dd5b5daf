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
/// `keyhole/v1/<id>/a` and `…/b`. A new generation goes into the slot that does not hold the present one, is read back and compared, and
/// only then the old one is removed. What is larger than an entry may be is cut into `…/a/0`, `…/a/1` …, with a manifest written last.
class CredentialEntries {
public:
    using Found = std::function<void(Result<StoredCredential, StoreError>)>;
    using Written = std::function<void(Result<quint32, StoreError>)>;
    using Removed = std::function<void(Result<void, StoreError>)>;

    explicit CredentialEntries(Keychain &keychain, qsizetype largestEntry = kLargestEntry);

    /// The newest generation that is whole. A damaged slot beside a whole one is a write that was never acknowledged.
    void read(const CredentialId &id, Found done);
    /// Brings the generation: one above what is there and above `acknowledged`.
    void write(const Credential &credential, quint32 acknowledged, Written done);
    /// Removes both slots and looks whether they are gone; Failed when they are not.
    void remove(const CredentialId &id, Removed done);

private:
    using Entry = std::function<void(Result<QByteArray, StoreError>)>;
    struct Slots;

    void readSlots(const CredentialId &id, std::function<void(Slots)> done);
    void writeSlot(const QByteArray &slot, const QByteArray &blob, Removed done);
    void confirm(const QByteArray &slot, const QByteArray &blob, Removed done);
    void readEntry(const QByteArray &key, Entry done);
    void readChunks(const QByteArray &key, const QByteArray &manifest, qsizetype index, const QByteArray &before, Entry done);
    void writeChunks(const QByteArray &key, const QByteArray &blob, qsizetype index, Removed done);
    void removeEntry(const QByteArray &key, Removed done);
    void removeChunks(const QByteArray &key, qsizetype index, Removed done);

    Keychain &m_keychain;
    const qsizetype m_largestEntry;
};

}
