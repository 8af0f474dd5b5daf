#include "catch.h"
#include "core/replay/collection_source.h"

#include <QDir>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

void write(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// A collection with a folder in a folder, an environment, and what is inherited.
struct OrdersFolder {
    QTemporaryDir dir;

    OrdersFolder()
    {
        const QString path = dir.path();
        write(path + "/opencollection.yml",
              "opencollection: 1.0.0\ninfo:\n  name: Orders\nrequest:\n  auth:\n    type: bearer\n    token: from-the-collection\n"
              "  headers:\n    - name: X-Team\n      value: collection\n    - name: X-Client\n      value: keyhole\n");
        write(path + "/environments/staging.yml", "name: staging\nvariables:\n  - name: base\n    value: https://staging.example.com\n");
        write(path + "/first.yml",
              "info:\n  name: First\n  type: http\n  seq: 2\nhttp:\n  method: GET\n  url: \"{{base}}/first\"\n"
              "  auth: inherit\n");
        write(path + "/orders/folder.yml",
              "info:\n  name: Orders\n  type: folder\n  seq: 1\nrequest:\n  headers:\n    - name: x-team\n      value: folder\n");
        write(path + "/orders/list.yml",
              "info:\n  name: List\n  type: http\n  seq: 2\nhttp:\n  method: GET\n  url: \"{{base}}/orders\"\n"
              "  auth: inherit\nruntime:\n  assertions:\n    - expression: res.status\n      operator: eq\n"
              "      value: \"200\"\n");
        write(path + "/orders/new.yml", "info:\n  name: New\n  type: http\n  seq: 1\nhttp:\n  method: POST\n  url: \"{{base}}/orders\"\n");
        write(path + "/orders/chat.yml", "info:\n  name: Chat\n  type: websocket\n  seq: 3\n");
    }

    CollectionFolder open() const
    {
        auto folder = CollectionFolder::open(dir.path());
        REQUIRE(folder);
        return std::move(*folder);
    }
};

std::vector<QString> names(const ReplaySource &source)
{
    std::vector<QString> list;
    for (const ReplayItem &item : source.items())
        list.push_back(item.name);
    return list;
}

}

TEST_CASE("CollectionSource: requests come in the order of the list, folders first", "[replay]")
{
    const OrdersFolder folder;
    auto collection = folder.open();
    const CollectionSource source(collection, requestsBelow(collection, 0), {});
    CHECK(names(source) == std::vector<QString>{"New", "List", "Chat", "First"});
    CHECK(source.items()[0].method == "POST");
    CHECK(source.items()[2].leftOut.contains("websocket"));
    CHECK(changingMethodsText(changingMethods(source.items(), {0, 1, 2, 3})) == "1 request changes data: 1 POST");
}

TEST_CASE("CollectionSource: a request has what its folders give it, the nearest first", "[replay]")
{
    const OrdersFolder folder;
    auto collection = folder.open();
    CollectionSource source(collection, requestsBelow(collection, 0), "staging");
    const auto request = source.request(1);
    REQUIRE(request);
    CHECK(request->draft.auth.kind == AuthKind::Bearer);
    CHECK(request->draft.auth.secret.reveal() == "from-the-collection");
    QByteArrayList fields;
    for (const DraftRow &row : request->draft.fields)
        fields += row.name + ": " + row.value;
    CHECK(fields == QByteArrayList{"x-team: folder", "X-Client: keyhole"});
    CHECK(request->scopes.unresolved(request->draft).empty());
    CHECK(request->scopes.find("base")->value == "https://staging.example.com");
    CHECK(request->expectations.size() == 1);
}

TEST_CASE("CollectionSource: last results are kept beside the collection, and known the next time", "[replay]")
{
    const OrdersFolder folder;
    {
        auto collection = folder.open();
        CollectionSource source(collection, requestsBelow(collection, 0), {});
        CHECK_FALSE(source.lastResult(1));
        source.setLastResult(1, {401, "token.expired", "0123abcd"});
        REQUIRE(source.keepResults());
    }
    auto collection = folder.open();
    const CollectionSource source(collection, requestsBelow(collection, 0), {});
    CHECK(source.lastResult(1) == SeenResult{401, "token.expired", "0123abcd"});
    CHECK_FALSE(source.lastResult(0));
    CHECK(QDir(folder.dir.path()).entryList({"*.yml"}).size() == 2);
}

TEST_CASE("CollectionSource: a file that is gone by then is told with its name", "[replay]")
{
    const OrdersFolder folder;
    auto collection = folder.open();
    CollectionSource source(collection, requestsBelow(collection, 0), {});
    QFile::remove(folder.dir.path() + "/orders/list.yml");
    const auto request = source.request(1);
    REQUIRE_FALSE(request);
    CHECK((request.error().what + request.error().place).contains("list.yml"));
}

TEST_CASE("CollectionSource: what was read ahead is taken once, and read anew the next time", "[replay]")
{
    const OrdersFolder folder;
    auto collection = folder.open();
    CollectionSource source(collection, requestsBelow(collection, 0), {});
    source.readAhead({1, 3});
    CHECK(source.request(3)->draft.name == "First");
    CHECK(source.request(1)->draft.name == "List");
    write(folder.dir.path() + "/orders/list.yml", "info:\n  name: Renamed\n  type: http\nhttp:\n  method: GET\n  url: https://a.example\n");
    CHECK(source.request(1)->draft.name == "Renamed");
}

TEST_CASE("CollectionSource: what cannot be read ahead is told when it is asked for", "[replay]")
{
    const OrdersFolder folder;
    auto collection = folder.open();
    CollectionSource source(collection, requestsBelow(collection, 0), {});
    write(folder.dir.path() + "/orders/list.yml", "info: [\n");
    source.readAhead({0, 1});
    REQUIRE(source.request(0));
    const auto request = source.request(1);
    REQUIRE_FALSE(request);
    CHECK(request.error().place.contains("list.yml"));
}
