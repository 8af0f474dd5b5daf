#pragma once

#include "core/http/network.h"
#include "core/transport/transport.h"

namespace keyhole {

/// A transport that can be told how far inside a connection may lead: to addresses outside alone, into a private network, or anywhere. It
/// is asked of each address that a name stands for, before a packet goes there. Where a proxy looks the name up, it is the proxy's to say.
class BoundedTransport : public Transport {
public:
    /// As send(); where no address is left to connect to, Hop::connection has the one that was refused.
    virtual QFuture<Hop> sendWithin(Network farthest, const Request &request, const TransportOptions &options) = 0;
};

}
