// How long one diagnosis takes: a refused request with a token, twenty exchanges before it. Limit: 0.5 ms at the median.

#include "core/diagnosis/diagnose.h"

#include <algorithm>
#include <cstdio>

using namespace keyhole;

namespace {

Exchange makeExchange(int number, int status)
{
    Exchange exchange;
    Hop hop;
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://api.example.com/v1/orders?page=" + QByteArray::number(number));
    hop.request.fields
        = {{"Host", "api.example.com", {}},
           {"Accept", "application/json", {}},
           {"User-Agent", "bench/1", {}},
           {"Authorization",
            "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIiwiZXhwIjoxNzk1MjQyNjY3LCJpYXQiOjE3OTUyMzkwNjd9.c2lnbmF0dXJlLXRoYXQtaXMtc2VjcmV0",
            {}}};
    Response response;
    response.status = status;
    response.reason = status == 401 ? "Unauthorized" : "OK";
    response.fields
        = {{"Date", "Sat, 21 Nov 2026 09:43:12 GMT", {}},
           {"Content-Type", "application/json", {}},
           {"Server", "nginx", {}},
           {"Set-Cookie", "sid=8f2e91c0; Path=/; HttpOnly", {}},
           {"WWW-Authenticate", "Bearer realm=\"orders\", error=\"invalid_token\", error_description=\"The access token expired\"", {}}};
    response.body = R"({"error":"invalid_token","error_description":"The access token expired","status":401,"path":"/v1/orders"})";
    hop.response = response;
    hop.sentAt = Instant(Milliseconds(1795254192100 + number));
    hop.answeredAt = Instant(Milliseconds(1795254192300 + number));
    exchange.hops.push_back(hop);
    return exchange;
}

}

int main()
{
    std::vector<Exchange> before;
    for (int i = 0; i < 20; ++i)
        before.push_back(makeExchange(i, 200));
    std::vector<const Exchange *> earlier;
    for (const Exchange &each : before)
        earlier.push_back(&each);
    const Exchange refused = makeExchange(20, 401);

    std::vector<double> times;
    for (int i = 0; i < 2000; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const Report report = diagnose({refused, earlier});
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        if (report.findings.empty() || report.findings.front().id != "token.expired")
            return 1;
    }
    std::sort(times.begin(), times.end());
    const double median = times[times.size() / 2];
    std::printf("one diagnosis: %.3f ms at the median, %.3f ms at the 95th percentile (limit 0.5 ms): %.2f of the limit\n", median,
                times[times.size() * 95 / 100], median / 0.5);
    return median <= 0.5 ? 0 : 1;
}
