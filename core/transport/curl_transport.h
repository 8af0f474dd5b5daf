#pragma once

#include "core/clock/clock.h"
#include "core/transport/transport.h"

#include <memory>

namespace keyhole {

/// Transport over libcurl (names, proxies, TLS), Qt's event loop, and HTTP as we write and read it. Lives on the main thread. What is still
/// under way when it goes is cancelled, and the files of large bodies (Response::bodyFile) are removed.
class CurlTransport final : public Transport {
public:
    explicit CurlTransport(const Clock &clock);
    ~CurlTransport() override;

    QFuture<Hop> send(const Request &request, const TransportOptions &options,
                      std::function<void(const Progress &)> progress = {}) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}
