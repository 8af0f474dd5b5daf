#pragma once

#include "core/http/exchange.h"

namespace keyhole {

/// GET https://api.example.com/v1/orders, answered at 21 Nov 2026 09:43:12 UTC by the server's clock.
inline Exchange refusal(const FieldList &sent, const FieldList &received, const QByteArray &body = {}, int status = 401)
{
    Exchange exchange;
    Hop hop;
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://api.example.com/v1/orders");
    hop.request.fields = sent;
    Response response;
    response.status = status;
    response.reason = "Unauthorized";
    response.fields = received;
    response.fields.append("Date", "Sat, 21 Nov 2026 09:43:12 GMT");
    response.body = body;
    response.bodySize = body.size();
    hop.response = response;
    hop.sentAt = Instant(Milliseconds(1795254192100));
    hop.answeredAt = Instant(Milliseconds(1795254192300));
    exchange.hops.push_back(hop);
    return exchange;
}

}
