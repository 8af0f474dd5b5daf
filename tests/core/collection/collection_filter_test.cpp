#include "catch.h"
#include "collection_on_disk.h"
#include "core/collection/collection_filter.h"

using namespace keyhole;

TEST_CASE("Collection filter: each word must be in the name, method, address or path; folders of what is found are shown", "[collection]")
{
    const CollectionOnDisk disk;
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    const CollectionFilter filter(collection->entries());
    const auto [typed, expected] = GENERATE(table<QString, QStringList>({
        {"", {"Health", "List orders", "Orders", "Place an order", "Who am I"}},
        {"place", {"Orders", "Place an order"}},
        {"ORDERS get LIST", {"List orders", "Orders"}},
        {"/me", {"Who am I"}},
        {"who health", {}},
        {"whoami.yml", {"Who am I"}},
    }));
    CAPTURE(typed);
    QStringList names;
    for (const int id : filter.matches(typed))
        names.push_back(collection->entry(id)->name);
    names.sort();
    CHECK(names == expected);
}
