#include "core/secrets/session_store.h"

#include "core/secrets/credential_blob.h"

namespace keyhole {

namespace {

template <class T> CredentialStore::Answer<T> answered(Result<T, StoreError> result)
{
    return QtFuture::makeReadyFuture(std::move(result));
}

}

std::vector<CredentialInfo> SessionStore::list() const
{
    std::vector<CredentialInfo> all;
    for (const auto &[id, credential] : m_credentials)
        all.push_back(credential.info);
    sortByLabel(all);
    return all;
}

CredentialStore::Answer<Credential> SessionStore::read(const CredentialId &id)
{
    const auto found = m_credentials.find(id);
    if (found == m_credentials.end())
        return answered<Credential>(failure(storeError(StoreFault::NotFound)));
    return answered<Credential>(found->second);
}

CredentialStore::Answer<void> SessionStore::write(const Credential &credential)
{
    // The same limits as in the keychain, so that what is kept here can be moved there.
    if (auto blob = encodeCredential(credential, 1); !blob)
        return answered<void>(failure(blob.error()));
    m_credentials[credential.info.id] = credential;
    emit listChanged();
    return answered<void>({});
}

CredentialStore::Answer<void> SessionStore::remove(const CredentialId &id)
{
    if (m_credentials.erase(id) > 0)
        emit listChanged();
    return answered<void>({});
}

void SessionStore::noteUse(const CredentialId &id, Instant at)
{
    const auto found = m_credentials.find(id);
    if (found == m_credentials.end())
        return;
    found->second.info.used = at;
    emit listChanged();
}

QFuture<StoreState> SessionStore::refresh()
{
    return QtFuture::makeReadyFuture(StoreState::Ready);
}

QFuture<StoreState> SessionStore::unlock()
{
    return QtFuture::makeReadyFuture(StoreState::Ready);
}

QFuture<StoreState> SessionStore::startAnew()
{
    return QtFuture::makeReadyFuture(StoreState::Ready);
}

}
