// A history of 100,000 exchanges: how long one is put in (limit: 1 ms at the median), and how long a search takes at each key that is
// typed (limit: 50 ms). `history_bench 10000` takes fewer.

#include "core/history/history_store.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <random>

using namespace keyhole;

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

QByteArray random(std::mt19937 &source, int length)
{
    static constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    QByteArray text;
    while (text.size() < length)
        text += kLetters[source() % (sizeof kLetters - 1)];
    return text;
}

Exchange makeExchange(int number, std::mt19937 &source)
{
    static const QByteArrayList hosts{"api.example.com", "www.example.com", "billing.example.net", "id.example.org", "shop.example.de"};
    static const QByteArrayList paths{"/v1/orders", "/v1/invoices", "/v2/users/me", "/health", "/oauth/token", "/v1/customers"};
    Exchange exchange;
    Hop hop;
    hop.request.method = number % 7 ? "GET" : "POST";
    hop.request.url
        = *Url::parse("https://" + hosts.at(number % hosts.size()) + paths.at(number % paths.size()) + '/' + QByteArray::number(number));
    hop.request.fields = {{"Host", hop.request.url.host, {}}, {"Accept", "*/*", {}}, {"Authorization", "Bearer " + random(source, 40), {}}};
    Response response;
    response.status = number % 5 ? 200 : 401;
    response.fields = {{"Content-Type", "application/json", {}}, {"Server", "nginx", {}}, {"X-Request-Id", random(source, 24), {}}};
    for (int i = 0; i < 20; ++i)
        response.body += "{\"id\": " + QByteArray::number(number + i) + ", \"name\": \"" + random(source, 12) + "\"},\n";
    response.bodySize = response.body.size();
    hop.response = response;
    hop.answeredAt = Instant(Milliseconds(1'780'000'000'000LL + 150'000LL * number));
    exchange.hops.push_back(hop);
    return exchange;
}

Report makeReport(const Exchange &exchange, int number)
{
    static const QByteArrayList causes{"token.expired", "token.audience-wrong", "cookie.not-sent", "header.missing"};
    Report report;
    const bool accepted = exchange.last().response->status == 200;
    report.verdict.outcome = accepted ? Outcome::Accepted : Outcome::Refused;
    report.verdict.id = accepted ? QByteArray() : causes.at(number % causes.size());
    report.verdict.headline = accepted ? QStringLiteral("Accepted") : QStringLiteral("Token expired 3 h 12 min ago by the server's clock");
    return report;
}

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

}

int main(int argc, char *argv[])
{
    const int count = argc > 1 ? std::max(1, atoi(argv[1])) : 100'000;
    const QTemporaryDir folder;
    auto store = HistoryStore::open(folder.filePath("history.sqlite"), Secret(QByteArray(32, 'k')));
    if (!store)
        return 1;
    std::mt19937 source(7);
    std::vector<double> inserts;
    Instant now{};
    for (int i = 0; i < count; ++i) {
        const Exchange exchange = makeExchange(i, source);
        const Report report = makeReport(exchange, i);
        const auto start = Clock::now();
        if (!store->add({exchange, report, i % 3 ? QStringLiteral("Staging") : QStringLiteral("Production")}))
            return 1;
        inserts.push_back(millisecondsSince(start));
        now = *exchange.last().answeredAt;
    }
    std::printf("%d exchanges: insert %.3f ms at the median (limit 1)\n", count, median(inserts));
    double worst = 0;
    for (const char *text :
         {"", "o", "or", "ord", "orders", "401", "401 host:api", "401 host:api since:yesterday cause:token.expired", "e", "99999",
          "4xx -health", "POST billing since:3d", "nothing-at-all", "cause:token", "is:pinned", "staging inv"}) {
        const auto start = Clock::now();
        const auto query = readHistoryQuery(QString::fromUtf8(text), now, QTimeZone::utc());
        const auto found = store->search(*query, 200);
        const double search = millisecondsSince(start);
        const auto grouping = Clock::now();
        const auto groups = store->groups(*query, HistoryGrouping::Cause, QTimeZone::utc());
        const auto days = store->groups(*query, HistoryGrouping::Day, QTimeZone::utc());
        if (!found || !groups || !days)
            return 1;
        std::printf("  %-50s %4d found in %6.2f ms; by cause and by day %6.2f ms\n", text, int(found->size()), search,
                    millisecondsSince(grouping));
        worst = std::max(worst, search);
    }
    std::printf("slowest search %.2f ms (limit 50)\n", worst);
    return worst < 50 ? 0 : 1;
}
