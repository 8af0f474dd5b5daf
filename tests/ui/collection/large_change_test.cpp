// Changes of many files: done in a thread, while the window goes on.
#include "catch.h"

#include "core/collection/collection_on_disk.h"
#include "ui/collection/row_view.h"
#include "ui/collection/tree_edits.h"
#include "ui/credentials/heartbeat.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace keyhole;

namespace {

constexpr int kMany = 1000;
constexpr qint64 kMostHeld = 50;  // milliseconds

/// A collection with a folder of a thousand requests, in a tree with a view.
struct Plantation {
    Plantation()
    {
        files.write("archive/folder.yml", "info:\n  name: Archive\n  type: folder\n  seq: 2\n");
        for (int i = 0; i < kMany; ++i)
            files.write(
                QStringLiteral("many/r%1.yml").arg(i, 4, 10, QChar('0')),
                CollectionOnDisk::request("Request " + QByteArray::number(i), i + 1, "https://api.example.com/" + QByteArray::number(i)));
        files.write("many/folder.yml", "info:\n  name: Many\n  type: folder\n  seq: 3\n");
        QObject::connect(&collections, &OpenCollections::opened, &tree, [this](OpenCollection *opened) {
            collection = opened;
            tree.addFiles(*opened);
        });
        QObject::connect(&collections, &OpenCollections::listed, &tree, [this](OpenCollection *each) { tree.update(*each); });
        QObject::connect(&edits, &TreeEdits::refused, &tree, [this](const Error &error) { told += error.what; });
        collections.open(files.path());
        REQUIRE(QTest::qWaitFor([this] { return collection != nullptr; }, 10'000));
        view.setModel(&tree);
        view.resize(300, 600);
        view.show();
        view.expandAll();
        QCoreApplication::processEvents();
    }
    const TreeNode *at(const QString &path)
    {
        const int id = collection->folder().idOf(path);
        return id == 0 && !path.isEmpty() ? nullptr : tree.nodeOf(*collection, id);
    }
    std::vector<const TreeNode *> all(const QString &folder)
    {
        std::vector<const TreeNode *> nodes;
        for (const auto &child : at(folder)->children)
            nodes.push_back(child.get());
        return nodes;
    }
    int requestsIn(const QString &folder) const { return int(QDir(files.path() + '/' + folder).entryList({"r*.yml"}).size()); }
    bool isDone()
    {
        return QTest::qWaitFor([this] { return !edits.isBusy(); }, 120'000);
    }

    CollectionOnDisk files;
    OpenCollections collections;
    RequestTree tree;
    TreeEdits edits{tree};
    Theme theme;
    RowView view{theme};
    OpenCollection *collection = nullptr;
    QStringList told;
};

}

TEST_CASE("Large changes: a thousand requests move to another folder and back, and the window is never held for 50 ms",
          "[collection][large]")
{
    Plantation grown;
    const QByteArray first = grown.files.read("many/r0000.yml"), last = grown.files.read("many/r0999.yml");
    QSignalSpy progress(grown.collection, &OpenCollection::worked);
    const TreeNode *row = grown.at("many/r0500.yml");
    const auto move = [&] {
        grown.edits.moveTo(grown.all("many"), grown.at("archive"), -1);
        REQUIRE(grown.edits.isBusy());
        REQUIRE(grown.isDone());
    };
    const auto back = [&] {
        grown.edits.undo();
        REQUIRE(grown.isDone());
    };
    qint64 held = excess(move);
    CHECK(grown.requestsIn("archive") == kMany);
    CHECK(grown.requestsIn("many") == 0);
    CHECK(grown.at("archive")->children.size() == size_t(kMany));
    CHECK(grown.at("archive/r0500.yml") == row);
    CHECK(progress.count() > 0);

    held = std::max(held, excess(back));
    CHECK(grown.requestsIn("many") == kMany);
    CHECK(grown.at("many")->children.size() == size_t(kMany));
    CHECK(grown.at("many/r0500.yml") == row);
    CHECK(grown.files.read("many/r0000.yml") == first);
    CHECK(grown.files.read("many/r0999.yml") == last);
    CHECK(grown.told.isEmpty());

    const auto both = [&] {
        move();
        back();
    };
    CHECK((held < kMostHeld || excess(both) < kMostHeld));  // once more, where the machine made it wait
}

TEST_CASE("Large changes: a model that takes many rows at once stays one", "[collection][large]")
{
    Plantation grown;
    const QAbstractItemModelTester tester(&grown.tree, QAbstractItemModelTester::FailureReportingMode::Fatal);
    grown.view.setCurrentIndex(grown.tree.indexOf(grown.at("many/r0500.yml")));
    const TreeNode *row = grown.at("many/r0500.yml");
    grown.edits.moveTo(grown.all("many"), grown.at("archive"), -1);
    REQUIRE(grown.isDone());
    CHECK(grown.tree.nodeAt(grown.view.currentIndex()) == row);
    CHECK(row->parent == grown.at("archive"));
    grown.edits.remove({grown.at("archive")});
    REQUIRE(grown.isDone());
    CHECK(grown.at("archive") == nullptr);
    grown.edits.undo();
    REQUIRE(grown.isDone());
    CHECK(grown.at("archive")->children.size() == size_t(kMany));
}

TEST_CASE("Large changes: a folder of a thousand requests is deleted and had back", "[collection][large]")
{
    Plantation grown;
    const QByteArray first = grown.files.read("many/r0000.yml");
    const bool whole = GENERATE(true, false);
    const auto remove = [&] {
        grown.edits.remove(whole ? std::vector{grown.at("many")} : grown.all("many"));
        REQUIRE(grown.isDone());
    };
    const auto back = [&] {
        grown.edits.undo();
        REQUIRE(grown.isDone());
    };
    qint64 held = excess(remove);
    CHECK(grown.requestsIn("many") == 0);
    CHECK((grown.at("many") == nullptr) == whole);
    held = std::max(held, excess(back));
    CHECK(grown.requestsIn("many") == kMany);
    CHECK(grown.at("many")->children.size() == size_t(kMany));
    CHECK(grown.files.read("many/r0000.yml") == first);
    CHECK(grown.told.isEmpty());
    const auto both = [&] {
        remove();
        back();
    };
    CHECK((held < kMostHeld || excess(both) < kMostHeld));
}

TEST_CASE("Large changes: while one is being done another is refused, and closing the collection ends the wait", "[collection][large]")
{
    Plantation grown;
    grown.edits.moveTo(grown.all("many"), grown.at("archive"), -1);
    REQUIRE(grown.edits.isBusy());
    grown.edits.rename(grown.at("health.yml"), "Alive");
    grown.edits.undo();
    CHECK(grown.told.size() == 2);
    CHECK(grown.files.exists("health.yml"));
    const bool closes = GENERATE(true, false);
    if (closes) {
        QObject::connect(&grown.collections, &OpenCollections::closing, &grown.tree,
                         [&](OpenCollection *each) { grown.tree.removeFiles(*each); });
        grown.collections.close(grown.collection);
        CHECK_FALSE(grown.edits.isBusy());
        CHECK_FALSE(grown.edits.stack().canUndo());
        QThreadPool::globalInstance()->waitForDone();
    } else {
        REQUIRE(grown.isDone());
    }
    CHECK(grown.requestsIn("archive") == kMany);
}

TEST_CASE("Large changes: one that cannot be done leaves the files as they were, and no step of the way back", "[collection][large]")
{
    Plantation grown;
    const std::vector<const TreeNode *> nodes = grown.all("many");
    QFile::remove(grown.files.path() + "/many/r0999.yml");
    grown.edits.moveTo(nodes, grown.at("archive"), -1);
    REQUIRE(grown.isDone());
    CHECK(grown.told.size() == 1);
    CHECK(grown.requestsIn("archive") == 0);
    CHECK(grown.requestsIn("many") == kMany - 1);
    CHECK_FALSE(grown.edits.stack().canUndo());
}
