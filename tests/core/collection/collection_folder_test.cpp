#include "catch.h"
#include "collection_on_disk.h"

#include <QDirIterator>

using namespace keyhole;

TEST_CASE("Collection folder: folders, requests, order and environments are as the files say", "[collection]")
{
    const CollectionOnDisk disk;
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    CHECK(collection->name() == "Shop");
    CHECK(disk.namesOf(*collection, 0) == QStringList{"Orders", "Who am I", "Health"});
    CHECK(disk.namesOf(*collection, collection->idOf("orders")) == QStringList{"List orders", "Place an order"});
    const CollectionEntry *list = collection->entry(collection->idOf("orders/list.yml"));
    REQUIRE(list);
    CHECK(list->method == "GET");
    CHECK(list->address == "{{base}}/orders");
    CHECK(list->kind == CollectionEntry::Kind::Request);
    CHECK(collection->environments() == QStringList{"dev", "production"});
    CHECK(collection->notes().empty());
    const auto environment = collection->environment("dev");
    REQUIRE(environment);
    CHECK(environment->variables.size() == 2);
}

TEST_CASE("Collection folder: a save changes the edited line and nothing else", "[collection]")
{
    const CollectionOnDisk disk;
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    const int id = collection->idOf("orders/list.yml");
    auto request = collection->requestFile(id);
    REQUIRE(request);
    REQUIRE(disk.git({"init", "-q"}).isEmpty());
    disk.git({"add", "-A"});
    disk.git({"commit", "-qm", "all"});
    request->draft.fields[0].value = "text/plain";
    REQUIRE(collection->save(id, *request));
    const QStringList changes = disk.git({"diff", "--unified=0"}).split('\n').filter(QRegularExpression("^[-+] "));
    CHECK(changes == QStringList{"-      value: application/json # what we read", "+      value: text/plain # what we read"});
    CHECK(disk.git({"status", "--porcelain"}) == " M orders/list.yml\n");
}

TEST_CASE("Collection folder: what somebody else changed meanwhile is not written over", "[collection]")
{
    const CollectionOnDisk disk;
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    const int id = collection->idOf("orders/list.yml");
    auto request = collection->requestFile(id);
    REQUIRE(request);
    disk.write("orders/list.yml", disk.read("orders/list.yml").replace("GET", "HEAD") + "# theirs\n");
    request->draft.address = "{{base}}/orders/all";
    const auto saved = collection->save(id, *request);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().reason == SaveFailure::Reason::Changed);
    CHECK(disk.read("orders/list.yml").contains("url: \"{{base}}/orders\"\n"));
    const auto theirs = collection->outsideVersion(id, *request);
    REQUIRE(theirs);
    CHECK(theirs->draft.method == "HEAD");
    REQUIRE(collection->save(id, *request, true));
    const QByteArray merged = disk.read("orders/list.yml");
    CHECK(merged.contains("# theirs\n"));
    CHECK(merged.contains("url: \"{{base}}/orders/all\"\n"));
    CHECK(merged.contains("method: HEAD"));
    CHECK_FALSE(collection->outsideVersion(id, *request));
}

TEST_CASE("Collection folder: looking at a file again hides no conflict from an editor that read it before", "[collection]")
{
    const CollectionOnDisk disk;
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    const int id = collection->idOf("orders/list.yml");
    auto mine = collection->requestFile(id);
    auto settings = collection->settings(0);
    REQUIRE((mine && settings));
    disk.write("orders/list.yml", disk.read("orders/list.yml").replace("GET", "HEAD"));
    disk.write("opencollection.yml", disk.read("opencollection.yml") + "docs: theirs\n");
    collection->rescan();
    REQUIRE(collection->requestFile(id));
    collection->scopesFor(*mine, 0, "dev");
    mine->draft.address = "http://mine/";
    CHECK_FALSE(collection->save(id, *mine));
    settings->name = "Mine";
    CHECK_FALSE(collection->saveSettings(0, *settings));
    REQUIRE(collection->save(id, *mine, true));
    CHECK(disk.read("orders/list.yml").contains("method: HEAD"));
    mine->draft.address = "http://again/";
    CHECK(collection->save(id, *mine));
}

