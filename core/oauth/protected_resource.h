#pragma once

#include "core/oauth/endpoint_call.h"
#include "core/oauth/server_metadata.h"

namespace keyhole {

/// Where the metadata of an API may stand: what its challenge names (`resource_metadata`), else the well-known places of its address, the
/// nearest first. RFC 9728, 3.1 and 5.1. A place that is named at another origin than the API's is left out.
std::vector<Url> resourceMetadataAddresses(const Url &api, const Exchange *refused = nullptr);

/// Asks an API who gives tokens for it: the API itself, without a credential, then its metadata.
class ProtectedResource : public QObject {
    Q_OBJECT
public:
    ProtectedResource(Transport &transport, const Clock &clock, TransportOptions options = {}, QObject *parent = nullptr);

    /// `refused` is its answer to a request, where there is one already.
    void ask(const QByteArray &address, const Exchange *refused = nullptr);
    const OAuthResult<ResourceMetadata> &metadata() const { return m_metadata; }
    /// The last one that was made.
    const std::shared_ptr<const Exchange> &exchange() const { return m_exchange; }

signals:
    void finished();

private:
    void call(const Url &url, EndpointCall::Done done);
    void tryNext();
    std::optional<OAuthFault> inwardServer(const ResourceMetadata &metadata, Network reached) const;
    void finish(OAuthResult<ResourceMetadata> metadata);

    Transport &m_transport;
    const Clock &m_clock;
    TransportOptions m_options;
    Url m_api;
    std::vector<Url> m_left;
    OAuthResult<ResourceMetadata> m_metadata = failure(OAuthFault{});
    std::shared_ptr<const Exchange> m_exchange;
};

}
