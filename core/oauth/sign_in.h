#pragma once

#include "core/oauth/device_authorization.h"
#include "core/oauth/endpoint_call.h"
#include "core/oauth/id_token.h"
#include "core/oauth/loopback_redirect.h"
#include "core/oauth/pkce.h"
#include "core/oauth/server_metadata.h"
#include "core/oauth/token_request.h"
#include "core/oauth/token_response.h"

#include <QPointer>

namespace keyhole {

class Discovery;
struct Discovered;

/// How tokens are to be had: what the request says (OAuth2Settings), and what is only known now.
struct SignInSettings {
    OAuth2Settings oauth;  ///< the endpoints count only where there is no issuer: with one, its metadata alone do (RFC 9700, 4.4)
    Secret clientSecret = {};
    std::optional<SigningKey> clientKey = {};
    QByteArray clientKeyId = {};
    QByteArray user = {};
    Secret password = {};
    ExchangedTokens exchanged = {};
    std::optional<SigningKey> assertionKey = {};  ///< JwtBearer
    QByteArray assertionKeyId = {};
    bool dpop = false;  ///< a new key is made, and the token bound to it
    RedirectSettings redirect = {};
    std::vector<FormPair> further = {};  ///< parameters of the authorization request that a service wants besides
    TransportOptions transport = {};
};

/// A step of a sign-in, as it is shown: its exchange can be opened and diagnosed like any other.
struct SignInStep {
    enum class State { Running, Done, Failed };
    QByteArray id;  ///< "discovery", "pushed", "browser", "device", "token", "keys"
    QString title;
    State state = State::Running;
    QString outcome = {};  ///< one sentence
    std::shared_ptr<const Exchange> exchange = {};  ///< nothing for what no request was made for
};

/// What a sign-in brought.
struct SignedIn {
    TokenSet tokens;
    ServerMetadata server;
    std::optional<SigningKey> dpopKey = {};
    IdTokenSignature idSignature = {};  ///< where there is an ID token
    std::vector<OAuthFault> doubts = {};  ///< what is odd about it; the tokens are usable
    Network reach = Network::ThisComputer;  ///< how far inside the server's endpoints may lie
};

/// One sign-in, from discovery to tokens. The issuer is fixed when it starts, and a code, verifier or secret goes to no endpoint but those
/// of its metadata. Opens no browser and stores nothing: who made it does.
class SignIn : public QObject {
    Q_OBJECT
public:
    SignIn(Transport &transport, const Clock &clock, SignInSettings settings, QObject *parent = nullptr);
    ~SignIn() override;

    void start();
    void cancel();
    const std::vector<SignInStep> &steps() const { return m_steps; }
    const SignInSettings &settings() const { return m_settings; }
    bool isOver() const { return m_result.has_value(); }
    /// What came of it; only when it is over.
    const OAuthResult<SignedIn> &result() const { return *m_result; }

signals:
    /// A step began, or changed.
    void stepChanged(int index);
    void serverFound(const keyhole::ServerMetadata &server);
    /// The address to open in the system's browser; it comes back by itself.
    void browserWanted(const QByteArray &address, const QByteArray &redirectAddress);
    void deviceCodeGiven(const keyhole::DeviceCode &code);
    /// Once, whatever happened.
    void finished();

private:
    void beginStep(const QByteArray &id, const QString &title);
    void endStep(SignInStep::State state, const QString &outcome);
    void fail(const OAuthFault &fault);
    void finish(OAuthResult<SignedIn> result);
    void call(EndpointRequest request, EndpointCall::Done done);
    EndpointRequest toEndpoint(const QByteArray &step, const Url &url, std::vector<FormPair> form) const;
    bool needs(const std::optional<Url> &endpoint, const char *name);

    void discover();
    void takeServer(const OAuthResult<Discovered> &found);
    OAuthResult<ServerMetadata> typedEndpoints() const;
    void begin();
    bool prepareDpop();

    void beginCode();
    void push(const std::vector<FormPair> &parameters);
    void openBrowser(const Url &address);
    void takeRedirect(const QByteArray &query);

    void beginDevice();
    void poll();
    void takePoll(const EndpointAnswer &answer);

    void requestTokens(std::vector<FormPair> form);
    void requestByAssertion();
    void takeTokens(const EndpointAnswer &answer);
    void checkId(SignedIn signedIn, const EndpointAnswer &answer);
    void checkIdSigner(SignedIn signedIn);
    void fetchKeys(SignedIn signedIn);
    void takeVerified(SignedIn signedIn, const OAuthResult<IdTokenSignature> &verified);
    TokenExpected expectedTokens() const;

    Transport &m_transport;
    const Clock &m_clock;
    SignInSettings m_settings;
    std::vector<SignInStep> m_steps;
    ServerMetadata m_server;
    Network m_reach = Network::ThisComputer;  ///< how far inside its endpoints may lie: as far as the issuer; typed ones, anywhere
    QPointer<Discovery> m_discovery;
    std::optional<SigningKey> m_dpopKey;
    std::vector<OAuthFault> m_doubts;
    LoopbackRedirect m_redirect;
    Pkce m_pkce;
    QByteArray m_state, m_nonce;
    std::optional<DeviceCode> m_device;
    QTimer m_pollTimer;
    QPointer<EndpointCall> m_call;
    std::optional<OAuthResult<SignedIn>> m_result;
};

}
