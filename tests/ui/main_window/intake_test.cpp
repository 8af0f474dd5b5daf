#include "catch.h"

#include "ui/collection/import_notes.h"
#include "ui/collection/sidebar.h"
#include "ui/main_window/address_row.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/stage.h"
#include "ui/request/request_editor.h"

#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

QByteArray recording(int entries)
{
    QByteArrayList texts;
    for (int i = 0; i < entries; ++i)
        texts << R"({"startedDateTime":"2026-11-21T09:43:12.000Z","time":12,"request":{"method":"GET","url":"https://api.example.com/)"
                + QByteArray::number(i)
                + R"(","httpVersion":"HTTP/1.1","headers":[{"name":"Authorization","value":"Bearer abc"}],"queryString":[],"cookies":[],)"
                  R"("headersSize":-1,"bodySize":0},"response":{"status":401,"statusText":"Unauthorized","httpVersion":"HTTP/1.1","headers":[],)"
                  R"("cookies":[],"content":{"size":0,"mimeType":"text/plain"},"redirectURL":"","headersSize":-1,"bodySize":0},)"
                  R"("cache":{},"timings":{"send":1,"wait":10,"receive":1}})";
    return R"({"log":{"version":"1.2","creator":{"name":"test","version":"1"},"entries":[)" + texts.join(',') + "]}}";
}

void drop(QWidget &window, const QMimeData &mime)
{
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QDropEvent event(QPointF(300, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &event);
}

}

TEST_CASE("Ctrl+V outside a text field: makes a request of a curl command, says so, and takes it back", "[main_window]")
{
    Stage stage;
    QApplication::clipboard()->setText("curl -X POST 'https://api.example.com/orders?x=1' -H 'X-Note: <b>a</b>' -d '{}'");
    stage.window.paste();
    REQUIRE(stage.window.requests().count() == 1);
    CHECK(stage.window.requests().current()->draft.method == "POST");
    CHECK(stage.window.pane()->address()->address() == "https://api.example.com/orders?x=1");
    CHECK(stage.window.status()->message().contains("Nothing was sent"));
    CHECK(stage.transport.sent.empty());
    REQUIRE(stage.window.status()->canUndo());
    stage.window.status()->undo();
    CHECK(stage.window.requests().count() == 0);
}

TEST_CASE("A curl command pasted into the address: becomes a request and not an address", "[main_window]")
{
    Stage stage;
    stage.window.newRequest();
    QApplication::clipboard()->setText("curl https://api.example.com/a \\\n  -H 'Accept: text/plain'");
    QTest::keyClick(stage.window.pane()->address()->edit(), Qt::Key_V, Qt::ControlModifier);
    REQUIRE(stage.window.requests().current());
    CHECK(stage.window.requests().current()->draft.address == "https://api.example.com/a");
    CHECK(stage.window.requests().count() == 1);  // the empty tab was filled
}

TEST_CASE("A broken curl command: is told with its place, and nothing that is open is lost", "[main_window]")
{
    Stage stage;
    stage.open();
    stage.window.openText("curl 'https://api.example.com/unclosed");
    REQUIRE(comesTrue([&] { return stage.window.notice()->isVisible(); }));
    CHECK_FALSE(stage.window.notice()->text().trimmed().isEmpty());
    CHECK(stage.window.requests().count() == 1);
    CHECK(stage.window.requests().current()->draft.address == Stage::kAddress);
}

TEST_CASE("A HAR file dropped: its entries stand in the sidebar, and one is shown with its diagnosis", "[main_window]")
{
    QTemporaryDir folder;
    QFile file(folder.filePath("checkout.har"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(recording(3));
    file.close();
    Stage stage;
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file.fileName())});
    drop(stage.window, mime);
    REQUIRE(comesTrue([&] { return stage.window.requests().count() == 1; }));
    CHECK(stage.window.tree().collections().front()->name == "Imported: checkout.har");
    CHECK(stage.window.tree().requests(10).size() == 3);
    const OpenRequest &shown = *stage.window.requests().current();
    CHECK(shown.recorded);
    REQUIRE(shown.answer);
    CHECK(shown.answer->report.status == 401);
    CHECK(stage.window.pane()->editor()->isReadOnly());
    CHECK(stage.transport.sent.empty());
}

