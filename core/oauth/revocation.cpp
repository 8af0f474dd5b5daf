#include "core/oauth/revocation.h"

#include "core/oauth/json_answer.h"
#include "core/oauth/stored_server.h"

namespace keyhole {

namespace {

/// One token after the other.
class Revoking : public QObject {
public:
    Revoking(Transport &transport, const Clock &clock, StoredTokens tokens, TransportOptions options, QObject *parent,
             std::function<void(const Revoked &)> done)
        : QObject(parent), m_transport(transport), m_clock(clock), m_tokens(std::move(tokens)), m_options(std::move(options)),
          m_done(std::move(done))
    {
        if (!m_tokens.tokens.refresh.isEmpty())
            m_left.push_back({"refresh_token", m_tokens.tokens.refresh});
        if (!m_tokens.tokens.access.isEmpty())
            m_left.push_back({"access_token", m_tokens.tokens.access});
        QMetaObject::invokeMethod(this, &Revoking::begin, Qt::QueuedConnection);
    }

private:
    void begin()
    {
        if (!m_tokens.revocationEndpoint)
            return next();
        completeTokens(m_transport, m_clock, m_tokens, m_options, this, [this](const CompletedTokens &known) {
            m_tokens = known.tokens;
            next();
        });
    }

    void next()
    {
        if (!m_tokens.revocationEndpoint)
            return end(failure(OAuthFault{"revocation.none",
                                          {QStringLiteral("The server has no way to revoke tokens (no revocation_endpoint)."),
                                           {},
                                           QStringLiteral("Revoke the access on the server’s own pages, or let the token expire.")}}));
        if (m_left.empty())
            return end({});
        const SecretPart token = m_left.front();
        m_left.erase(m_left.begin());
        EndpointRequest request = toStoredEndpoint(m_tokens, "revocation", *m_tokens.revocationEndpoint,
                                                   {{"token", token.value.reveal()}, {"token_type_hint", token.name}}, m_options);
        new EndpointCall(m_transport, m_clock, std::move(request), this, [this](const EndpointAnswer &answer) { take(answer); });
    }

    void take(const EndpointAnswer &answer)
    {
        if (answer.exchange)
            m_revoked.exchanges.push_back(answer.exchange);
        if (!answer.response)
            return end(failure(answer.response.error()));
        if (answer.response->status == 200) {  // the content, if any, is ignored: RFC 7009, 2.2
            ++m_count;
            return next();
        }
        std::vector<OAuthFault> doubts;
        const auto refused = readJsonAnswer("revocation", *answer.response, doubts);
        const OAuthFault fault = refused ? faultOfCode("revocation", {}, {}) : refused.error();
        if (m_count == 0 || fault.code != "unsupported_token_type")
            return end(failure(fault));
        m_revoked.besides = QStringLiteral("The server revokes no access token by itself: APIs may take it until it expires.");
        next();
    }

    void end(OAuthResult<void> result)
    {
        m_revoked.result = std::move(result);
        deleteLater();
        m_done(m_revoked);
    }

    Transport &m_transport;
    const Clock &m_clock;
    StoredTokens m_tokens;
    TransportOptions m_options;
    std::function<void(const Revoked &)> m_done;
    std::vector<SecretPart> m_left;
    Revoked m_revoked;
    int m_count = 0;
};

}

QObject *revokeTokens(Transport &transport, const Clock &clock, const StoredTokens &tokens, const TransportOptions &options,
                      QObject *parent, std::function<void(const Revoked &)> done)
{
    return new Revoking(transport, clock, tokens, options, parent, std::move(done));
}

EndpointRequest introspectionRequest(const Url &endpoint, const Secret &token, const OAuthClient &client, const QByteArray &audience)
{
    return {"introspection", endpoint, {{"token", token.reveal()}}, client, audience};
}

OAuthResult<Introspection> readIntrospection(const Response &response, std::vector<OAuthFault> &doubts)
{
    const auto json = readJsonAnswer("introspection", response, doubts);
    if (!json)
        return failure(json.error());
    const JsonValue *active = json->find("active");
    if (!active || active->type != JsonValue::Type::Bool)
        return failure(OAuthFault{"introspection.no-active",
                                  {QStringLiteral("The answer does not tell whether the token is active."),
                                   {},
                                   QStringLiteral("Check the address of the introspection endpoint.")}});
    return Introspection{active->boolean, *json};
}

}
