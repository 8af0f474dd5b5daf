#pragma once

#include "core/secrets/session_store.h"

namespace keyhole {

/// A keychain, and beside it what a person chose to keep only until the program ends: `untilQuit()->write()`. Nothing goes there by itself.
/// What is there is read and removed there and hides an entry of the same id in the keychain; write() always means the keychain, and once
/// that has acknowledged, the copy in memory goes.
class LayeredStore final : public CredentialStore {
    Q_OBJECT
public:
    /// `keychain` is not owned and outlives this.
    explicit LayeredStore(CredentialStore &keychain, QObject *parent = nullptr);

    StoreState state() const override { return m_keychain.state(); }
    bool isLasting() const override { return m_keychain.isLasting(); }
    std::vector<CredentialInfo> list() const override;
    Answer<Credential> read(const CredentialId &id) override;
    Answer<void> write(const Credential &credential) override;
    Answer<void> remove(const CredentialId &id) override;
    void noteUse(const CredentialId &id, Instant at) override;
    CredentialStore *untilQuit() override { return &m_memory; }
    QFuture<StoreState> refresh() override { return m_keychain.refresh(); }
    QFuture<StoreState> unlock() override { return m_keychain.unlock(); }
    QFuture<StoreState> startAnew() override { return m_keychain.startAnew(); }

private:
    CredentialStore &placeOf(const CredentialId &id);

    CredentialStore &m_keychain;
    SessionStore m_memory;
};

}
