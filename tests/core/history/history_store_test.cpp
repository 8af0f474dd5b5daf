#include "catch.h"
#include "core/history/history_store.h"
#include "recorded_exchange.h"

#include <QFile>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

Report reportOf(const char *cause, const char *headline = "")
{
    Report report;
    report.verdict.outcome = *cause ? Outcome::Refused : Outcome::Accepted;
    report.verdict.id = cause;
    report.verdict.headline = headline;
    if (*cause)
        report.verdict.certainty = Certainty::Likely;
    return report;
}

const Secret kMarkKey(QByteArray(32, 'k'));

struct Shelf {
    QTemporaryDir folder;
    HistoryStore store = HistoryStore::open(file(), kMarkKey).value();
    QString file() const { return folder.filePath("history.sqlite"); }
    void openAgain()
    {
        auto opened = HistoryStore::open(file(), kMarkKey);
        REQUIRE(opened);
        store = std::move(*opened);
    }

    HistoryEntry add(const QByteArray &address, int status, const char *cause = "", Instant at = kNow, const char *environment = "")
    {
        const Exchange exchange = recorded(address, status, at, QByteArray("Bearer ") + kBearer);
        const auto entry = store.add({exchange, reportOf(cause, "Token expired 3 h ago"), environment});
        REQUIRE(entry);
        return *entry;
    }

    QByteArrayList found(const char *text, int most = 200, std::optional<qint64> before = {}) const
    {
        const auto query = readHistoryQuery(QString::fromUtf8(text), kNow, QTimeZone::utc());
        REQUIRE(query);
        const auto entries = store.search(*query, most, before);
        REQUIRE(entries);
        QByteArrayList addresses;
        for (const HistoryEntry &entry : *entries)
            addresses += entry.address.toUtf8();
        return addresses;
    }
};

/// One of each, oldest first.
void fill(Shelf &shelf)
{
    constexpr std::chrono::hours kDay{24};
    shelf.add("https://old.example/a", 401, "token.expired", kNow - 3 * kDay);
    shelf.add("https://api.example.com/orders/7", 401, "token.expired", kNow - kDay, "Staging");
    shelf.add("https://api.example.com/orders", 200, "", kNow);
    shelf.add("https://www.example.com/health", 403, "token.scope-missing", kNow);
    shelf.add("https://shop.example/cart", 401, "cookie.not-sent", kNow, "Local");
}

}

TEST_CASE("History: each condition of a search finds what it says, latest first", "[history]")
{
    Shelf shelf;
    fill(shelf);
    using List = QByteArrayList;
    CHECK(shelf.found("").size() == 5);
    CHECK(shelf.found("").front() == "https://shop.example/cart");
    CHECK(shelf.found("401") == List{"https://shop.example/cart", "https://api.example.com/orders/7", "https://old.example/a"});
    CHECK(shelf.found("401 host:api") == List{"https://api.example.com/orders/7"});
    CHECK(shelf.found("4xx since:today") == List{"https://shop.example/cart", "https://www.example.com/health"});
    CHECK(shelf.found("401 host:api since:yesterday cause:token.expired") == List{"https://api.example.com/orders/7"});
    CHECK(shelf.found("cause:token")
          == List{"https://www.example.com/health", "https://api.example.com/orders/7", "https://old.example/a"});
    CHECK(shelf.found("cause:none") == List{"https://api.example.com/orders"});
    CHECK(shelf.found("cause:expired").empty());
    CHECK(shelf.found("environment:Stag") == List{"https://api.example.com/orders/7"});
    CHECK(shelf.found("ord") == List{"https://api.example.com/orders", "https://api.example.com/orders/7"});
    CHECK(shelf.found("ord -7") == List{"https://api.example.com/orders"});
    CHECK(shelf.found("until:yesterday") == List{"https://old.example/a"});
    CHECK(shelf.found("POST").empty());
    CHECK(shelf.found("since:2027-01-01").empty());
}

TEST_CASE("History: signs of the index's own language are only text", "[history]")
{
    Shelf shelf;
    fill(shelf);
    for (const char *text :
         {"AND", "NOT orders", "orders)", "(", "*", "\"\"", "a\"b", "host:*", "cause:^", "NEAR(a b)", "orders OR health"})
        CHECK_NOTHROW(shelf.found(QByteArray(text).replace("a\"b", "a'b").constData()));
}

TEST_CASE("History: a list is continued behind an entry", "[history]")
{
    Shelf shelf;
    std::vector<HistoryEntry> added;
    for (int i = 0; i < 7; ++i)
        added.push_back(shelf.add("https://a.example/" + QByteArray::number(i), 200));
    CHECK(shelf.found("", 3) == QByteArrayList{"https://a.example/6", "https://a.example/5", "https://a.example/4"});
    CHECK(shelf.found("", 3, added[4].id) == QByteArrayList{"https://a.example/3", "https://a.example/2", "https://a.example/1"});
    CHECK(shelf.found("host:a", 3, added[1].id) == QByteArrayList{"https://a.example/0"});
}

