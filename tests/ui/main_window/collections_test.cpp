// Folders of collections in the window: opened, edited, saved.
#include "catch.h"

#include "core/collection/collection_on_disk.h"
#include "ui/collection/save_place_dialog.h"
#include "ui/collection/sidebar.h"
#include "ui/collection/version_window.h"
#include "ui/main_window/address_row.h"
#include "ui/main_window/file_bar.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/stage.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QTreeView>

using namespace keyhole;

namespace {

/// The window with a collection's folder open.
struct Desk : Stage {
    Desk() { open(files.path()); }

    void open(const QString &folder)
    {
        window.openFile(folder);
        REQUIRE(comesTrue([&] { return window.collections().find(folder) != nullptr; }));
        collection = window.collections().find(folder);
    }
    const TreeNode *node(const QString &path)
    {
        const int id = collection->folder().idOf(path);
        return id == 0 && !path.isEmpty() ? nullptr : window.tree().nodeOf(*collection, id);
    }
    void openRequest(const QString &path)
    {
        REQUIRE(node(path));
        emit window.sidebar()->requestChosen(node(path));
    }
    OpenRequest &current() { return *window.requests().current(); }
    /// Types over the address, as a person does.
    void typeAddress(const QByteArray &address)
    {
        window.focusAddress();
        QTest::keyClicks(QApplication::focusWidget(), QString::fromUtf8(address));
    }

    CollectionOnDisk files;
    OpenCollection *collection = nullptr;
};

}

TEST_CASE("Collection folder: dropped on the window it stands in the sidebar, in its order", "[main_window][collections]")
{
    Desk desk;
    const TreeNode *top = desk.node({});
    REQUIRE(top);
    CHECK(top->name == "Shop");
    QStringList names;
    for (const auto &child : top->children)
        names << child->name;
    CHECK(names == QStringList{"Orders", "Who am I", "Health"});
    CHECK(top->children[0]->children[0]->name == "List orders");
    CHECK(top->children[0]->children[0]->method == "GET");
}

TEST_CASE("Collection folder: an edited request is marked, and saved with Ctrl+S so that git shows one line", "[main_window][collections]")
{
    Desk desk;
    desk.files.git({"init", "-q"});
    desk.files.git({"add", "."});
    desk.files.git({"commit", "-qm", "as it was"});
    desk.openRequest("orders/list.yml");
    CHECK(desk.current().draft.address == "{{base}}/orders");
    desk.typeAddress("https://api.example.com/orders");
    CHECK(desk.current().isUnsaved());
    QTest::keyClick(&desk.window, Qt::Key_S, Qt::ControlModifier);
    CHECK_FALSE(desk.current().isUnsaved());
    CHECK(desk.files.git({"diff", "--stat"}).contains("1 insertion(+), 1 deletion(-)"));
    CHECK(desk.files.read("orders/list.yml").contains("# what we read"));
    CHECK(desk.files.git({"status", "--porcelain"}).trimmed() == "M orders/list.yml");
}

TEST_CASE("Collection folder: a new request is saved under the name and in the folder that are chosen", "[main_window][collections]")
{
    Desk desk;
    desk.window.newRequest();
    desk.typeAddress("https://api.example.com/new");
    desk.window.saveRequest();
    auto *dialog = desk.window.findChild<SavePlaceDialog *>();
    REQUIRE(dialog);
    dialog->name()->setText("Look for orders");
    dialog->place()->setCurrentText("Shop / Orders");
    QTest::keyClick(dialog->name(), Qt::Key_Return);
    CHECK(desk.files.read("orders/Look for orders.yml").contains("https://api.example.com/new"));
    CHECK_FALSE(desk.current().isUnsaved());
    REQUIRE(desk.current().node);
    CHECK(desk.current().node->parent->name == "Orders");
    CHECK(desk.current().title() == "Look for orders");
}

TEST_CASE("Collection folder: what others change appears, and an open request without edits follows", "[main_window][collections]")
{
    Desk desk;
    desk.openRequest("health.yml");
    desk.files.write("health.yml", CollectionOnDisk::request("Health", 2, "{{base}}/healthz"));
    desk.files.write("orders/refund.yml", CollectionOnDisk::request("Refund", 3, "{{base}}/refund"));
    desk.collection->watch().look();
    CHECK(desk.node("orders/refund.yml"));
    CHECK(desk.current().draft.address == "{{base}}/healthz");
    CHECK(desk.window.pane()->address()->edit()->text() == "{{base}}/healthz");
    CHECK_FALSE(desk.current().isUnsaved());
}

