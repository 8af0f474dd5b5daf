#include "core/oauth/sign_in.h"

#include "core/oauth/discovery.h"
#include "core/oauth/jwt_assertion.h"

namespace keyhole {

namespace {

using Grant = OAuth2Settings::Grant;

/// What a signed text is made for: the server, by its name where it has one.
QByteArray audienceOf(const ServerMetadata &server)
{
    return !server.issuer.isEmpty() || !server.token ? server.issuer : server.token->toString();
}

OAuthFault fault(const char *id, const QString &what, const QString &remedy)
{
    return {id, {what, {}, remedy}};
}

}

SignIn::SignIn(Transport &transport, const Clock &clock, SignInSettings settings, QObject *parent)
    : QObject(parent), m_transport(transport), m_clock(clock), m_settings(std::move(settings))
{
    m_pollTimer.setSingleShot(true);
    connect(&m_pollTimer, &QTimer::timeout, this, &SignIn::poll);
    connect(&m_redirect, &LoopbackRedirect::answered, this, &SignIn::takeRedirect);
    connect(&m_redirect, &LoopbackRedirect::timedOut, this, [this] {
        QStringList refused;
        for (const QString &why : m_redirect.refused())
            refused += why;
        QString what = QStringLiteral("No answer of the browser came in time.");
        if (!refused.isEmpty())
            what += QStringLiteral(" What came was refused: %1.").arg(refused.join(QStringLiteral(", ")));
        fail(fault("redirect.timed-out", what,
                   QStringLiteral("Sign in again and finish in the browser; the redirect address must be the one that is registered.")));
    });
}

SignIn::~SignIn()
{
    delete m_call;
    delete m_discovery;
}

void SignIn::beginStep(const QByteArray &id, const QString &title)
{
    m_steps.push_back({id, title});
    emit stepChanged(int(m_steps.size()) - 1);
}

void SignIn::endStep(SignInStep::State state, const QString &outcome)
{
    if (m_steps.empty() || m_steps.back().state != SignInStep::State::Running)
        return;
    m_steps.back().state = state;
    m_steps.back().outcome = outcome;
    emit stepChanged(int(m_steps.size()) - 1);
}

void SignIn::finish(OAuthResult<SignedIn> result)
{
    if (isOver())
        return;
    m_result = std::move(result);
    m_redirect.close();
    m_pollTimer.stop();
    emit finished();
}

void SignIn::fail(const OAuthFault &fault)
{
    endStep(SignInStep::State::Failed, fault.error.what);
    finish(failure(fault));
}

void SignIn::cancel()
{
    if (isOver())
        return;
    delete m_call;
    delete m_discovery;
    fail(fault("cancelled", QStringLiteral("The sign-in was cancelled."), QStringLiteral("Nothing was stored.")));
}

EndpointRequest SignIn::toEndpoint(const QByteArray &step, const Url &url, std::vector<FormPair> form) const
{
    EndpointRequest request{step, url, std::move(form)};
    request.client = OAuthClient{m_settings.oauth.clientId, m_settings.oauth.clientAuthentication, m_settings.clientSecret,
                                 m_settings.clientKey, m_settings.clientKeyId};
    request.audience = m_server.issuer.isEmpty() ? url.toString() : m_server.issuer;
    request.transport = m_settings.transport;
    return request;
}

void SignIn::call(EndpointRequest request, EndpointCall::Done done)
{
    request.namedBy = m_server.issuer;
    request.farthest = m_reach;
    m_call = new EndpointCall(m_transport, m_clock, std::move(request), this, [this, done = std::move(done)](const EndpointAnswer &answer) {
        if (!m_steps.empty())
            m_steps.back().exchange = answer.exchange;
        done(answer);
    });
}

bool SignIn::needs(const std::optional<Url> &endpoint, const char *name)
{
    if (endpoint)
        return true;
    fail(OAuthFault{"endpoint.missing",
                    {QStringLiteral("The server names no %1.").arg(QLatin1String(name)), QLatin1String(name),
                     QStringLiteral("It does not offer this grant, or its metadata are incomplete: choose another grant, or leave the "
                                    "issuer empty and type the endpoints.")}});
    return false;
}

void SignIn::start()
{
    if (!m_settings.oauth.issuer.isEmpty())
        return discover();
    const auto typed = typedEndpoints();
    if (!typed)
        return fail(typed.error());
    m_server = *typed;
    begin();
}

OAuthResult<ServerMetadata> SignIn::typedEndpoints() const
{
    const OAuth2Settings &typed = m_settings.oauth;
    ServerMetadata server;
    struct Typed {
        const QByteArray &address;
        const char *name;
        std::optional<Url> ServerMetadata::*field;
    };
    for (const Typed &each : {Typed{typed.authorizationEndpoint, "authorization_endpoint", &ServerMetadata::authorization},
                              Typed{typed.tokenEndpoint, "token_endpoint", &ServerMetadata::token},
                              Typed{typed.deviceEndpoint, "device_authorization_endpoint", &ServerMetadata::deviceAuthorization},
                              Typed{typed.revocationEndpoint, "revocation_endpoint", &ServerMetadata::revocation}}) {
        if (each.address.isEmpty())
            continue;
        const auto url = endpointAddress(each.address, each.name);
        if (!url)
            return failure(url.error());
        server.*each.field = *url;
    }
    return server;
}

void SignIn::discover()
{
    const auto issuer = issuerFrom(m_settings.oauth.issuer);
    if (!issuer)
        return fail(issuer.error());
    m_settings.oauth.issuer = *issuer;
    m_discovery = new Discovery(m_transport, m_clock, *issuer, m_settings.transport, this);
    connect(m_discovery, &Discovery::tryBegun, this, [this] { beginStep("discovery", QStringLiteral("Ask the issuer about itself")); });
    connect(m_discovery, &Discovery::tryEnded, this, [this](const auto &exchange, const std::optional<OAuthFault> &fault) {
        m_steps.back().exchange = exchange;
        endStep(fault ? SignInStep::State::Failed : SignInStep::State::Done,
                fault ? fault->error.what : QStringLiteral("The issuer is what it says."));
    });
    connect(m_discovery, &Discovery::finished, this, [this] { takeServer(m_discovery->result()); });
    m_discovery->start();
}

void SignIn::takeServer(const OAuthResult<Discovered> &found)
{
    m_discovery->deleteLater();
    if (!found)
        return finish(failure(found.error()));
    m_server = found->server;
    m_reach = found->reach;
    emit serverFound(m_server);
    begin();
}

bool SignIn::prepareDpop()
{
    if (!m_settings.dpop)
        return true;
    const auto &offered = m_server.dpopAlgorithms;
    const auto offers
        = [&](const char *name) { return offered.empty() || std::find(offered.begin(), offered.end(), name) != offered.end(); };
    const char *type = offers("ES256") ? "P-256" : offers("EdDSA") ? "Ed25519" : offers("RS256") ? "RSA" : "";
    const auto key = SigningKey::generate(type);
    if (!key) {
        fail(fault("dpop.key", QStringLiteral("No key can be made that the server takes for a proof of possession."),
                   QStringLiteral("Ask for a token that is not bound, or use another server.")));
        return false;
    }
    m_dpopKey = *key;
    return true;
}

void SignIn::begin()
{
    if (m_settings.oauth.clientAuthentication == OAuth2Settings::ClientAuthentication::MutualTls)
        m_server = withMutualTls(std::move(m_server));
    if (!needs(m_server.token, "token_endpoint") || !prepareDpop())
        return;
    switch (m_settings.oauth.grant) {
    case Grant::AuthorizationCode:
        return beginCode();
    case Grant::DeviceCode:
        return beginDevice();
    case Grant::ClientCredentials:
        return requestTokens(clientCredentialsForm(m_settings.oauth));
    case Grant::Password:
        return requestTokens(passwordForm(m_settings.user, m_settings.password, m_settings.oauth));
    case Grant::TokenExchange:
        return requestTokens(exchangeForm(m_settings.exchanged, m_settings.oauth));
    case Grant::JwtBearer:
        return requestByAssertion();
    }
}

void SignIn::requestByAssertion()
{
    const JwtAssertion assertion{m_settings.oauth.assertion, m_settings.assertionKey, m_settings.assertionKeyId};
    const AssertionContext context{m_settings.oauth.clientId, audienceOf(m_server), m_clock.now()};
    auto form = assertionForm(assertion, m_settings.oauth, context);
    if (!form)
        return fail(form.error());
    requestTokens(std::move(*form));
}

TokenExpected SignIn::expectedTokens() const
{
    return {"token", m_settings.oauth.scope, m_dpopKey.has_value()};
}

void SignIn::requestTokens(std::vector<FormPair> form)
{
    beginStep("token", QStringLiteral("Get the token"));
    EndpointRequest request = toEndpoint("token", *m_server.token, std::move(form));
    request.dpopKey = m_dpopKey;
    call(std::move(request), [this](const EndpointAnswer &answer) { takeTokens(answer); });
}

void SignIn::takeTokens(const EndpointAnswer &answer)
{
    if (!answer.response)
        return fail(answer.response.error());
    const auto read = readTokenResponse(*answer.response, expectedTokens(), answer.answeredAt);
    if (!read)
        return fail(read.error());
    SignedIn signedIn{read->tokens, m_server, m_dpopKey, {}, m_doubts, m_reach};
    signedIn.doubts.insert(signedIn.doubts.end(), read->doubts.begin(), read->doubts.end());
    if (!signedIn.tokens.id.isEmpty() && !m_server.issuer.isEmpty())
        return checkId(std::move(signedIn), answer);
    if (!signedIn.tokens.id.isEmpty())
        signedIn.idSignature.told = QStringLiteral("Its signature is not checked: without an issuer there are no keys to check it with.");
    endStep(SignInStep::State::Done, QStringLiteral("The server gave a token."));
    finish(std::move(signedIn));
}

}
