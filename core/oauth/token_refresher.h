#pragma once

#include "core/oauth/endpoint_call.h"
#include "core/oauth/stored_tokens.h"
#include "core/secrets/credential_store.h"

#include <QPromise>
#include <map>

namespace keyhole {

/// What a refresh brought.
struct Refreshed {
    Credential credential;  ///< with the new tokens
    IdTokenSignature idSignature = {};  ///< where an ID token came with them
    std::vector<OAuthFault> doubts = {};
    std::shared_ptr<const Exchange> exchange = {};
};

/// Renews access tokens of stored credentials, one request at a time for each: whoever asks meanwhile gets the same answer. The refresh
/// token goes to the token endpoint that is stored beside it and nowhere else. RFC 6749, 6; RFC 9700, 4.14.
///
/// A server that rotates refresh tokens has made the old one worthless by the time its answer is here. So the new one replaces the old in
/// one write of the store; when that fails, it is kept here, used for the next refresh, and written again at each occasion.
///
/// An ID token that comes along must be of the same person and client, and made by the issuer (OpenID Connect Core 1.0, 12.2). A wrong one
/// fails the refresh, and what is stored stays. Where the issuer's keys cannot be had, the new tokens are taken and the ID token is not.
/// Where nobody tells of any keys, it is taken, and told not to be checked. Tokens that were stored without the address of the keys get it
/// from their issuer, and keep it.
class TokenRefresher : public QObject {
    Q_OBJECT
public:
    TokenRefresher(Transport &transport, const Clock &clock, CredentialStore &store, QObject *parent = nullptr);
    ~TokenRefresher() override;

    using Answer = QFuture<OAuthResult<Refreshed>>;
    Answer refresh(const CredentialId &id, const TransportOptions &options = {});
    /// Refreshes only a token that is over within `ahead`; otherwise the credential as it is stored.
    Answer fresh(const CredentialId &id, Seconds ahead, const TransportOptions &options = {});

    bool isRefreshing(const CredentialId &id) const { return m_flights.count(id) > 0; }
    /// Tokens that the store did not take.
    const Credential *unsaved(const CredentialId &id) const;

signals:
    void refreshed(const QByteArray &id);
    /// What is stored stays as it is.
    void refreshFailed(const QByteArray &id, const keyhole::Error &error);
    /// New tokens are in use, and this is odd about the ID token that came with them.
    void idTokenDoubted(const QByteArray &id, const keyhole::Error &error);

private:
    /// A refresh on its way, and who waits for it.
    struct Flight {
        std::vector<QPromise<OAuthResult<Refreshed>>> waiting;
        std::optional<Seconds> ahead;  ///< nothing: in any case
        TransportOptions options;
    };
    Answer join(const CredentialId &id, std::optional<Seconds> ahead, const TransportOptions &options);
    void read(const CredentialId &id);
    void take(const CredentialId &id, const Credential &credential);
    /// New tokens on their way from the server to the store.
    struct Renewal {
        CredentialId id;
        CredentialInfo info;
        StoredTokens stored;
        std::optional<OAuthFault> noIssuer = {};  ///< why the issuer could not be asked for its keys
        TokensRead read = {};
        std::shared_ptr<const Exchange> exchange = {};
        IdTokenSignature idSignature = {};
    };
    void request(Renewal renewal);
    void takeAnswer(Renewal renewal, const EndpointAnswer &answer);
    void checkId(Renewal renewal, const EndpointAnswer &answer);
    void checkIdSigner(Renewal renewal);
    void fetchKeys(Renewal renewal);
    void keepUnchecked(Renewal renewal, const QString &why);
    void keepWithoutId(Renewal renewal, const QString &why);
    void takeVerified(Renewal renewal, const OAuthResult<IdTokenSignature> &verified);
    void keep(const Renewal &renewal);
    void store(const CredentialId &id, Refreshed refreshed);
    void end(const CredentialId &id, const OAuthResult<Refreshed> &result);

    Transport &m_transport;
    const Clock &m_clock;
    CredentialStore &m_store;
    std::map<CredentialId, Flight> m_flights;
    std::map<CredentialId, Credential> m_unsaved;
};

}