TEST_CASE("Collection folder: what others change is not saved over, and what was edited is kept", "[main_window][collections]")
{
    Desk desk;
    desk.openRequest("health.yml");
    desk.typeAddress("{{base}}/mine");
    const QByteArray theirs = CollectionOnDisk::request("Health", 2, "{{base}}/theirs");
    desk.files.write("health.yml", theirs);
    desk.window.saveRequest();
    CHECK(desk.files.read("health.yml") == theirs);
    CHECK(desk.current().draft.address == "{{base}}/mine");
    REQUIRE(desk.current().origin->outside);
    CHECK(desk.current().origin->outside->draft.address == "{{base}}/theirs");
}

TEST_CASE("Collection folder: a request whose file is deleted stays in its tab, unsaved", "[main_window][collections]")
{
    Desk desk;
    desk.openRequest("health.yml");
    desk.files.remove("health.yml");
    desk.collection->watch().look();
    CHECK(desk.current().draft.address == "{{base}}/health");
    CHECK(desk.current().isUnsaved());
    CHECK_FALSE(desk.current().node);
    desk.window.saveRequest();
    CHECK(desk.window.findChild<SavePlaceDialog *>());
}

TEST_CASE("Collection folder: a tab that is closed with edits gives them back", "[main_window][collections]")
{
    Desk desk;
    desk.openRequest("health.yml");
    desk.typeAddress("{{base}}/mine");
    desk.window.closeTab();
    CHECK(desk.window.requests().count() == 0);
    desk.openRequest("health.yml");
    CHECK(desk.current().draft.address == "{{base}}/mine");
    CHECK(desk.current().isUnsaved());
}

TEST_CASE("Collection folder: requests are sent with what they inherit from its files", "[main_window][collections]")
{
    Desk desk;
    desk.files.write("orders/folder.yml",
                     "info:\n  name: Orders\n  type: folder\n  seq: 1\n\nrequest:\n  headers:\n    - name: X-Team\n      value: blue\n"
                     "  auth:\n    type: bearer\n    token: \"{{token}}\"\n");
    desk.files.write("orders/inherits.yml", CollectionOnDisk::request("Inherits", 9, Stage::kAddress) + "  auth: inherit\n");
    desk.collection->watch().look();
    desk.openRequest("orders/inherits.yml");
    const RequestDraft sent = desk.window.requests().meant(desk.current());
    CHECK(sent.auth.kind == AuthKind::Bearer);
    REQUIRE(sent.fields.size() == 1);
    CHECK(sent.fields[0].value == "blue");
}

TEST_CASE("Collection folder: two versions are put side by side, and each part is taken from one", "[main_window][collections]")
{
    Desk desk;
    desk.openRequest("orders/list.yml");
    desk.typeAddress("{{base}}/mine");
    QByteArray theirs = desk.files.read("orders/list.yml");
    theirs.replace("{{base}}/orders", "{{base}}/theirs").replace("application/json", "text/csv");
    desk.files.write("orders/list.yml", theirs);
    desk.collection->watch().look();
    FileBar *bar = desk.window.pane()->fileBar();
    REQUIRE(bar->isVisible());
    CHECK(bar->text().contains("orders/list.yml"));
    emit bar->compareRequested();
    auto *window = desk.window.findChild<VersionWindow *>();
    REQUIRE(window);
    VersionModel &versions = window->versions();
    QStringList parts;
    for (int row = 0; row < versions.rowCount(); ++row)
        parts << versions.index(row, VersionModel::PartColumn).data().toString();
    CHECK(parts == QStringList{"http.headers[0].value", "http.url"});
    CHECK(versions.index(1, VersionModel::MineColumn).data().toString() == "{{base}}/mine");
    CHECK(versions.index(1, VersionModel::TheirsColumn).data().toString() == "{{base}}/theirs");
    CHECK(versions.index(1, VersionModel::MineColumn).data(Qt::CheckStateRole).toInt() == Qt::Checked);
    CHECK(versions.index(0, VersionModel::TheirsColumn).data(Qt::CheckStateRole).toInt() == Qt::Checked);
    emit window->settled(versions.chosen());
    CHECK_FALSE(bar->isVisible());
    CHECK(desk.files.read("orders/list.yml") == theirs);
    desk.window.saveRequest();
    const QByteArray text = desk.files.read("orders/list.yml");
    CHECK(text.contains("{{base}}/mine"));
    CHECK(text.contains("text/csv # what we read"));
}

