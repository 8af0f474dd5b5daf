#pragma once

#include "core/transport/curl_transport.h"
#include "mock_issuer.h"

namespace keyhole {

/// An issuer that answers from an address of the internet; whatever it leads to is reached by the real transport.
struct Outside final : BoundedTransport {
    MockIssuer &issuer;
    CurlTransport real;
    QByteArray address = "203.0.113.5";

    Outside(MockIssuer &of, const Clock &clock) : issuer(of), real(clock) { }
    QFuture<Hop> send(const Request &request, const TransportOptions &options, std::function<void(const Progress &)> progress) override
    {
        return request.url.origin() == Url::parse(issuer.issuer)->origin() ? answered(request)
                                                                           : real.send(request, options, std::move(progress));
    }
    QFuture<Hop> sendWithin(Network farthest, const Request &request, const TransportOptions &options) override
    {
        return request.url.origin() == Url::parse(issuer.issuer)->origin() ? answered(request)
                                                                           : real.sendWithin(farthest, request, options);
    }

private:
    QFuture<Hop> answered(const Request &request)
    {
        Hop hop;
        hop.request = request;
        hop.connection.address = address;
        hop.response = issuer.answer(request);
        return QtFuture::makeReadyFuture(hop);
    }
};

}
