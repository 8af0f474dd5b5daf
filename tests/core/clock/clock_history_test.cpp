#include "catch.h"
#include "core/clock/clock_history.h"

#include <QTemporaryDir>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const Instant kNow{Milliseconds(1'795'254'192'418)};
const Origin kHere{"https", "api.example", 443}, kThere{"http", "login.example", 8080};

ClockRecord recordAt(Instant at, const Origin &origin = kHere)
{
    return {origin, at, 41ms, {-300ms, 741ms}, {-12ms, 30ms}};
}

}

TEST_CASE("ClockHistory: what was told is there again after the file was closed", "[clock]")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("clocks.sqlite");
    {
        auto history = ClockHistory::open(file, kNow);
        REQUIRE(history);
        REQUIRE(history->add(recordAt(kNow - 2h)));
        REQUIRE(history->add(recordAt(kNow - 1h, kThere)));
        REQUIRE(history->add(recordAt(kNow)));
        REQUIRE(history->add(LocalClockRecord{kNow, {840s, 2ms, 0ms}}));
    }
    const auto history = ClockHistory::open(file, kNow);
    REQUIRE(history);
    CHECK(history->origins() == std::vector<Origin>{kHere, kThere});
    CHECK(history->of(kHere) == std::vector<ClockRecord>{recordAt(kNow - 2h), recordAt(kNow)});
    CHECK(history->of(kHere, kNow - 1h) == std::vector<ClockRecord>{recordAt(kNow)});
    CHECK(history->of(kThere).size() == 1);
    CHECK(history->localChanges() == std::vector<LocalClockRecord>{{kNow, {840s, 2ms, 0ms}}});
}

TEST_CASE("ClockHistory: what is older than 90 days is forgotten, and all of it when that is asked", "[clock]")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("clocks.sqlite");
    {
        auto history = ClockHistory::open(file, kNow);
        REQUIRE(history);
        REQUIRE(history->add(recordAt(kNow - 24h * 91)));
        REQUIRE(history->add(recordAt(kNow - 24h * 89)));
    }
    auto history = ClockHistory::open(file, kNow);
    REQUIRE(history);
    CHECK(history->of(kHere) == std::vector<ClockRecord>{recordAt(kNow - 24h * 89)});
    REQUIRE(history->clear());
    CHECK(history->origins().empty());
    CHECK(ClockHistory::open(file, kNow)->origins().empty());
}

TEST_CASE("ClockHistory: without a file it is kept in memory, and never grows beyond its limit", "[clock]")
{
    ClockHistory history;
    for (size_t i = 0; i < ClockHistory::kMostRecords + 10; ++i)
        REQUIRE(history.add(recordAt(kNow + Milliseconds(qint64(i)))));
    CHECK(history.of(kHere).size() <= ClockHistory::kMostRecords);
    CHECK(history.of(kHere).back().at == kNow + Milliseconds(qint64(ClockHistory::kMostRecords + 9)));
}

TEST_CASE("ClockHistory: a file that is no database is told, and left as it is", "[clock]")
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("clocks.sqlite"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(4096, 'x'));
    file.close();
    CHECK_FALSE(ClockHistory::open(file.fileName(), kNow));
    CHECK(file.size() == 4096);
}
