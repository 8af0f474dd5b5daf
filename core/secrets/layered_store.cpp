#include "core/secrets/layered_store.h"

#include "core/secrets/credential_blob.h"
#include "core/secrets/when_done.h"

namespace keyhole {

LayeredStore::LayeredStore(CredentialStore &keychain, QObject *parent) : CredentialStore(parent), m_keychain(keychain)
{
    connect(&keychain, &CredentialStore::stateChanged, this, &CredentialStore::stateChanged);
    connect(&keychain, &CredentialStore::listChanged, this, &CredentialStore::listChanged);
    connect(&m_memory, &CredentialStore::listChanged, this, &CredentialStore::listChanged);
}

CredentialStore &LayeredStore::placeOf(const CredentialId &id)
{
    if (m_memory.holds(id))
        return m_memory;
    return m_keychain;
}

std::vector<CredentialInfo> LayeredStore::list() const
{
    std::vector<CredentialInfo> all = m_keychain.list();
    std::erase_if(all, [this](const CredentialInfo &info) { return m_memory.holds(info.id); });
    for (CredentialInfo &info : m_memory.list())
        all.push_back(std::move(info));
    sortByLabel(all);
    return all;
}

CredentialStore::Answer<Credential> LayeredStore::read(const CredentialId &id)
{
    return placeOf(id).read(id);
}

CredentialStore::Answer<void> LayeredStore::write(const Credential &credential)
{
    const auto written = m_keychain.write(credential);
    whenDone(written, this, [this, id = credential.info.id](const Result<void, StoreError> &acknowledged) {
        if (acknowledged)
            m_memory.remove(id);
    });
    return written;
}

CredentialStore::Answer<void> LayeredStore::remove(const CredentialId &id)
{
    return placeOf(id).remove(id);
}

void LayeredStore::noteUse(const CredentialId &id, Instant at)
{
    placeOf(id).noteUse(id, at);
}

}
