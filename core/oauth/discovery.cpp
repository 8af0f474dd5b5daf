#include "core/oauth/discovery.h"

#include "core/token/key_source.h"

namespace keyhole {

namespace {

OAuthFault noMetadata(int status)
{
    return {"discovery.none",
            {QStringLiteral("The issuer answered %1 where its metadata should be.").arg(status),
             {},
             QStringLiteral("Check the issuer, or leave it empty and type the endpoints.")}};
}

}

Discovery::Discovery(Transport &transport, const Clock &clock, const QByteArray &issuer, TransportOptions options, QObject *parent)
    : QObject(parent), m_transport(transport), m_clock(clock), m_issuer(issuer), m_options(std::move(options))
{ }

Discovery::~Discovery()
{
    delete m_call;
}

void Discovery::start()
{
    const auto address = endpointAddress(m_issuer, "issuer");
    if (!address) {
        m_result = failure(address.error());
        emit finished();
        return;
    }
    m_left = discoveryAddresses(*address);
    tryNext();
}

void Discovery::tryNext()
{
    EndpointRequest request{"discovery", m_left.front()};
    m_left.erase(m_left.begin());
    request.transport = m_options;
    emit tryBegun();
    m_call = new EndpointCall(m_transport, m_clock, std::move(request), this, [this](const EndpointAnswer &answer) { take(answer); });
}

OAuthResult<Discovered> Discovery::read(const EndpointAnswer &answer) const
{
    if (!answer.response)
        return failure(answer.response.error());
    if (answer.response->status != 200)
        return failure(noMetadata(answer.response->status));
    const auto server = readServerMetadata(answer.response->body, m_issuer);
    if (!server)
        return failure(server.error());
    const Network reached = reachedNetwork(answer.exchange->last());
    if (const auto inward = inwardEndpoint(*server, reached))
        return failure(*inward);
    return Discovered{*server, whereIs(*Url::parse(m_issuer), reached)};
}

void Discovery::take(const EndpointAnswer &answer)
{
    m_result = read(answer);
    emit tryEnded(answer.exchange, m_result ? std::nullopt : std::optional(m_result.error()));
    const bool mayBeElsewhere = !m_result && (m_result.error().id == "discovery.none" || m_result.error().id == "discovery.unreadable");
    if (mayBeElsewhere && !m_left.empty())
        return tryNext();
    emit finished();
}

}
