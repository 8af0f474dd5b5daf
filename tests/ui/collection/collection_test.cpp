#include "catch.h"

#include "core/secrets/session_store.h"
#include "core/session/canned_transport.h"
#include "ui/collection/history_model.h"
#include "ui/collection/request_filter.h"
#include "ui/collection/request_tree.h"
#include "ui/collection/sidebar.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace keyhole;

namespace {

CollectionItem request(const QString &name, const QByteArray &method, const QByteArray &address)
{
    CollectionItem item;
    item.name = name;
    item.request.method = method;
    item.request.address = address;
    return item;
}

Collection shop()
{
    Collection collection;
    collection.name = "Shop";
    CollectionItem orders;
    orders.name = "Orders";
    orders.folder = true;
    orders.children = {request("List orders", "GET", "https://api.example.com/orders"),
                       request("Cancel order", "DELETE", "https://api.example.com/orders/1")};
    collection.items = {orders, request("Health", "GET", "https://status.example.org/health")};
    return collection;
}

Diagnosed answered(const QByteArray &address, int status, Instant at)
{
    Exchange exchange;
    Hop hop;
    hop.request.method = "GET";
    hop.request.url = *Url::parse(address);
    hop.sentAt = at;
    exchange.hops.push_back(hop);
    Report report;
    report.status = status;
    return {std::make_shared<const Exchange>(exchange), report};
}

QStringList namesIn(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList names;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        names << index.data().toString();
        names << namesIn(model, index);
    }
    return names;
}

}

TEST_CASE("RequestTree: is a sound model while collections come, go and come back", "[collection]")
{
    RequestTree tree;
    const QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::Fatal);
    tree.addCollection(shop());
    const QModelIndex second = tree.addCollection(shop());
    const QStringList before = namesIn(tree);
    const QModelIndex orders = tree.index(0, 0, second);
    RequestTree::Taken taken = tree.take(tree.index(0, 0, orders));
    CHECK_FALSE(namesIn(tree) == before);
    tree.put(std::move(taken));
    CHECK(namesIn(tree) == before);
}

TEST_CASE("RequestTree: says a row as a person would", "[collection]")
{
    RequestTree tree;
    const QModelIndex shopRow = tree.addCollection(shop());
    const QModelIndex health = tree.index(1, 0, shopRow);
    CHECK(health.data(Qt::AccessibleTextRole).toString() == "GET Health");
    tree.setStatus(tree.nodeAt(health), 401);
    CHECK(health.data(Qt::AccessibleTextRole).toString() == "GET Health, last answer 401");
}

TEST_CASE("RequestTree: a name from outside shows its direction marks", "[collection]")
{
    RequestTree tree;
    Collection collection;
    collection.name = QString("safe") + QChar(0x202E) + "live";
    CHECK_FALSE(tree.addCollection(collection).data().toString().contains(QChar(0x202E)));
}

TEST_CASE("RequestTree: a row that is gone is known to be gone", "[collection]")
{
    RequestTree tree;
    const QModelIndex row = tree.addCollection(shop());
    const TreeNode *node = tree.nodeAt(tree.index(1, 0, row));
    CHECK(tree.holds(node));
    const RequestTree::Taken taken = tree.take(row);
    CHECK_FALSE(tree.holds(node));
    tree.setStatus(node, 401);  // says nothing and breaks nothing
}

TEST_CASE("RequestQuery: words, status and host", "[collection]")
{
    const auto [typed, fits] = GENERATE(table<const char *, bool>({{"", true},
                                                                   {"orders", true},
                                                                   {"ORDERS list", true},
                                                                   {"orders nothing", false},
                                                                   {"get", true},
                                                                   {"401", true},
                                                                   {"403", false},
                                                                   {"4xx", true},
                                                                   {"5XX", false},
                                                                   {"host:example.com", true},
                                                                   {"host:orders", false},
                                                                   {"401 host:api orders", true}}));
    CAPTURE(typed);
    CHECK(RequestQuery(typed).matches("list orders get https://api.example.com/orders", "api.example.com", 401) == fits);
}