TEST_CASE("Collection folder: theirs or mine is taken whole", "[main_window][collections]")
{
    Desk desk;
    desk.openRequest("health.yml");
    desk.typeAddress("{{base}}/mine");
    desk.files.write("health.yml", CollectionOnDisk::request("Health", 2, "{{base}}/theirs"));
    desk.collection->watch().look();
    SECTION("theirs")
    {
        emit desk.window.pane()->fileBar()->theirsRequested();
        CHECK(desk.current().draft.address == "{{base}}/theirs");
        CHECK_FALSE(desk.current().isUnsaved());
    }
    SECTION("mine")
    {
        emit desk.window.pane()->fileBar()->mineRequested();
        desk.window.saveRequest();
        CHECK(desk.files.read("health.yml").contains("{{base}}/mine"));
    }
    CHECK_FALSE(desk.window.pane()->fileBar()->isVisible());
}

TEST_CASE("Collection folder: renaming a request that is being edited is no conflict", "[main_window][collections]")
{
    Desk desk;
    desk.openRequest("health.yml");
    desk.typeAddress("{{base}}/mine");
    desk.window.sidebar()->edits().rename(desk.node("health.yml"), "Alive");
    CHECK_FALSE(desk.current().origin->outside);
    CHECK(desk.current().title() == "Alive");
    CHECK(desk.current().draft.address == "{{base}}/mine");
    desk.window.saveRequest();
    CHECK(desk.files.read("Alive.yml").contains("{{base}}/mine"));
    CHECK(desk.files.read("Alive.yml").contains("name: Alive"));
}

TEST_CASE("Collection folder: a deleted request comes back with Ctrl+Z while the tree has the focus", "[main_window][collections]")
{
    Desk desk;
    desk.window.sidebar()->select(desk.node("health.yml"));
    desk.window.sidebar()->focusList();
    desk.press(Qt::Key_Delete);
    CHECK_FALSE(desk.files.exists("health.yml"));
    desk.press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(desk.files.exists("health.yml"));
    desk.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK_FALSE(desk.files.exists("health.yml"));
    desk.window.sidebar()->edits().stack().undo();
    CHECK(desk.node("health.yml"));
}

TEST_CASE("Collection folder: what is wrong with files is told with file and line, and the others can be used",
          "[main_window][collections]")
{
    Desk desk;
    desk.files.write("orders/both.yml", "info:\n  name: Both\n<<<<<<< HEAD\n  seq: 1\n=======\n  seq: 2\n>>>>>>> theirs\n");
    desk.collection->watch().look();
    const TreeNode *both = desk.node("orders/both.yml");
    REQUIRE(both);
    CHECK(both->kind == TreeNode::Kind::Other);
    CHECK(both->complaint.contains("orders/both.yml, line 3"));
    emit desk.window.sidebar()->complaintChosen(both);
    CHECK(desk.window.notice()->isVisible());
    CHECK(desk.window.notice()->text().contains("line 3"));
    CHECK(desk.node({})->complaint.contains("orders/both.yml, line 3"));
    desk.openRequest("orders/list.yml");
    CHECK(desk.current().draft.address == "{{base}}/orders");
    desk.files.write("orders/both.yml", CollectionOnDisk::request("Both", 2, "{{base}}/both"));
    desk.collection->watch().look();
    CHECK(desk.node("orders/both.yml")->kind == TreeNode::Kind::Request);
    CHECK(desk.node({})->complaint.isEmpty());
}

TEST_CASE("Collection folder: a folder that is deleted while it is open leaves the tabs, and takes no save", "[main_window][collections]")
{
    Desk desk;
    desk.openRequest("health.yml");
    desk.typeAddress("{{base}}/mine");
    QDir(desk.files.path()).removeRecursively();
    desk.collection->watch().look();
    CHECK(desk.window.notice()->isVisible());
    desk.window.saveRequest();
    CHECK(desk.current().draft.address == "{{base}}/mine");
    CHECK(desk.current().isUnsaved());
    CHECK_FALSE(QFileInfo::exists(desk.files.path()));
}

TEST_CASE("Collection folder: the last status stands in its row, also after it is opened again", "[main_window][collections]")
{
    Desk desk;
    desk.transport.answer(Stage::kAddress, 403);
    desk.openRequest("health.yml");
    desk.typeAddress(Stage::kAddress);
    desk.window.send();
    REQUIRE(comesTrue([&] { return desk.node("health.yml")->status == 403; }));
    desk.window.collections().close(desk.collection);
    CHECK(desk.window.tree().isEmpty());
    desk.open(desk.files.path());
    CHECK(desk.node("health.yml")->status == 403);
}

