#pragma once

#include "core/secrets/session_store.h"

namespace keyhole {

/// Credentials in memory that claim to last, or that refuse.
struct KeptCredentials : CredentialStore {
    bool open = true;
    SessionStore memory;

    StoreState state() const override { return open ? StoreState::Ready : StoreState::Locked; }
    bool isLasting() const override { return true; }
    std::vector<CredentialInfo> list() const override { return memory.list(); }
    Answer<Credential> read(const CredentialId &id) override { return open ? memory.read(id) : refused<Credential>(); }
    Answer<void> write(const Credential &credential) override { return open ? memory.write(credential) : refused<void>(); }
    Answer<void> remove(const CredentialId &id) override { return memory.remove(id); }
    QFuture<StoreState> refresh() override { return QtFuture::makeReadyFuture(state()); }
    QFuture<StoreState> unlock() override { return refresh(); }
    QFuture<StoreState> startAnew() override { return refresh(); }

    template <class T> static Answer<T> refused()
    {
        return QtFuture::makeReadyFuture(Result<T, StoreError>(failure(storeError(StoreFault::Locked))));
    }
};

}
