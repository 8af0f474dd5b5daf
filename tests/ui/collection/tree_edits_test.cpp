// What a person changes in the tree, with the way back.
#include "catch.h"

#include "core/collection/collection_on_disk.h"
#include "ui/collection/tree_edits.h"

#include <QAbstractItemModelTester>
#include <QCoreApplication>
#include <QMimeData>
#include <QSignalSpy>

using namespace keyhole;

namespace {

/// A collection's folder under git, shown in a tree that is watched for faults.
struct Grove {
    Grove()
    {
        files.git({"init", "-q"});
        files.git({"add", "."});
        files.git({"commit", "-qm", "as it was"});
        collection = std::make_unique<OpenCollection>(*CollectionFolder::open(files.path()));
        tree.addFiles(*collection);
        QObject::connect(collection.get(), &OpenCollection::listed, &tree, [this] { tree.update(*collection); });
        QObject::connect(collection.get(), &OpenCollection::changed, &tree, [this] { tree.update(*collection); });
        QObject::connect(&edits, &TreeEdits::refused, &tree, [this](const Error &error) { told << error.what; });
    }
    const TreeNode *at(const QString &path) { return tree.nodeOf(*collection, path.isEmpty() ? 0 : collection->folder().idOf(path)); }
    QStringList names(const QString &folder)
    {
        QStringList list;
        for (const auto &child : at(folder)->children)
            list << child->name;
        return list;
    }
    QString changes() { return files.git({"status", "--porcelain", "-uall"}).trimmed(); }

    CollectionOnDisk files;
    RequestTree tree;
    QAbstractItemModelTester tester{&tree, QAbstractItemModelTester::FailureReportingMode::Fatal};
    std::unique_ptr<OpenCollection> collection;
    TreeEdits edits{tree};
    QStringList told;
};

}

TEST_CASE("Tree edits: each is in the files, and taking it back leaves them byte for byte as they were", "[collection][edits]")
{
    Grove grove;
    const QString what = GENERATE("new request", "new folder", "rename", "rename folder", "rename collection", "delete", "delete folder",
                                  "duplicate", "duplicate folder", "reorder", "into folder", "out of folder", "credential");
    CAPTURE(what);
    if (what == "new request")
        grove.edits.addRequest(grove.at("orders"), "Refund");
    else if (what == "new folder")
        grove.edits.addFolder(grove.at("orders"), "Old ones");
    else if (what == "rename")
        grove.edits.rename(grove.at("orders/list.yml"), "All orders");
    else if (what == "rename folder")
        grove.edits.rename(grove.at("orders"), "Purchases");
    else if (what == "rename collection")
        grove.edits.rename(grove.at({}), "Store");
    else if (what == "delete")
        grove.edits.remove({grove.at("whoami.yml")});
    else if (what == "delete folder")
        grove.edits.remove({grove.at("orders"), grove.at("health.yml")});
    else if (what == "duplicate")
        grove.edits.duplicate({grove.at("orders/list.yml")});
    else if (what == "duplicate folder")
        grove.edits.duplicate({grove.at("orders")});
    else if (what == "reorder")
        grove.edits.moveTo({grove.at("health.yml")}, grove.at({}), 1);
    else if (what == "into folder")
        grove.edits.moveTo({grove.at("health.yml")}, grove.at("orders"), 0);
    else if (what == "out of folder")
        grove.edits.moveTo({grove.at("orders/list.yml"), grove.at("orders/place.yml")}, grove.at({}), -1);
    else
        grove.edits.setAuth(grove.at("orders"), {AuthKind::Basic, "{{user}}", Secret("{{password}}")});
    CHECK(grove.told.isEmpty());
    const QString changed = grove.changes();
    CHECK_FALSE(changed.isEmpty());
    grove.edits.stack().undo();
    CHECK(grove.changes() == "");
    grove.edits.stack().redo();
    CHECK(grove.changes() == changed);
    grove.edits.stack().undo();
    CHECK(grove.changes() == "");
    CHECK(grove.told.isEmpty());
    CHECK(grove.names({}) == QStringList{"Orders", "Who am I", "Health"});
    CHECK(grove.names("orders") == QStringList{"List orders", "Place an order"});
}

TEST_CASE("Tree edits: a folder without a folder.yml has none again once its change is taken back", "[collection][edits]")
{
    Grove grove;
    REQUIRE(QFile::remove(grove.files.path() + "/orders/folder.yml"));
    grove.files.git({"commit", "-qam", "a bare folder"});
    grove.collection->folder().rescan();
    grove.tree.update(*grove.collection);
    const bool renamed = GENERATE(false, true);
    if (renamed)
        grove.edits.rename(grove.at("orders"), "Purchases");
    else
        grove.edits.setAuth(grove.at("orders"), {AuthKind::Bearer, {}, Secret("{{token}}")});
    CHECK(grove.changes().contains("folder.yml"));
    grove.edits.stack().undo();
    CHECK(grove.changes() == "");
    grove.edits.stack().redo();
    CHECK(grove.changes().contains("folder.yml"));
    CHECK(grove.told.isEmpty());
}

