// How long one diagnosis takes: a refused request with a token, twenty exchanges before it (limit: 0.5 ms at the median), and every
// recording of the rules (limits: 1 ms at the median, 5 ms at the worst). What is read once a process is read before.

#include "core/diagnosis/diagnose.h"
#include "core/formats/har.h"

#include <QDirIterator>

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

/// The best of five diagnoses of a recording's last entry, with the ones before it; in milliseconds.
double timeOf(const QString &path)
{
    std::vector<Exchange> all;
    const auto har = HarFile::open(path);
    for (int i = 0; har && i < har->count(); ++i) {
        if (auto exchange = har->exchange(i))
            all.push_back(std::move(*exchange));
    }
    if (all.empty())
        return 0;
    std::vector<const Exchange *> earlier;
    for (size_t i = 0; i + 1 < all.size(); ++i)
        earlier.push_back(&all[i]);
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const Report report = diagnose({all.back(), earlier});
        best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

bool measureRecordings()
{
    std::vector<std::pair<double, QString>> times;
    QDirIterator walk(QStringLiteral(KEYHOLE_SOURCE_DIR "/tests/fixtures/rules"), {QStringLiteral("*.har")}, QDir::Files,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        times.emplace_back(timeOf(path), path);
    }
    if (times.empty())
        return false;
    std::sort(times.begin(), times.end());
    const double median = times[times.size() / 2].first, worst = times.back().first;
    std::printf("%zu recordings: %.3f ms at the median (limit 1 ms), %.3f ms at the worst (limit 5 ms): %s\n", times.size(), median, worst,
                qPrintable(times.back().second.section(QLatin1Char('/'), -3)));
    return median <= 1 && worst <= 5;
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
    return measureRecordings() && median <= 0.5 ? 0 : 1;
}
