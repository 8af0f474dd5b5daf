#pragma once

#include "core/http/network.h"
#include "core/transport/transport.h"

#include <QNetworkProxy>

namespace keyhole {

/// The proxy of a hop. No address: direct.
struct ProxyRoute {
    QByteArray address;  ///< "http://host:3128", without user information
    QByteArray user;
    Secret password;

    bool isDirect() const { return address.isEmpty(); }
    bool isHttp() const { return address.startsWith("http"); }
    bool isTls() const { return address.startsWith("https:"); }
    QByteArray host() const;  ///< without brackets
    friend bool operator==(const ProxyRoute &, const ProxyRoute &) = default;
};

/// Where a hop goes and how: two hops of equal routes can share a connection.
struct Route {
    Origin origin;
    TransportOptions options;
    ProxyRoute proxy;
    Network farthest = Network::ThisComputer;  ///< how far inside a direct connection may lead

    bool isTls() const { return origin.scheme == "https"; }
    /// An HTTP proxy takes the whole address in the request line; a tunnel does not. RFC 9112, 3.2.2.
    bool wantsAbsoluteForm() const { return proxy.isHttp() && !isTls(); }
    friend bool operator==(const Route &, const Route &) = default;
};

/// Whether `host` is among the hosts that go direct: "*", a host, a domain with or without leading dot, an address, an address range.
bool goesDirect(const std::vector<QByteArray> &noProxy, QByteArrayView host);

/// "http://user:password@host:port", or "host:port" for an HTTP proxy, with its user information taken out.
Result<ProxyRoute, Error> parseProxy(const QByteArray &address);

/// What the system's first answer means.
ProxyRoute systemRoute(const QList<QNetworkProxy> &proxies);

}