TEST_CASE("History: groups are counted by day in the person's zone, and by cause", "[history]")
{
    Shelf shelf;
    fill(shelf);
    const auto days = shelf.store.groups({}, HistoryGrouping::Day, QTimeZone::utc());
    REQUIRE(days);
    REQUIRE(days->size() == 3);
    CHECK(days->at(0).key == "2026-11-21");
    CHECK(days->at(0).count == 3);
    CHECK(days->at(2).key == "2026-11-18");
    const auto west = shelf.store.groups({}, HistoryGrouping::Day, QTimeZone(-10 * 3600));
    REQUIRE(west);
    CHECK(west->front().key == "2026-11-20");
    const auto query = readHistoryQuery("401", kNow, QTimeZone::utc());
    const auto causes = shelf.store.groups(*query, HistoryGrouping::Cause, QTimeZone::utc());
    REQUIRE(causes);
    REQUIRE(causes->size() == 2);
    CHECK(causes->at(0).key == "cookie.not-sent");
    CHECK(causes->at(1).key == "token.expired");
    CHECK(causes->at(1).count == 2);
}

TEST_CASE("History: what is kept is there when the file is opened again, and holds no secret", "[history]")
{
    Shelf shelf;
    const HistoryEntry added = shelf.add("https://a.example/x", 401, "token.rejected");
    REQUIRE(shelf.store.setPinned(added.id, true));
    REQUIRE(shelf.store.setNote(added.id, "asked Ben about it"));
    shelf.openAgain();
    const auto entries = shelf.store.search({}, 10);
    REQUIRE(entries);
    REQUIRE(entries->size() == 1);
    CHECK(entries->front().pinned);
    CHECK(entries->front().note == "asked Ben about it");
    CHECK(entries->front().cause == "token.rejected");
    CHECK(entries->front().certainty == Certainty::Likely);
    CHECK(entries->front().at == kNow);
    CHECK(entries->front().duration == Milliseconds(40));
    CHECK(shelf.found("ben is:pinned has:note").size() == 1);
    const auto exchange = shelf.store.exchange(added.id);
    REQUIRE(exchange);
    CHECK(exchange->last().response->status == 401);
    CHECK(exchange->source == ExchangeSource::History);
    const auto again = shelf.add("https://a.example/x", 401);
    CHECK(shelf.store.exchange(again.id)->first().request.fields == exchange->first().request.fields);
    for (const QString &name : {shelf.file(), shelf.file() + "-wal"}) {
        QFile file(name);
        REQUIRE(file.open(QIODevice::ReadOnly));
        CHECK_FALSE(file.readAll().contains(kBearer));
    }
}

TEST_CASE("History: what was removed can be brought back, until the file is opened the next time", "[history]")
{
    Shelf shelf;
    const HistoryEntry first = shelf.add("https://a.example/1", 200);
    const HistoryEntry second = shelf.add("https://a.example/2", 200);
    REQUIRE(shelf.store.remove({first.id, second.id}));
    CHECK(shelf.found("").empty());
    CHECK(shelf.found("host:a").empty());
    REQUIRE(shelf.store.restore({second.id}));
    CHECK(shelf.found("") == QByteArrayList{"https://a.example/2"});
    shelf.openAgain();
    REQUIRE(shelf.store.restore({first.id}));
    CHECK(shelf.found("") == QByteArrayList{"https://a.example/2"});
    CHECK_FALSE(shelf.store.exchange(first.id));
}

TEST_CASE("History: what is too old, too many or too much goes, and what is pinned stays", "[history]")
{
    Shelf shelf;
    constexpr std::chrono::hours kDay{24};
    const HistoryEntry pinned = shelf.add("https://a.example/pinned", 200, "", kNow - 200 * kDay);
    REQUIRE(shelf.store.setPinned(pinned.id, true));
    shelf.add("https://a.example/old", 200, "", kNow - 100 * kDay);
    for (int i = 0; i < 5; ++i)
        shelf.add("https://a.example/" + QByteArray::number(i), 200);
    CHECK(shelf.store.outdated({std::chrono::days(90), 1 << 30, 100}, kNow).value() == 1);
    CHECK(shelf.found("").size() == 7);
    CHECK(shelf.store.apply({std::chrono::days(90), 1 << 30, 100}, kNow).value() == 1);
    CHECK(shelf.store.outdated({std::chrono::days(90), 1 << 30, 100}, kNow).value() == 0);
    CHECK(shelf.store.apply({std::chrono::days(90), 1 << 30, 3}, kNow).value() == 2);
    CHECK(shelf.found("")
          == QByteArrayList{"https://a.example/4", "https://a.example/3", "https://a.example/2", "https://a.example/pinned"});
    CHECK(shelf.store.apply({std::chrono::days(90), 1, 100}, kNow).value() == 3);
    CHECK(shelf.found("") == QByteArrayList{"https://a.example/pinned"});
    CHECK(shelf.found("host:a") == QByteArrayList{"https://a.example/pinned"});
}

TEST_CASE("History: the last success of the same address before an entry is found", "[history]")
{
    Shelf shelf;
    shelf.add("https://a.example/orders?page=1", 200);
    const HistoryEntry success = shelf.add("https://a.example/orders?page=2", 200);
    shelf.add("https://a.example/other", 200);
    shelf.add("https://b.example/orders", 200);
    const HistoryEntry refused = shelf.add("https://a.example/orders", 401, "token.expired");
    shelf.add("https://a.example/orders", 200);
    const auto found = shelf.store.lastSuccess(refused);
    REQUIRE(found);
    REQUIRE(found->has_value());
    CHECK((*found)->id == success.id);
    CHECK_FALSE(shelf.store.lastSuccess(success).value()->address.isEmpty());
}

TEST_CASE("History: a damaged file is set aside, which is told, and a new one begun", "[history]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("history.sqlite");
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    const auto store = HistoryStore::open(path, kMarkKey);
    REQUIRE(store);
    REQUIRE(store->notice());
    CHECK(store->notice()->remedy.contains("history.sqlite.damaged"));
    CHECK(QFile::exists(path + ".damaged"));
}
