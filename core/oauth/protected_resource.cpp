#include "core/oauth/protected_resource.h"

#include "core/http/challenge.h"

namespace keyhole {

namespace {

Url at(Url api, const QByteArray &path)
{
    api.path = path;
    api.query.reset();
    api.fragment.reset();
    return api;
}

/// What the challenges of an answer name.
std::vector<Url> namedBy(const Exchange &refused, const Url &api)
{
    std::vector<Url> named;
    if (!refused.last().response)
        return named;
    for (const QByteArray &value : refused.last().response->fields.values("WWW-Authenticate")) {
        for (const Challenge &challenge : readChallenges(value).challenges) {
            const auto url = Url::parse(challenge.parameter("resource_metadata").value_or(QByteArray()));
            if (url && url->origin() == api.origin())
                named.push_back(*url);
        }
    }
    return named;
}

}

std::vector<Url> resourceMetadataAddresses(const Url &api, const Exchange *refused)
{
    std::vector<Url> addresses = refused ? namedBy(*refused, api) : std::vector<Url>();
    const QByteArray wellKnown = "/.well-known/oauth-protected-resource";
    if (api.path.size() > 1)
        addresses.push_back(at(api, wellKnown + api.path));
    addresses.push_back(at(api, wellKnown));
    return addresses;
}

ProtectedResource::ProtectedResource(Transport &transport, const Clock &clock, TransportOptions options, QObject *parent)
    : QObject(parent), m_transport(transport), m_clock(clock), m_options(std::move(options))
{ }

void ProtectedResource::ask(const QByteArray &address, const Exchange *refused)
{
    const auto url = endpointAddress(address, "resource");
    if (!url)
        return finish(failure(url.error()));
    m_api = *url;
    if (refused) {
        m_left = resourceMetadataAddresses(m_api, refused);
        return tryNext();
    }
    call(m_api, [this](const EndpointAnswer &answer) {
        if (!answer.response)
            return finish(failure(answer.response.error()));
        m_left = resourceMetadataAddresses(m_api, answer.exchange.get());
        tryNext();
    });
}

void ProtectedResource::call(const Url &url, EndpointCall::Done done)
{
    EndpointRequest request{"resource", url};
    request.transport = m_options;
    new EndpointCall(m_transport, m_clock, std::move(request), this, [this, done = std::move(done)](const EndpointAnswer &answer) {
        m_exchange = answer.exchange;
        done(answer);
    });
}

void ProtectedResource::tryNext()
{
    if (m_left.empty())
        return finish(failure(OAuthFault{"resource.none",
                                         {QStringLiteral("The API does not tell who gives tokens for it."),
                                          {},
                                          QStringLiteral("Ask its documentation for the issuer, and give that.")}}));
    const Url url = m_left.front();
    m_left.erase(m_left.begin());
    call(url, [this](const EndpointAnswer &answer) {
        if (!answer.response)
            return finish(failure(answer.response.error()));
        if (answer.response->status != 200)
            return tryNext();
        const auto read = readResourceMetadata(answer.response->body, m_api);
        if (!read && read.error().id == "discovery.unreadable")
            return tryNext();
        const auto inward = read ? inwardServer(*read, reachedNetwork(answer.exchange->last())) : std::nullopt;
        finish(inward ? OAuthResult<ResourceMetadata>(failure(*inward)) : read);
    });
}

/// An API outside that names an authorization server inside.
std::optional<OAuthFault> ProtectedResource::inwardServer(const ResourceMetadata &metadata, Network reached) const
{
    for (const QByteArray &server : metadata.authorizationServers) {
        const auto url = Url::parse(server);
        const auto inward = url ? leadsInward(m_api, reached, *url, "authorization_servers") : std::nullopt;
        if (inward)
            return inward;
    }
    return std::nullopt;
}

void ProtectedResource::finish(OAuthResult<ResourceMetadata> metadata)
{
    m_metadata = std::move(metadata);
    QMetaObject::invokeMethod(this, &ProtectedResource::finished, Qt::QueuedConnection);
}

}
