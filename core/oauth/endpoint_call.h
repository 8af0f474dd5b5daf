#pragma once

#include "core/clock/clock.h"
#include "core/http/form.h"
#include "core/http/network.h"
#include "core/oauth/client_authentication.h"
#include "core/secrets/when_done.h"
#include "core/transport/transport.h"

#include <memory>

namespace keyhole {

/// One request to an endpoint of an authorization server.
struct EndpointRequest {
    QByteArray step;  ///< begins the id of its faults: "discovery", "token", "pushed", "device", "revocation"
    Url url;
    std::vector<FormPair> form = {};  ///< sent by POST
    std::optional<OAuthClient> client = {};  ///< shown with the form; without both it is a GET
    QByteArray audience = {};  ///< of its assertion: the issuer, or the token endpoint where there is none
    std::optional<SigningKey> dpopKey = {};  ///< with a proof by this key; RFC 9449, 5
    QByteArray namedBy = {};  ///< the issuer whose metadata name the address; empty: a person did
    Network farthest = Network::ThisComputer;  ///< how far inside it may lie, where the transport can tell: BoundedTransport
    TransportOptions transport = {};
};

/// What came of it. The exchange has a second hop where the server demanded a nonce of its own in the proof (RFC 9449, 8).
struct EndpointAnswer {
    std::shared_ptr<const Exchange> exchange;  ///< nothing where nothing was sent
    OAuthResult<Response> response = failure(OAuthFault{});
    Instant answeredAt{};  ///< by this computer's clock
};

/// How an endpoint is reached, seen from a request to an API: through the same proxy, with the same certificates trusted and shown. What
/// leads elsewhere (another address, a socket) or trusts everybody is of that request alone.
TransportOptions endpointOptions(const TransportOptions &ofRequest);

/// Where a server was found to be; behind a proxy that is not known, and counts as outside.
Network reachedNetwork(const Hop &hop);

/// Sends it, within 30 seconds and 1 MB, and never anywhere else: redirects are not followed, no cookie goes along. Tells the answer once,
/// and goes; deleting it before cancels.
class EndpointCall : public QObject {
public:
    using Done = std::function<void(const EndpointAnswer &)>;
    EndpointCall(Transport &transport, const Clock &clock, EndpointRequest request, QObject *parent, Done done);
    ~EndpointCall() override;

private:
    void send();
    void take(const Hop &hop);
    void finish(OAuthResult<Response> response);
    bool wantsNonce(const Hop &hop) const;

    Transport &m_transport;
    const Clock &m_clock;
    EndpointRequest m_request;
    Done m_done;
    Exchange m_exchange;
    QByteArray m_nonce;
    QFuture<Hop> m_hop;
};

}
