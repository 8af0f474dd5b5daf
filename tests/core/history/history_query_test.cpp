#include "catch.h"
#include "core/history/history_query.h"
#include "recorded_exchange.h"

using namespace keyhole;

namespace {

HistoryQuery read(const char *text)
{
    const auto query = readHistoryQuery(QString::fromUtf8(text), kNow, QTimeZone::utc());
    REQUIRE(query);
    return *query;
}

constexpr Instant kMidnight{Milliseconds(1795219200000)};  // that of the day of kNow
constexpr std::chrono::hours kDay{24};

}

TEST_CASE("History search: keys, statuses, methods and words are told apart", "[history]")
{
    const HistoryQuery query
        = read("401 5xx POST host:API method:get cause:token.expired environment:Staging orders -health is:pinned has:note");
    CHECK(query.statuses == QByteArrayList{"401", "5xx"});
    CHECK(query.methods == QByteArrayList{"POST", "GET"});
    CHECK(query.hosts == QStringList{"api"});
    CHECK(query.causes == QByteArrayList{"token.expired"});
    CHECK(query.environments == QStringList{"Staging"});
    CHECK(query.words == QStringList{"orders"});
    CHECK(query.withoutWords == QStringList{"health"});
    CHECK(query.pinned);
    CHECK(query.noted);
}

TEST_CASE("History search: what is no key, status or method is a word", "[history]")
{
    CHECK(read("example.com:8443").words == QStringList{"example.com:8443"});
    CHECK(read("4010 40 get is:odd").words == QStringList{"4010", "40", "get", "is:odd"});
    CHECK(read("\"two words\" host:\"a b\"").words == QStringList{"two words"});
    CHECK(read("  ").isEmpty());
    CHECK(read("-").words == QStringList{"-"});
}

TEST_CASE("History search: moments are looked for in the past", "[history]")
{
    const auto [text, since] = GENERATE(table<const char *, Instant>({
        {"since:today", kMidnight},
        {"since:yesterday", kMidnight - kDay},
        {"since:saturday", kMidnight},
        {"since:sunday", kMidnight - 6 * kDay},
        {"since:friday", kMidnight - kDay},
        {"since:3d", kNow - 3 * kDay},
        {"since:2h", kNow - std::chrono::hours(2)},
        {"since:2_hours_ago", kNow - std::chrono::hours(2)},
        {"since:2026-11-20", kMidnight - kDay},
        {"since:\"yesterday 12:00\"", kMidnight - std::chrono::hours(12)},
    }));
    CAPTURE(text);
    CHECK(read(text).since == since);
}

TEST_CASE("History search: a day begins at midnight of the person's own zone", "[history]")
{
    const auto query = readHistoryQuery("since:today until:today", kNow, QTimeZone(9 * 3600));
    REQUIRE(query);
    CHECK(query->since == kMidnight - std::chrono::hours(9) + kDay * 0);
    CHECK(query->until == query->since);
}

TEST_CASE("History search: a moment or a quote that cannot be read is told with its place", "[history]")
{
    const auto moment = readHistoryQuery("401 since:blue", kNow, QTimeZone::utc());
    REQUIRE_FALSE(moment);
    CHECK(moment.error().offset == 4);
    CHECK(moment.error().message.contains("blue"));
    const auto quote = readHistoryQuery("a \"b c", kNow, QTimeZone::utc());
    REQUIRE_FALSE(quote);
    CHECK(quote.error().offset == 2);
}
