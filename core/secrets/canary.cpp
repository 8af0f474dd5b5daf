#include "core/secrets/canary.h"

#include "core/secrets/credential.h"

#include <QCryptographicHash>

namespace keyhole {

namespace {

const QByteArray kKey = "keyhole/v1/canary";

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
    const QByteArray entry = QByteArray::fromHex(newCredentialId());
    m_keychain.write(kKey, entry, [=, this](const Result<void, EntryFault> &written) {
        if (!written)
            return done(std::nullopt);
        const QByteArray hash = hashOf(entry);
        look(hash, [=](const Result<bool, EntryFault> &found) { done(found.value_or(false) ? std::optional(hash) : std::nullopt); });
    });
}

}