TEST_CASE("Collection folder: the filter shows what fits, and leaves the tree as it was", "[main_window][collections]")
{
    Desk desk;
    QTreeView *view = desk.window.sidebar()->view(Sidebar::Collections);
    const auto rows = [&] {
        int count = 0;
        for (QModelIndex index = view->model()->index(0, 0); index.isValid(); index = view->indexBelow(index))
            ++count;
        return count;
    };
    CHECK(rows() == 4);
    desk.window.sidebar()->filter()->setText("LIST");
    CHECK(rows() == 3);
    desk.window.sidebar()->filter()->clear();
    CHECK(rows() == 4);
    desk.window.sidebar()->filter()->setText("host:api.example");
    CHECK(rows() == 6);
    desk.window.sidebar()->filter()->setText("host:elsewhere");
    CHECK_FALSE(view->isVisible());
}

TEST_CASE("Collection folder: a row is renamed by typing over its name", "[main_window][collections]")
{
    Desk desk;
    desk.window.sidebar()->select(desk.node("orders/list.yml"));
    desk.window.sidebar()->focusList();
    desk.press(Qt::Key_F2);
    QTest::keyClicks(QApplication::focusWidget(), "All orders");
    desk.press(Qt::Key_Return);
    REQUIRE(comesTrue([&] { return desk.node("orders/All orders.yml") != nullptr; }));
    CHECK(desk.files.read("orders/All orders.yml").contains("name: All orders"));
    CHECK_FALSE(desk.files.exists("orders/list.yml"));
}

TEST_CASE("Collection folder: a new request of the sidebar is a file in the folder of the current row, and open",
          "[main_window][collections]")
{
    Desk desk;
    desk.window.sidebar()->select(desk.node("orders/list.yml"));
    desk.window.sidebar()->newRequest();
    CHECK(desk.files.exists("orders/New request.yml"));
    REQUIRE(desk.window.requests().current());
    CHECK(desk.current().origin->path == "orders/New request.yml");
    CHECK_FALSE(desk.current().isUnsaved());
}

TEST_CASE("Collection folder: rows are copied and pasted into another folder", "[main_window][collections]")
{
    Desk desk;
    desk.window.sidebar()->select(desk.node("orders/list.yml"));
    desk.window.sidebar()->focusList();
    desk.press(Qt::Key_C, Qt::ControlModifier);
    CHECK(QApplication::clipboard()->text().startsWith("curl "));
    desk.window.sidebar()->select(desk.node("health.yml"));
    desk.press(Qt::Key_V, Qt::ControlModifier);
    CHECK(desk.files.read("list.yml").contains("# what we read"));
    CHECK(desk.files.exists("orders/list.yml"));
    CHECK(desk.window.requests().count() == 0);
    desk.press(Qt::Key_X, Qt::ControlModifier);
    CHECK(desk.files.exists("list.yml"));
}

TEST_CASE("Collection folder: what is imported is saved as files, with variables in the place of secrets", "[main_window][collections]")
{
    const QTemporaryDir place;
    Desk desk;
    CollectionItem item;
    item.name = "Who am I";
    item.request.address = Stage::kAddress;
    item.request.auth = {AuthKind::Bearer, {}, Secret("s3cr3t-token-of-somebody")};
    const TreeNode *memory = desk.window.tree().nodeAt(desk.window.tree().addCollection({"Imported", {item}, {{}, {{"page", "1"}}}, {}}));
    desk.window.sidebar()->select(memory);
    desk.window.saveAsCollection();
    auto *dialog = desk.window.findChild<QFileDialog *>();
    REQUIRE(dialog);
    emit dialog->fileSelected(place.path() + "/imported");
    dialog->close();
    QFile file(place.path() + "/imported/Who am I.yml");
    REQUIRE(file.open(QFile::ReadOnly));
    const QByteArray text = file.readAll();
    CHECK(text.contains(Stage::kAddress));
    CHECK_FALSE(text.contains("s3cr3t"));
    CHECK(QFile::exists(place.path() + "/imported/opencollection.yml"));
    CHECK_FALSE(QFile::exists(place.path() + "/imported/environments"));
    REQUIRE(desk.window.collections().find(place.path() + "/imported"));
    CHECK_FALSE(desk.window.tree().holds(memory));
    QCoreApplication::processEvents();
    desk.window.sidebar()->edits().stack().undo();
    CHECK(desk.window.tree().holds(memory));
}

