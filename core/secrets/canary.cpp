#include "core/secrets/canary.h"

#include "core/secrets/credential.h"

#include <QCryptographicHash>

namespace keyhole {

namespace {

const QByteArray kKey = "keyhole/v1/canary";
constexpr qsizetype kSize = 16;

QByteArray hashOf(const QByteArray &entry)
{
    return QCryptographicHash::hash(entry, QCryptographicHash::Sha256);
}

}

Canary::Canary(Keychain &keychain) : m_keychain(keychain) { }

void Canary::look(const QByteArray &hash, Found done)
{
    m_keychain.read(kKey, [=](const Result<QByteArray, EntryFault> &entry) {
        if (!entry && entry.error() != EntryFault::NotFound)
            return done(failure(entry.error()));
        done(entry && hashOf(*entry) == hash);
    });
}

void Canary::plant(Planted done)
{
    m_keychain.read(kKey, [=, this](const Result<QByteArray, EntryFault> &there) {
        if (there && there->size() == kSize)
            return done(hashOf(*there));
        if (!there && there.error() != EntryFault::NotFound)
            return done(failure(there.error()));
        write(QByteArray::fromHex(newCredentialId()), done);
    });
}

void Canary::write(const QByteArray &entry, Planted done)
{
    m_keychain.write(kKey, entry, [=, this](const Result<void, EntryFault> &written) {
        if (!written)
            return done(failure(written.error()));
        const QByteArray hash = hashOf(entry);
        look(hash, [=](const Result<bool, EntryFault> &found) {
            if (found.value_or(false))
                return done(hash);
            done(failure(found ? EntryFault::Failed : found.error()));
        });
    });
}

}
