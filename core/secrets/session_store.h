#pragma once

#include "core/secrets/credential_store.h"

#include <map>

namespace keyhole {

/// Keeps credentials in memory until the program ends. A person chooses it; nothing falls back to it silently.
class SessionStore final : public CredentialStore {
    Q_OBJECT
public:
    using CredentialStore::CredentialStore;

    StoreState state() const override { return StoreState::Ready; }
    bool isLasting() const override { return false; }
    std::vector<CredentialInfo> list() const override;
    bool holds(const CredentialId &id) const { return m_credentials.contains(id); }
    Answer<Credential> read(const CredentialId &id) override;
    Answer<void> write(const Credential &credential) override;
    Answer<void> remove(const CredentialId &id) override;
    void noteUse(const CredentialId &id, Instant at) override;
    QFuture<StoreState> refresh() override;
    QFuture<StoreState> unlock() override;
    QFuture<StoreState> startAnew() override;

private:
    std::map<CredentialId, Credential> m_credentials;
};

}
