#pragma once

#include "core/clock/clock.h"
#include "core/transport/bounded_transport.h"

#include <memory>

namespace keyhole {

struct Route;

/// Transport over libcurl (names, proxies, TLS), Qt's event loop, and HTTP as we write and read it. Lives on the main thread. What is still
/// under way when it goes is cancelled, and the files of large bodies (Response::bodyFile) are removed.
class CurlTransport final : public BoundedTransport {
public:
    explicit CurlTransport(const Clock &clock);
    ~CurlTransport() override;

    QFuture<Hop> send(const Request &request, const TransportOptions &options,
                      std::function<void(const Progress &)> progress = {}) override;
    QFuture<Hop> sendWithin(Network farthest, const Request &request, const TransportOptions &options) override;

private:
    QFuture<Hop> sendAlong(Route route, const Request &request, std::function<void(const Progress &)> progress);

    class Private;
    std::unique_ptr<Private> d;
};

}
