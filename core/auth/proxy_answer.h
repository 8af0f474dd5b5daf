#pragma once

#include "core/http/exchange.h"
#include "core/transport/transport.h"

namespace keyhole {

/// What shows a proxy who asks, after it said that it wants to know.
struct ProxyAnswer {
    QByteArray value;  ///< of Proxy-Authorization, for the same request
    QString why;  ///< as Hop::whyFollowed
};

/// Whether a proxy's 407 asks for something that its own user and password (of `options`) can give: Digest (RFC 7616), else Basic, as far
/// as `options.proxyAuth` allows. `random` is what the client nonce is made of. Nothing: there is none to give, the answer is the server's,
/// or the proxy has refused it; a tunnel is answered by the transport. A failure is a challenge that cannot be answered. RFC 9110, 11.7.
std::optional<Result<ProxyAnswer>> answerProxy(const Hop &hop, const TransportOptions &options, const QByteArray &random);

}
