#pragma once

#include "core/transport/curl_transport.h"

namespace keyhole {

/// Sends, and runs the event loop until the hop is there. Fails the test after `limit`.
Hop sendAndWait(Transport &transport, const Request &request, const TransportOptions &options,
                std::chrono::milliseconds limit = std::chrono::seconds(20));

/// Runs the event loop until `done`; false when that takes longer than `limit`.
bool waitUntil(const std::function<bool()> &done, std::chrono::milliseconds limit = std::chrono::seconds(20));

/// GET with Host, and nothing else.
Request get(const QByteArray &address);

/// No proxy of this computer gets between a test and its server.
TransportOptions direct();

}
