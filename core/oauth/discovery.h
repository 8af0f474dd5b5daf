#pragma once

#include "core/oauth/endpoint_call.h"
#include "core/oauth/server_metadata.h"

#include <QPointer>

namespace keyhole {

/// What an issuer tells about itself, and how far inside what it names may lie: as far as the issuer itself.
struct Discovered {
    ServerMetadata server;
    Network reach = Network::Public;
};

/// Asks an issuer for its metadata, at each place where they may be: the next one only when there are none at the one before, or none that
/// can be read. Who says to be another issuer, or names an endpoint further inside than itself, is not asked again. RFC 8414, 3; OpenID
/// Connect Discovery 1.0, 4.
class Discovery : public QObject {
    Q_OBJECT
public:
    /// `issuer` as issuerFrom gives it.
    Discovery(Transport &transport, const Clock &clock, const QByteArray &issuer, TransportOptions options, QObject *parent = nullptr);
    ~Discovery() override;

    void start();
    /// Only when it is over.
    const OAuthResult<Discovered> &result() const { return m_result; }

signals:
    void tryBegun();
    /// What came of one place; no fault where it had the metadata.
    void tryEnded(const std::shared_ptr<const keyhole::Exchange> &exchange, const std::optional<keyhole::OAuthFault> &fault);
    /// Once, whatever happened.
    void finished();

private:
    void tryNext();
    void take(const EndpointAnswer &answer);
    OAuthResult<Discovered> read(const EndpointAnswer &answer) const;

    Transport &m_transport;
    const Clock &m_clock;
    QByteArray m_issuer;
    TransportOptions m_options;
    std::vector<Url> m_left;
    QPointer<EndpointCall> m_call;
    OAuthResult<Discovered> m_result = failure(OAuthFault{});
};

}