TEST_CASE("RequestFilter: keeps the folders of what fits", "[collection]")
{
    RequestTree tree;
    tree.addCollection(shop());
    RequestFilter filter;
    filter.setSourceModel(&tree);
    filter.setQuery("cancel");
    CHECK(namesIn(filter) == QStringList{"Shop", "Orders", "Cancel order"});
    filter.setQuery("nothing-like-it");
    CHECK(filter.rowCount() == 0);
    filter.setQuery("");
    CHECK(namesIn(filter).size() == 5);
}

TEST_CASE("HistoryModel: newest first, a group for each day, sound as a model", "[collection]")
{
    HistoryModel history;
    const QAbstractItemModelTester tester(&history, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const Instant noon(Seconds(1'795'262'400));
    history.add(answered("https://a.example/1", 200, noon - Seconds(24 * 3600)));
    history.add(answered("https://a.example/2", 401, noon));
    history.add(answered("https://a.example/3", 401, noon + Seconds(1)));
    REQUIRE(history.rowCount() == 2);
    const QModelIndex today = history.index(0, 0);
    REQUIRE(history.rowCount(today) == 2);
    CHECK(history.index(0, 0, today).data().toString().endsWith("a.example/3"));
    CHECK(history.count() == 3);
    CHECK(history.index(0, 0, today).data(Qt::AccessibleTextRole).toString().endsWith("last answer 401"));
}

TEST_CASE("HistoryModel: the oldest go when there are more than a thousand", "[collection]")
{
    HistoryModel history;
    for (int i = 0; i < HistoryModel::kMost + 5; ++i)
        history.add(answered("https://a.example/" + QByteArray::number(i), 200, Instant(Seconds(1'795'262'400 + i))));
    CHECK(history.count() == HistoryModel::kMost);
    const QModelIndex day = history.index(0, 0);
    CHECK(history.index(HistoryModel::kMost - 1, 0, day).data().toString().endsWith("a.example/5"));
}

TEST_CASE("Sidebar: Del takes a row away, and Undo brings it back where it was", "[collection]")
{
    const Theme theme;
    RequestTree tree;
    HistoryModel history;
    tree.addCollection(shop());
    Sidebar sidebar(theme, tree, history);
    QTreeView *view = sidebar.view(Sidebar::Collections);
    view->expandAll();
    const QStringList before = namesIn(tree);
    view->setCurrentIndex(view->model()->index(0, 0, view->model()->index(0, 0)));
    sidebar.removeCurrent();
    CHECK(namesIn(tree) == QStringList{"Shop", "Health"});
    sidebar.undoRemoval();
    CHECK(namesIn(tree) == before);
}

TEST_CASE("Sidebar: a click on a request chooses it, one on a folder does not", "[collection]")
{
    const Theme theme;
    RequestTree tree;
    HistoryModel history;
    tree.addCollection(shop());
    Sidebar sidebar(theme, tree, history);
    QSignalSpy chosen(&sidebar, &Sidebar::requestChosen);
    QTreeView *view = sidebar.view(Sidebar::Collections);
    const QModelIndex shopRow = view->model()->index(0, 0);
    emit view->clicked(shopRow);
    CHECK(chosen.isEmpty());
    emit view->clicked(view->model()->index(1, 0, shopRow));
    CHECK(chosen.size() == 1);
}

namespace {

/// A history in a file, and a session whose exchanges go into it.
struct Kept {
    QTemporaryDir folder;
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};
    SessionStore credentials;
    std::unique_ptr<HistoryKeeper> keeper = open();

    std::unique_ptr<HistoryKeeper> open()
    {
        return std::make_unique<HistoryKeeper>(session, credentials, folder.filePath("history.sqlite"));
    }
    void send(const char *address, int status)
    {
        QSignalSpy added(keeper.get(), &HistoryKeeper::added);
        transport.answer(address, status);
        RequestDraft draft;
        draft.address = address;
        REQUIRE(session.send(draft));
        CHECK(QTest::qWaitFor([&] { return added.count() == 1; }));
    }
};

QStringList addressesIn(const HistoryModel &history)
{
    QStringList addresses;
    for (int group = 0; group < history.rowCount(); ++group) {
        for (int row = 0; row < history.rowCount(history.index(group, 0)); ++row)
            addresses += history.rowAt(history.index(row, 0, history.index(group, 0)))->entry.address;
    }
    return addresses;
}

}

TEST_CASE("HistoryModel: what was sent in another run is there, and is searched while it is typed", "[collection]")
{
    Kept kept;
    kept.send("https://api.example.com/orders", 401);
    kept.send("https://shop.example/cart", 200);
    kept.keeper.reset();
    kept.keeper = kept.open();
    HistoryModel history;
    const QAbstractItemModelTester tester(&history, QAbstractItemModelTester::FailureReportingMode::Fatal);
    history.setKeeper(kept.keeper.get());
    CHECK(QTest::qWaitFor([&] { return history.count() == 2; }));
    CHECK(addressesIn(history).front() == "https://shop.example/cart");
    CHECK_FALSE(history.rowAt(history.index(0, 0, history.index(0, 0)))->diagnosed);
    history.setQuery("401 ord");
    CHECK(QTest::qWaitFor([&] { return addressesIn(history) == QStringList{"https://api.example.com/orders"}; }));
    history.setQuery("since:blue");
    CHECK(history.complaint().contains("blue"));
    CHECK(history.count() == 1);
    history.setQuery("");
    CHECK(history.complaint().isEmpty());
    kept.send("https://new.example/", 200);
    CHECK(QTest::qWaitFor([&] { return history.count() == 3; }));
    CHECK(history.rowAt(history.index(0, 0, history.index(0, 0)))->diagnosed);
}

TEST_CASE("HistoryModel: by cause, each cause is a group", "[collection]")
{
    Kept kept;
    kept.send("https://api.example.com/orders", 401);
    kept.send("https://shop.example/cart", 200);
    kept.send("https://api.example.com/orders", 401);
    HistoryModel history;
    history.setKeeper(kept.keeper.get());
    CHECK(QTest::qWaitFor([&] { return history.count() == 3; }));
    history.setGrouping(HistoryGrouping::Cause);
    CHECK(QTest::qWaitFor([&] { return history.rowCount() == 2; }));
    CHECK(QTest::qWaitFor([&] { return history.count() == 3; }));
    CHECK(history.index(1, 0).data().toString() == "No cause");
}

TEST_CASE("Sidebar: an answer that is deleted from the history comes back with Undo", "[collection]")
{
    Kept kept;
    kept.send("https://api.example.com/orders", 401);
    kept.send("https://shop.example/cart", 200);
    const Theme theme;
    RequestTree tree;
    HistoryModel history;
    history.setKeeper(kept.keeper.get());
    Sidebar sidebar(theme, tree, history);
    CHECK(QTest::qWaitFor([&] { return history.count() == 2; }));
    sidebar.showTab(Sidebar::History);
    QTreeView *view = sidebar.view(Sidebar::History);
    view->setCurrentIndex(view->model()->index(0, 0, view->model()->index(0, 0)));
    sidebar.removeCurrent();
    CHECK(QTest::qWaitFor([&] { return addressesIn(history) == QStringList{"https://api.example.com/orders"}; }));
    sidebar.undoRemoval();
    CHECK(QTest::qWaitFor([&] { return history.count() == 2; }));
    CHECK(QTest::qWaitFor([&] { return addressesIn(history).front() == QString("https://shop.example/cart"); }));
}
