#include "catch.h"
#include "core/diagnosis/differences.h"
#include "core/history/kept_differences.h"
#include "recorded_exchange.h"

#include <QTemporaryDir>

using namespace keyhole;

namespace {

const Secret kMarkKey(QByteArray(32, 'k'));

struct Shelf {
    QTemporaryDir folder;
    HistoryStore store = HistoryStore::open(folder.filePath("history.sqlite"), kMarkKey).value();

    HistoryEntry add(int status, const QByteArray &authorization, const QByteArray &address = "https://api.example.com/orders")
    {
        Report report;
        report.verdict.outcome = status == 200 ? Outcome::Accepted : Outcome::Refused;
        report.verdict.id = status == 200 ? "" : "token.rejected";
        const auto entry = store.add({recorded(address, status, kNow, authorization), report});
        REQUIRE(entry);
        return *entry;
    }
    /// As a later run of the program does.
    void openAgain() { store = HistoryStore::open(folder.filePath("history.sqlite"), kMarkKey).value(); }
};

const QByteArray kOld = "Bearer 3f9c1e77b2a94d01a6d2", kNew = "Bearer 77aa1e77b2a94d01a6ff";

}

TEST_CASE("Kept differences: a refusal is compared with the last success, also of an earlier run, by the marks of its secrets", "[history]")
{
    Shelf shelf;
    shelf.add(200, kOld, "https://api.example.com/other");
    const HistoryEntry success = shelf.add(200, kOld);
    shelf.add(401, kNew);
    shelf.openAgain();
    const auto same = keptDifferences(shelf.store, shelf.add(401, kOld)), other = keptDifferences(shelf.store, shelf.add(401, kNew));
    REQUIRE(same);
    REQUIRE(*same);
    CHECK((*same)->items.empty());
    CHECK((*same)->since == "kept." + QByteArray::number(success.id));
    REQUIRE(other);
    REQUIRE(*other);
    REQUIRE((*other)->items.size() == 1);
    CHECK((*other)->items.front().says == "another token");
}

TEST_CASE("Kept differences: a success is compared with the refusal right before it, and with none further back", "[history]")
{
    Shelf shelf;
    shelf.add(401, kOld);
    const auto first = keptDifferences(shelf.store, shelf.add(200, kNew)), second = keptDifferences(shelf.store, shelf.add(200, kNew));
    REQUIRE(first);
    REQUIRE(*first);
    CHECK(refusalOf(**first) == 401);
    REQUIRE(second);
    CHECK_FALSE(*second);
}

TEST_CASE("Kept differences: without an earlier success there are none", "[history]")
{
    Shelf shelf;
    shelf.add(401, kOld);
    const auto found = keptDifferences(shelf.store, shelf.add(401, kOld));
    REQUIRE(found);
    CHECK_FALSE(*found);
}

TEST_CASE("Kept differences: marks of two keys are not said to stand for other secrets", "[history]")
{
    Shelf shelf;
    shelf.add(200, kOld);
    shelf.store.setMarkKey(Secret(QByteArray(32, 'x')));
    const auto found = keptDifferences(shelf.store, shelf.add(401, kOld));
    REQUIRE(found);
    REQUIRE(*found);
    REQUIRE((*found)->items.size() == 1);
    CHECK((*found)->items.front().says == "Authorization may be the same: its marks are of two keys");
    CHECK(shelf.store.search({}, 2).value().front().marks != shelf.store.search({}, 2).value().back().marks);
}
