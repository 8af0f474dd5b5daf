#pragma once

#include "core/oauth/token_refresher.h"
#include "core/secrets/session_store.h"
#include "mock_issuer.h"
#include "tests/core/secrets/waiting.h"

namespace keyhole {

/// Takes nothing while it is told so.
struct FullStore : CredentialStore {
    SessionStore kept;
    bool full = false;
    int writes = 0;

    StoreState state() const override { return kept.state(); }
    bool isLasting() const override { return true; }
    std::vector<CredentialInfo> list() const override { return kept.list(); }
    Answer<Credential> read(const CredentialId &id) override { return kept.read(id); }
    Answer<void> remove(const CredentialId &id) override { return kept.remove(id); }
    QFuture<StoreState> refresh() override { return kept.refresh(); }
    QFuture<StoreState> unlock() override { return kept.unlock(); }
    QFuture<StoreState> startAnew() override { return kept.startAnew(); }
    Answer<void> write(const Credential &credential) override
    {
        ++writes;
        if (full)
            return QtFuture::makeReadyFuture(Result<void, StoreError>(failure(storeError(StoreFault::Locked))));
        return kept.write(credential);
    }
};

/// Tokens that are nearly over, and the server that renews them.
struct Refreshing {
    MockIssuer issuer{"https://login.example"};
    MockWeb web;
    FixedClock clock;
    FullStore store;
    TokenRefresher refresher{web, clock, store};
    CredentialId id = newCredentialId();

    Refreshing()
    {
        web.issuers = {&issuer};
        web.late = true;
        StoredTokens stored;
        stored.tokens.access = Secret("old-access");
        stored.tokens.refresh = Secret(issuer.refreshToken);
        stored.tokens.id = Secret("old-id");
        stored.tokens.scope = "read";
        stored.tokens.expiry = clock.moment + Seconds(30);
        stored.client = {issuer.clientId, OAuth2Settings::ClientAuthentication::Basic, Secret(issuer.clientSecret)};
        stored.issuer = issuer.issuer;
        stored.tokenEndpoint = *Url::parse(issuer.issuer + "/token");
        stored.keys = *Url::parse(issuer.issuer + "/jwks");
        stored.idTokenAlgorithms = {"ES256", "RS256"};
        stored.reach = Network::Public;
        stored.revocationEndpoint = *Url::parse(issuer.issuer + "/revoke");
        put(stored);
    }

    void put(const StoredTokens &stored)
    {
        CredentialInfo info;
        info.id = id;
        info.origins = {Url::parse("https://api.example")->origin()};
        await(store.write(toCredential(info, stored)));
        store.writes = 0;
    }

    StoredTokens stored() { return *tokensOf(*await(store.read(id))); }
};

}