TEST_CASE("Collection folder: rows that somebody else put in stay when mine are written besides", "[collection]")
{
    const CollectionOnDisk disk;
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    const int id = collection->idOf("orders/list.yml");
    auto request = collection->requestFile(id);
    REQUIRE(request);
    disk.write("orders/list.yml",
               disk.read("orders/list.yml").replace("  headers:\n", "  headers:\n    - name: X-First\n      value: theirs\n"));
    request->draft.method = "HEAD";
    REQUIRE(collection->save(id, *request, true));
    const auto merged = collection->requestFile(id);
    REQUIRE(merged->draft.fields.size() == 2);
    CHECK(merged->draft.fields[0].name == "X-First");
    CHECK(merged->draft.fields[1].name == "Accept");
    CHECK(merged->draft.method == "HEAD");
}

TEST_CASE("Collection folder: items are added, renamed, moved, removed and put back", "[collection]")
{
    const CollectionOnDisk disk;
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    RequestFile fresh;
    fresh.draft.name = "Cancel: an/order?";
    fresh.draft.method = "DELETE";
    fresh.draft.address = "{{base}}/orders/1";
    const int orders = collection->idOf("orders");
    const auto added = collection->add(orders, fresh);
    REQUIRE(added);
    CHECK(collection->entry(*added)->path == "orders/Cancel- an-order-.yml");
    CHECK(disk.namesOf(*collection, orders) == QStringList{"List orders", "Place an order", "Cancel: an/order?"});

    REQUIRE(collection->rename(*added, "Cancel"));
    CHECK(collection->entry(*added)->path == "orders/Cancel.yml");
    CHECK_FALSE(disk.exists("orders/Cancel- an-order-.yml"));

    REQUIRE(collection->move(*added, orders, 0));
    CHECK(disk.namesOf(*collection, orders) == QStringList{"Cancel", "List orders", "Place an order"});
    const auto folder = collection->addFolder(0, "Admin");
    REQUIRE(folder);
    REQUIRE(collection->move(*added, *folder, 0));
    CHECK(disk.exists("Admin/Cancel.yml"));
    CHECK(collection->requestFile(*added)->draft.method == "DELETE");

    const auto inItself = collection->move(orders, orders, 0);
    CHECK_FALSE(inItself);

    const QByteArray before = disk.read("orders/list.yml");
    const auto removed = collection->remove(orders);
    REQUIRE(removed);
    CHECK_FALSE(disk.exists("orders"));
    CHECK(collection->idOf("orders/list.yml") == 0);
    REQUIRE(collection->restore(*removed));
    CHECK(disk.read("orders/list.yml") == before);
    CHECK(disk.namesOf(*collection, collection->idOf("orders")) == QStringList{"List orders", "Place an order"});
}

TEST_CASE("Collection folder: a renamed folder keeps its items' ids", "[collection]")
{
    const CollectionOnDisk disk;
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    const int list = collection->idOf("orders/list.yml");
    REQUIRE(collection->rename(collection->idOf("orders"), "Purchases"));
    CHECK(collection->entry(list)->path == "Purchases/list.yml");
    CHECK(collection->requestFile(list));
    CHECK(disk.read("Purchases/folder.yml").contains("name: Purchases\n"));
}

TEST_CASE("Collection folder: outside changes are found, own saves are none", "[collection]")
{
    const CollectionOnDisk disk;
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    CHECK(collection->rescan().isEmpty());
    const int id = collection->idOf("orders/list.yml");
    auto request = collection->requestFile(id);
    request->draft.method = "HEAD";
    REQUIRE(collection->save(id, *request));
    CHECK(collection->rescan().isEmpty());

    disk.write("orders/list.yml", disk.read("orders/list.yml") + "# more\n");
    disk.write("new.yml", "info: {name: New, type: http}\nhttp: {url: http://h/}\n");
    disk.remove("health.yml");
    disk.write("environments/dev.yml", "name: dev\n");
    const OutsideChanges changes = collection->rescan();
    CHECK(changes.changed == std::vector<int>{id});
    CHECK(changes.added == std::vector<int>{collection->idOf("new.yml")});
    CHECK(changes.removed.size() == 1);
    CHECK(changes.environments);
    CHECK_FALSE(changes.settings);
    CHECK(collection->entry(id)->name == "List orders");
}

TEST_CASE("Collection folder: a folder deleted while it is open loses nothing that is known", "[collection]")
{
    const CollectionOnDisk disk;
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    const int id = collection->idOf("orders/list.yml");
    auto request = collection->requestFile(id);
    REQUIRE(QDir(disk.path()).removeRecursively());
    CHECK(collection->rescan().folderGone);
    CHECK(collection->entry(id));
    request->draft.method = "HEAD";
    const auto saved = collection->save(id, *request);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().reason == SaveFailure::Reason::Gone);
    CHECK_FALSE(QFileInfo::exists(disk.path()));
}

