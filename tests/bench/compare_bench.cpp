// How long a comparison takes: two exchanges of thirty fields (limit: 2 ms at the median), and two answers of 5 MB of JSON with few and
// with many differences (limits: 1 s and 2 s; the window makes them in the thread pool).

#include "core/compare/comparison.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace keyhole;

namespace {

Exchange makeExchange(int number, const QByteArray &body)
{
    Exchange exchange;
    Hop &hop = exchange.hops.emplace_back();
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://api.example.com/v1/orders?_=" + QByteArray::number(number));
    hop.response.emplace();
    hop.response->status = 200;
    for (int i = 0; i < 15; ++i) {
        hop.request.fields.append("X-Field-" + QByteArray::number(i), "value " + QByteArray::number(i % 3 ? i : i + number));
        hop.response->fields.append("X-Answer-" + QByteArray::number(i), "value " + QByteArray::number(i % 3 ? i : i + number));
    }
    hop.request.fields.append("Authorization",
                              "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIiwiZXhwIjoxNzk1MjQyNjY3fQ.c2lnbmF0dXJlLXRoYXQtaXMtc2VjcmV0");
    hop.response->fields.append("Content-Type", "application/json");
    hop.response->body = body;
    return exchange;
}

QByteArray list(int items, int changedEach, const QByteArray &mark)
{
    QByteArray json = "[";
    for (int i = 0; i < items; ++i)
        json += (i ? ",{\"number\":" : "{\"number\":") + QByteArray::number(i) + ",\"title\":\"an item of a long list\",\"note\":\""
            + (changedEach && i % changedEach == 0 ? mark : QByteArray("same")) + "\",\"tags\":[\"one\",\"two\"]}";
    return json + ']';
}

double timeOf(const Exchange &left, const Exchange &right, int rounds)
{
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        const auto comparison = compareExchanges(left, right);
        if (comparison.items.empty())
            return -1;
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[size_t(rounds / 2)];
}

}

int main()
{
    const double fields = timeOf(makeExchange(1, "{}"), makeExchange(2, "{}"), 200);
    std::printf("thirty fields: %.3f ms (limit 2)\n", fields);
    const int items = 64'000;
    const double few = timeOf(makeExchange(1, list(items, 20'000, "then")), makeExchange(2, list(items, 20'000, "now")), 3);
    std::printf("%.1f MB of JSON, few differences: %.0f ms (limit 1000)\n", double(list(items, 0, {}).size()) / 1e6, few);
    const double many = timeOf(makeExchange(1, list(items, 1, "then")), makeExchange(2, list(items, 1, "now")), 3);
    std::printf("the same, every item differs: %.0f ms (limit 2000)\n", many);
    return fields >= 0 && fields < 2 && few < 1000 && many < 2000 ? 0 : 1;
}
