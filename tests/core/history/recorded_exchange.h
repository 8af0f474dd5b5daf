#pragma once

#include "core/http/exchange.h"

namespace keyhole {

constexpr const char *kBearer = "Zq8vLr2TnX5wPk1yHs7dCf3gJb9mEa4u";
constexpr const char *kJwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbmEiLCJleHAiOjE3OTUyNDI2Njd9.c2lnbmF0dXJlLXRoYXQtaXMtc2VjcmV0";

/// A refused GET, answered at this moment.
inline Exchange recorded(const QByteArray &address, int status, Instant at, const QByteArray &authorization = {})
{
    Exchange exchange;
    Hop hop;
    hop.request.method = "GET";
    hop.request.url = *Url::parse(address);
    hop.request.fields = {{"Host", hop.request.url.hostField(), {}}};
    hop.request.origins = {FieldOrigin::Automatic};
    if (!authorization.isEmpty()) {
        hop.request.fields.append("Authorization", authorization);
        hop.request.origins.push_back(FieldOrigin::Auth);
    }
    Response response;
    response.status = status;
    response.reason = status == 401 ? "Unauthorized" : "OK";
    response.fields = {{"Content-Type", "application/json", {}}};
    response.body = R"({"message":"hello"})";
    response.bodySize = response.body.size();
    hop.response = response;
    hop.sentAt = at - Milliseconds(40);
    hop.answeredAt = at;
    hop.times.end = std::chrono::milliseconds(40);
    exchange.hops.push_back(std::move(hop));
    return exchange;
}

/// Saturday 21 November 2026, 09:43:12 UTC.
constexpr Instant kNow{Milliseconds(1795254192000)};

}