TEST_CASE("Collection folder: stored credentials stand in the side-car, which git leaves out", "[collection]")
{
    const CollectionOnDisk disk;
    disk.git({"init", "-q"});
    disk.git({"add", "-A"});
    disk.git({"commit", "-qm", "all"});
    {
        auto collection = CollectionFolder::open(disk.path());
        REQUIRE(collection);
        const int id = collection->idOf("health.yml");
        auto request = collection->requestFile(id);
        REQUIRE(request);
        request->draft.auth.kind = AuthKind::Custom;
        request->draft.auth.credential = "0123456789abcdef0123456789abcdef";
        request->draft.auth.secret = Secret("s3cr3t-value");
        request->draft.auth.custom = {{true, "X-Sign", "{{secret}}", {}}};
        request->draft.useJar = false;
        REQUIRE(collection->save(id, *request));
        auto environment = collection->environment("dev");
        environment->variables[1].credential = "fedcba9876543210fedcba9876543210";
        REQUIRE(collection->saveEnvironment("dev", *environment));
    }
    CHECK(disk.git({"status", "--porcelain"}).isEmpty());
    CHECK_FALSE(disk.read(".keyhole/collection.json").contains("s3cr3t"));
    CHECK(QDir(disk.path() + "/.keyhole").entryList({"*.yml", "*.yaml"}).isEmpty());
    CHECK((QFile::permissions(disk.path() + "/.keyhole/collection.json") & (QFile::ReadGroup | QFile::ReadOther)) == 0);
    auto again = CollectionFolder::open(disk.path());
    REQUIRE(again);
    const auto request = again->requestFile(again->idOf("health.yml"));
    REQUIRE(request);
    CHECK(request->draft.auth.kind == AuthKind::Custom);
    CHECK(request->draft.auth.credential == "0123456789abcdef0123456789abcdef");
    CHECK(request->draft.auth.custom.size() == 1);
    CHECK_FALSE(request->draft.useJar);
    CHECK(again->environment("dev")->variables[1].credential == "fedcba9876543210fedcba9876543210");
    CHECK(again->sideCar().isProduction("production"));
    CHECK_FALSE(again->sideCar().isProduction("dev"));
    again->sideCar().setProduction("dev", true);
    CHECK(again->sideCar().isProduction("dev"));
}

TEST_CASE("Collection folder: a new one is made in an empty folder alone", "[collection]")
{
    const QTemporaryDir folder;
    auto collection = CollectionFolder::create(folder.filePath("new"), "Mine");
    REQUIRE(collection);
    CHECK(collection->name() == "Mine");
    CHECK(collection->entries().empty());
    CHECK_FALSE(CollectionFolder::create(folder.path(), "Other"));
}

TEST_CASE("Collection folder: a collection from elsewhere becomes files, without its secrets", "[collection]")
{
    const QTemporaryDir folder;
    auto collection = CollectionFolder::create(folder.filePath("new"), "Mine");
    REQUIRE(collection);
    Collection other;
    other.auth = {AuthKind::Bearer, {}, Secret("s3cr3t-value")};
    other.environment = {"dev", {{"base", "http://h", false}, {"token", "s3cr3t-value", true}}};
    CollectionItem list{"List", false, {}, {}, {}};
    list.request.address = "{{base}}/list";
    list.request.scripts = {{"after the answer", "never();"}};
    CollectionItem orders{"Orders", true, {list, list}, {}, {}};
    orders.variables = {{"page", "1", false}};
    other.items = {orders};
    REQUIRE(collection->addAll(other));
    auto again = CollectionFolder::open(folder.filePath("new"));
    REQUIRE(again);
    CHECK(again->entries().size() == 3);
    CHECK(again->settings(0)->auth.kind == AuthKind::Bearer);
    CHECK(again->settings(0)->auth.secret.isEmpty());
    CHECK(again->settings(again->idOf("Orders"))->variables.size() == 1);
    REQUIRE(again->settings(0)->variables.size() == 2);
    CHECK(again->settings(0)->variables[0].value == "http://h");
    CHECK(again->settings(0)->variables[1].secret);
    CHECK(again->environments().isEmpty());
    const auto request = again->requestFile(again->idOf("Orders/List 1.yml"));
    REQUIRE(request);
    CHECK(request->draft.address == "{{base}}/list");
    CHECK(request->draft.scripts == list.request.scripts);
    QDirIterator files(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        REQUIRE(file.open(QFile::ReadOnly));
        CHECK_FALSE(file.readAll().contains("s3cr3t"));
    }
}
