#include "core/secrets/credential_entries.h"

#include <QtEndian>

namespace keyhole {

namespace {

constexpr QByteArrayView kManifest = "KHM1";  // then the number of chunks, in two bytes, big-endian
constexpr qsizetype kMostChunks = 64;

QByteArray slotKey(const CredentialId &id, quint32 generation)
{
    return "keyhole/v1/" + id + (generation % 2 == 1 ? "/a" : "/b");
}

QByteArray chunkKey(const QByteArray &key, qsizetype index)
{
    return key + '/' + QByteArray::number(index);
}

QByteArray manifestOf(qsizetype chunks)
{
    QByteArray count(2, Qt::Uninitialized);
    qToBigEndian(quint16(chunks), count.data());
    return kManifest.toByteArray() + count;
}

bool isManifest(const QByteArray &entry)
{
    return entry.size() == kManifest.size() + 2 && entry.startsWith(kManifest);
}

/// Nothing when it names more chunks than a credential can have.
std::optional<qsizetype> chunksIn(const QByteArray &manifest)
{
    const auto count = qFromBigEndian<quint16>(manifest.constData() + kManifest.size());
    return count > 0 && count <= kMostChunks ? std::optional<qsizetype>(count) : std::nullopt;
}

StoreError storeErrorOf(EntryFault fault)
{
    switch (fault) {
    case EntryFault::NotFound:
        return storeError(StoreFault::NotFound);
    case EntryFault::Denied:
        return storeError(StoreFault::Denied);
    case EntryFault::Failed:
        break;
    }
    return storeError(StoreFault::Failed);
}

/// Whether the keychain gave no answer about the slot, as against an answer that there is nothing, or nothing whole.
bool isOpen(const Result<StoredCredential, StoreError> &slot)
{
    return !slot && (slot.error().fault == StoreFault::Denied || slot.error().fault == StoreFault::Failed);
}

bool holds(const Result<StoredCredential, StoreError> &slot, StoreFault fault)
{
    return !slot && slot.error().fault == fault;
}

/// What is told of two slots of which neither is the acknowledged generation.
Result<StoredCredential, StoreError> better(const Result<StoredCredential, StoreError> &a, const Result<StoredCredential, StoreError> &b)
{
    if (isOpen(a) || isOpen(b))
        return isOpen(a) ? a : b;
    if (a && b)
        return a->generation > b->generation ? a : b;
    if (a || b)
        return a ? a : b;
    for (const StoreFault fault : {StoreFault::Newer, StoreFault::Damaged}) {
        if (holds(a, fault) || holds(b, fault))
            return failure(storeError(fault));
    }
    return failure(storeError(StoreFault::NotFound));
}

}

CredentialEntries::CredentialEntries(Keychain &keychain, qsizetype largestEntry) : m_keychain(keychain), m_largestEntry(largestEntry) { }

void CredentialEntries::read(const CredentialId &id, quint32 acknowledged, OnFound done)
{
    const auto decoded = [id](const Result<QByteArray, StoreError> &entry) -> Result<StoredCredential, StoreError> {
        return entry ? decodeCredential(id, *entry) : failure(entry.error());
    };
    readEntry(slotKey(id, acknowledged), [=, this](const Result<QByteArray, StoreError> &entry) {
        const auto expected = decoded(entry);
        if (expected && acknowledged > 0 && expected->generation >= acknowledged)
            return done(expected);
        readEntry(slotKey(id, acknowledged + 1),
                  [=](const Result<QByteArray, StoreError> &other) { done(better(expected, decoded(other))); });
    });
}

void CredentialEntries::write(const Credential &credential, quint32 acknowledged, OnWritten done)
{
    read(credential.info.id, acknowledged, [=, this](const Result<StoredCredential, StoreError> &present) {
        if (isOpen(present) || holds(present, StoreFault::Newer))
            return done(failure(present.error()));
        const quint32 generation = std::max(acknowledged, present ? present->generation : 0) + 1;
        const auto blob = encodeCredential(credential, generation);
        if (!blob)
            return done(failure(blob.error()));
        const bool oldIsLeft = !holds(present, StoreFault::NotFound);
        writeSlot(slotKey(credential.info.id, generation), *blob, [=](const Result<void, StoreError> &written) {
            if (!written)
                return done(failure(written.error()));
            done(Written{generation, oldIsLeft});
        });
    });
}

void CredentialEntries::removeOld(const CredentialId &id, quint32 generation, OnDone done)
{
    removeEntry(slotKey(id, generation + 1), std::move(done));
}

void CredentialEntries::writeSlot(const QByteArray &slot, const QByteArray &blob, OnDone done)
{
    const auto written = [=, this](const Result<void, StoreError> &result) {
        if (!result)
            return done(result);
        confirm(slot, blob, done);
    };
    if (blob.size() > m_largestEntry)
        return writeChunks(slot, blob, 0, written);
    m_keychain.write(slot, blob, [written](const Result<void, EntryFault> &result) {
        written(result ? Result<void, StoreError>() : failure(storeErrorOf(result.error())));
    });
}

/// KWallet's way through QtKeychain reports success for a write that failed, so nothing is believed but what comes back.
void CredentialEntries::confirm(const QByteArray &slot, const QByteArray &blob, OnDone done)
{
    readEntry(slot, [=, this](const Result<QByteArray, StoreError> &back) {
        if (back && *back == blob)
            return done({});
        if (!back && back.error().fault != StoreFault::NotFound && back.error().fault != StoreFault::Damaged)
            return done(failure(back.error()));
        removeEntry(slot, [done](const Result<void, StoreError> &) { done(failure(storeError(StoreFault::NotStored))); });
    });
}

void CredentialEntries::remove(const CredentialId &id, OnDone done)
{
    removeEntry(slotKey(id, 0), [=, this](const Result<void, StoreError> &first) {
        if (!first)
            return done(first);
        removeEntry(slotKey(id, 1), [=, this](const Result<void, StoreError> &second) {
            if (!second)
                return done(second);
            read(id, 0, [done](const Result<StoredCredential, StoreError> &left) {
                if (holds(left, StoreFault::NotFound))
                    return done({});
                done(failure(isOpen(left) ? left.error() : storeError(StoreFault::Failed)));
            });
        });
    });
}

void CredentialEntries::readEntry(const QByteArray &key, OnEntry done)
{
    m_keychain.read(key, [=, this](const Result<QByteArray, EntryFault> &entry) {
        if (!entry)
            return done(failure(storeErrorOf(entry.error())));
        if (isManifest(*entry))
            return readChunks(key, *entry, 0, {}, done);
        done(*entry);
    });
}

void CredentialEntries::readChunks(const QByteArray &key, const QByteArray &manifest, qsizetype index, const QByteArray &before,
                                   OnEntry done)
{
    const auto count = chunksIn(manifest);
    if (!count)
        return done(failure(storeError(StoreFault::Damaged)));
    if (index == *count)
        return done(before);
    m_keychain.read(chunkKey(key, index), [=, this](const Result<QByteArray, EntryFault> &chunk) {
        if (!chunk)
            return done(failure(chunk.error() == EntryFault::NotFound ? storeError(StoreFault::Damaged) : storeErrorOf(chunk.error())));
        readChunks(key, manifest, index + 1, before + *chunk, done);
    });
}

void CredentialEntries::writeChunks(const QByteArray &key, const QByteArray &blob, qsizetype index, OnDone done)
{
    const qsizetype from = index * m_largestEntry;
    const auto next = [=, this](const Result<void, EntryFault> &written) {
        if (!written)
            return done(failure(storeErrorOf(written.error())));
        if (from < blob.size())
            return writeChunks(key, blob, index + 1, done);
        done({});
    };
    if (from < blob.size())
        m_keychain.write(chunkKey(key, index), blob.mid(from, m_largestEntry), next);
    else
        m_keychain.write(key, manifestOf(index), next);
}

void CredentialEntries::removeEntry(const QByteArray &key, OnDone done)
{
    const auto removeIt = [=, this](qsizetype chunks) {
        m_keychain.remove(key, [=, this](const Result<void, EntryFault> &removed) {
            if (!removed && removed.error() != EntryFault::NotFound)
                return done(failure(storeErrorOf(removed.error())));
            removeChunks(key, chunks, done);
        });
    };
    if (m_largestEntry >= kLargestCredential)
        return removeIt(0);
    m_keychain.read(key, [removeIt](const Result<QByteArray, EntryFault> &entry) {
        removeIt(entry && isManifest(*entry) ? chunksIn(*entry).value_or(0) : 0);
    });
}

void CredentialEntries::removeChunks(const QByteArray &key, qsizetype index, OnDone done)
{
    if (index == 0)
        return done({});
    m_keychain.remove(chunkKey(key, index - 1), [=, this](const Result<void, EntryFault> &removed) {
        if (!removed && removed.error() != EntryFault::NotFound)
            return done(failure(storeErrorOf(removed.error())));
        removeChunks(key, index - 1, done);
    });
}

}