TEST_CASE("A collection dropped: stands in the sidebar with its variables, and what was left out is listed", "[main_window]")
{
    QTemporaryDir folder;
    QFile file(folder.filePath("shop.json"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(
        R"({"info":{"name":"Shop","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},)"
        R"("variable":[{"key":"base","value":"https://api.example.com"}],"item":[{"name":"Add <b>one</b>","event":[{"listen":"test",)"
        R"("script":{"exec":["pm.test(1);"]}}],"request":{"method":"POST","url":"{{base}}/orders","auth":{"type":"bearer",)"
        R"("bearer":{"token":"geheim"}}}}]})");
    file.close();
    Stage stage;
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file.fileName())});
    drop(stage.window, mime);
    REQUIRE(comesTrue([&] { return !stage.window.tree().collections().empty(); }));
    CHECK(stage.window.tree().collections().front()->name == "Shop");
    REQUIRE(stage.window.tree().requests(10).size() == 1);
    CHECK(stage.window.tree().requests(10).front()->draft.address == "{{base}}/orders");
    CHECK(stage.window.status()->message().contains("Imported 1 request"));
    CHECK(stage.transport.sent.empty());
    auto *dialog = stage.window.findChild<ImportNotes *>();
    REQUIRE(dialog);
    QString told;
    for (const auto *text : dialog->findChildren<QPlainTextEdit *>())
        told += text->toPlainText();
    for (const auto *label : dialog->findChildren<QLabel *>())
        told += label->text();
    CHECK(told.contains("Shop / Add <b>one</b>: The script"));
    CHECK(told.contains("Add <b>one</b>: credential"));
    CHECK_FALSE(told.contains("geheim"));
}

TEST_CASE("Recorded request: is copied to a new one that can be edited and sent", "[main_window]")
{
    Stage stage;
    stage.window.openText(recording(1));
    REQUIRE(comesTrue([&] { return stage.window.requests().count() == 1; }));
    stage.window.editCopy();
    REQUIRE(stage.window.requests().count() == 2);
    const OpenRequest &copy = *stage.window.requests().current();
    CHECK_FALSE(copy.recorded);
    CHECK(copy.draft.address == "https://api.example.com/0");
    CHECK(copy.draft.auth.kind == AuthKind::Bearer);
    CHECK(copy.draft.auth.secret.reveal() == "abc");
    CHECK(stage.transport.sent.empty());
}

TEST_CASE("The lab: is opened once, and the worked example sends its expired token", "[main_window]")
{
    Collection lab;
    lab.name = "The 401 lab";
    CollectionItem sample;
    sample.name = "Expired token";
    sample.request.address = Stage::kAddress;
    lab.items = {sample};
    Stage stage({1440, 900}, {{}, [lab] { return lab; }});
    stage.transport.answer(Stage::kAddress, 401, {{"WWW-Authenticate", "Bearer", {}}});
    stage.window.openLab();
    stage.window.openExample();
    CHECK(stage.window.tree().collections().size() == 1);
    REQUIRE(comesTrue([&] { return stage.window.requests().current()->answer.has_value(); }));
    CHECK(stage.window.tree().requests(10).front()->status == 401);
}

TEST_CASE("A request in the sidebar: is opened once, however often it is chosen", "[main_window]")
{
    Collection collection;
    CollectionItem sample;
    sample.request.address = Stage::kAddress;
    collection.items = {sample};
    Stage stage({1440, 900}, {{}, [collection] { return collection; }});
    stage.window.openLab();
    const TreeNode *node = stage.window.tree().requests(1).front();
    emit stage.window.sidebar()->requestChosen(node);
    emit stage.window.sidebar()->requestChosen(node);
    CHECK(stage.window.requests().count() == 1);
}

TEST_CASE("A file that is not there: is told by name", "[main_window]")
{
    Stage stage;
    stage.window.openFile("/nowhere/at-all.har");
    REQUIRE(comesTrue([&] { return stage.window.notice()->isVisible(); }));
    CHECK(stage.window.notice()->text().contains("/nowhere/at-all.har"));
}

TEST_CASE("Copy as curl: leaves the credential out", "[main_window]")
{
    Stage stage;
    stage.open("https://api.example.com/a -H 'Authorization: Bearer very-secret-value-of-this-test'");
    stage.window.copyAsCurl();
    CHECK(QApplication::clipboard()->text().contains("curl"));
    CHECK_FALSE(QApplication::clipboard()->text().contains("very-secret-value"));
}