TEST_CASE("Collection folder: a folder is exported for Postman, and what that cannot hold is listed", "[main_window][collections]")
{
    const QTemporaryDir place;
    Desk desk;
    desk.window.sidebar()->select(desk.node("orders"));
    QAction *postman = nullptr;
    QMenu menu;
    desk.window.addExports(&menu);
    for (QAction *action : menu.actions())
        postman = action->text().startsWith("Postman") ? action : postman;
    REQUIRE(postman);
    postman->trigger();
    auto *dialog = desk.window.findChild<QFileDialog *>();
    REQUIRE(dialog);
    const QString path = place.filePath("orders.json");
    emit dialog->fileSelected(path);
    dialog->close();
    QFile file(path);
    REQUIRE(file.open(QFile::ReadOnly));
    const QByteArray text = file.readAll();
    CHECK(text.contains("Place an order"));
    CHECK(text.contains("{{base}}/orders"));
    CHECK_FALSE(text.contains("Who am I"));
}

TEST_CASE("Collection folder: which folders are unfolded is kept beside it, and stays out of git", "[main_window][collections]")
{
    Desk desk;
    desk.files.git({"init", "-q"});
    QTreeView *view = desk.window.sidebar()->view(Sidebar::Collections);
    const auto orders = [&] { return view->model()->index(0, 0, view->model()->index(0, 0)); };
    view->expand(orders());
    desk.window.collections().close(desk.collection);
    desk.open(desk.files.path());
    CHECK(view->isExpanded(orders()));
    CHECK_FALSE(desk.files.git({"status", "--porcelain", "-uall"}).contains(".keyhole"));
}

TEST_CASE("Collection folder: closing it keeps what was edited, and saving that opens it again", "[main_window][collections]")
{
    Desk desk;
    desk.openRequest("orders/list.yml");
    desk.openRequest("health.yml");
    desk.typeAddress("{{base}}/mine");
    desk.window.collections().close(desk.collection);
    REQUIRE(desk.window.requests().count() == 1);
    CHECK(desk.current().draft.address == "{{base}}/mine");
    desk.window.saveRequest();
    REQUIRE(comesTrue([&] { return !desk.current().isUnsaved(); }));
    CHECK(desk.files.read("health.yml").contains("{{base}}/mine"));
}

TEST_CASE("Collection folder: what is open of an import keeps to the files once it is saved as a folder", "[main_window][collections]")
{
    const QTemporaryDir place;
    Desk desk;
    const auto item = [](const QString &name, const QByteArray &path) {
        CollectionItem each;
        each.name = name;
        each.request.address = "https://api.example.com" + path;
        return each;
    };
    CollectionItem folder;
    folder.name = "Orders";
    folder.folder = true;
    folder.children = {item("List", "/orders"), item("Health", "/orders/health")};
    folder.children[0].request.auth = {AuthKind::Bearer, {}, Secret("s3cr3t-token-of-somebody")};
    const TreeNode *memory
        = desk.window.tree().nodeAt(desk.window.tree().addCollection({"Imported", {item("Health", "/health"), folder}, {}, {}}));
    emit desk.window.sidebar()->requestChosen(memory->children[1]->children[0].get());
    emit desk.window.sidebar()->requestChosen(memory->children[0].get());
    desk.typeAddress("https://api.example.com/mine");
    REQUIRE(desk.current().isUnsaved());
    desk.window.sidebar()->select(memory);
    desk.window.saveAsCollection();
    auto *dialog = desk.window.findChild<QFileDialog *>();
    REQUIRE(dialog);
    const QString path = place.path() + "/imported";
    emit dialog->fileSelected(path);
    dialog->close();

    const OpenRequest &edited = desk.current(), &untouched = desk.window.requests().at(0);
    REQUIRE(edited.origin);
    REQUIRE(untouched.origin);
    CHECK(edited.origin->path == "Health.yml");
    CHECK(untouched.origin->path == "Orders/List.yml");
    CHECK(untouched.title() == "List");
    CHECK_FALSE(untouched.isUnsaved());
    CHECK(untouched.draft.auth.secret.reveal().startsWith("{{"));
    CHECK(edited.isUnsaved());
    CHECK(edited.draft.address == "https://api.example.com/mine");
    desk.window.saveRequest();
    CHECK_FALSE(edited.isUnsaved());
    QFile file(path + "/Health.yml");
    REQUIRE(file.open(QFile::ReadOnly));
    CHECK(file.readAll().contains("https://api.example.com/mine"));

    desk.collection = desk.window.collections().find(path);
    desk.window.sidebar()->edits().rename(desk.node("Orders/List.yml"), "All of them");
    CHECK(untouched.title() == "All of them");
}