TEST_CASE("Tree edits: a chain of them is taken back and done again", "[collection][edits]")
{
    Grove grove;
    grove.edits.addFolder(grove.at({}), "Payments");
    grove.edits.addRequest(grove.at("Payments"), "Pay");
    grove.edits.rename(grove.at("Payments/Pay.yml"), "Pay now");
    grove.edits.moveTo({grove.at("whoami.yml")}, grove.at("Payments"), 0);
    grove.edits.remove({grove.at("Payments")});
    grove.edits.remove({grove.at("orders/list.yml")});
    const QString after = grove.changes();
    for (int i = 0; i < 6; ++i)
        grove.edits.stack().undo();
    CHECK(grove.changes() == "");
    for (int i = 0; i < 6; ++i)
        grove.edits.stack().redo();
    CHECK(grove.changes() == after);
    CHECK(grove.told.isEmpty());
}

TEST_CASE("Tree edits: a row that moves stays the same row, whatever it is called", "[collection][edits]")
{
    Grove grove;
    const TreeNode *health = grove.at("health.yml");
    grove.edits.moveTo({health}, grove.at("orders"), 1);
    CHECK(grove.at("orders/health.yml") == health);
    grove.edits.rename(health, "Alive");
    CHECK(grove.at("orders/Alive.yml") == health);
    CHECK(health->name == "Alive");
}

TEST_CASE("Tree edits: a move to another collection takes the file as it is, comments and all", "[collection][edits]")
{
    Grove grove, other;
    QObject::connect(&grove.edits, &TreeEdits::added, &grove.tree, [] {});
    OpenCollection far(*CollectionFolder::open(other.files.path()));
    grove.tree.addFiles(far);
    QObject::connect(&far, &OpenCollection::listed, &grove.tree, [&] { grove.tree.update(far); });
    grove.edits.moveTo({grove.at("orders/list.yml")}, grove.tree.nodeOf(far, 0), -1);
    CHECK_FALSE(grove.files.exists("orders/list.yml"));
    CHECK(other.files.read("list.yml").contains("# what we read"));
    grove.edits.stack().undo();
    CHECK(grove.changes() == "");
    CHECK_FALSE(other.files.exists("list.yml"));
    CHECK(grove.told.isEmpty());
}

TEST_CASE("Tree edits: what cannot be taken back since others changed the file is told, and nothing is lost", "[collection][edits]")
{
    Grove grove;
    grove.edits.remove({grove.at("health.yml")});
    grove.files.write("health.yml", "info:\n  name: Theirs\n  type: http\n");
    grove.collection->watch().look();
    grove.edits.stack().undo();
    CHECK(grove.told.size() == 1);
    CHECK(grove.files.read("health.yml").contains("Theirs"));

    grove.edits.rename(grove.at("whoami.yml"), "Me");
    grove.files.remove("Me.yml");
    grove.collection->watch().look();
    grove.edits.stack().undo();
    CHECK(grove.told.size() == 2);
    CHECK_FALSE(grove.files.exists("Me.yml"));
}

TEST_CASE("Tree edits: rows can be put where a file can be, and nowhere else", "[collection][edits]")
{
    Grove grove;
    const TreeNode *top = grove.at({}), *orders = grove.at("orders"), *list = grove.at("orders/list.yml");
    CHECK(TreeEdits::canTake(top, {list}));
    CHECK(TreeEdits::canTake(top, {orders}));
    CHECK_FALSE(TreeEdits::canTake(orders, {orders}));
    CHECK_FALSE(TreeEdits::canTake(list, {orders}));
    CHECK_FALSE(TreeEdits::canTake(orders, {top}));
    CHECK_FALSE(TreeEdits::canTake(orders, {}));
}

TEST_CASE("Tree edits: rows are dragged to a place, and to other programs as curl commands", "[collection][edits]")
{
    Grove grove;
    const std::unique_ptr<QMimeData> mime(grove.tree.mimeData({grove.tree.indexOf(grove.at("orders/place.yml"))}));
    CHECK(mime->text().startsWith("curl "));
    const QModelIndex orders = grove.tree.indexOf(grove.at("orders"));
    CHECK_FALSE(grove.tree.canDropMimeData(mime.get(), Qt::MoveAction, 0, 0, {}));
    REQUIRE(grove.tree.dropMimeData(mime.get(), Qt::MoveAction, 0, 0, orders));
    QSignalSpy dropped(&grove.tree, &RequestTree::dropped);
    QObject::connect(&grove.tree, &RequestTree::dropped, &grove.edits,
                     [&](const auto &nodes, const TreeNode *folder, int place) { grove.edits.moveTo(nodes, folder, place); });
    QCoreApplication::processEvents();
    CHECK(grove.names("orders") == QStringList{"Place an order", "List orders"});
}

TEST_CASE("Tree edits: a request in memory becomes a file with variables in the place of its secrets", "[collection][edits]")
{
    Grove grove;
    CollectionItem item;
    item.name = "Imported";
    item.request.address = "https://api.example.com/x";
    item.request.auth = {AuthKind::Bearer, {}, Secret("s3cr3t-token-of-somebody")};
    const QModelIndex row = grove.tree.addCollection({"In memory", {item}, {}, {}});
    grove.edits.moveTo({grove.tree.nodeAt(grove.tree.index(0, 0, row))}, grove.at("orders"), -1);
    const QByteArray text = grove.files.read("orders/Imported.yml");
    CHECK(text.contains("https://api.example.com/x"));
    CHECK_FALSE(text.contains("s3cr3t"));
    CHECK(grove.tree.rowCount(row) == 1);
}
