#include "catch.h"
#include "ui/response/viewer/find_bar.h"
#include "ui/response/viewer/viewer_pane.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>

using namespace keyhole;

namespace {

struct Shown {
    Theme theme;
    ViewerPane pane{theme, "Body"};
    TextViewer &viewer = *pane.viewer();

    explicit Shown(const QByteArray &body, const QByteArray &type = "text/plain")
    {
        pane.resize(500, 300);
        pane.show();
        viewer.setContent(recognise(body, type));
        viewer.setFocus();
    }
    void awaitWhole() { QTRY_VERIFY_WITH_TIMEOUT(viewer.document().isComplete(), 20'000); }
    QString visible() const { return viewer.visibleText().text; }
};

QByteArray numberedLines(int count)
{
    QByteArray text;
    for (int i = 1; i <= count; ++i)
        text += "line " + QByteArray::number(i) + '\n';
    return text;
}

}

TEST_CASE("Viewer: shows the beginning at once, and all of it when it is indexed", "[viewer]")
{
    Shown shown(numberedLines(200'000));
    CHECK_FALSE(shown.viewer.document().isComplete());
    CHECK(shown.visible().startsWith("line 1\nline 2\n"));
    shown.awaitWhole();
    CHECK(shown.viewer.document().rowCount() == 200'000);
    CHECK(shown.visible().startsWith("line 1\n"));
}

TEST_CASE("Viewer: keys move, and with Shift select", "[viewer]")
{
    Shown shown("alpha beta\ngamma\ndelta");
    const auto press
        = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(&shown.viewer, key, modifiers); };
    press(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(shown.viewer.selectedText() == "alpha");
    press(Qt::Key_End);
    CHECK(shown.viewer.cursor() == 10);
    press(Qt::Key_Down);
    CHECK(shown.viewer.cursor() == 16);
    press(Qt::Key_Up);
    CHECK(shown.viewer.cursor() == 10);
    press(Qt::Key_Right);
    CHECK(shown.viewer.cursor() == 11);
    press(Qt::Key_Left);
    CHECK(shown.viewer.cursor() == 10);
    press(Qt::Key_End, Qt::ControlModifier);
    CHECK(shown.viewer.cursor() == 22);
    press(Qt::Key_Home, Qt::ShiftModifier);
    CHECK(shown.viewer.selectedText() == "delta");
    press(Qt::Key_Home, Qt::ControlModifier);
    CHECK(shown.viewer.cursor() == 0);
    press(Qt::Key_Left);
    CHECK(shown.viewer.cursor() == 0);
}

TEST_CASE("Viewer: page keys and the end key scroll to where the cursor is", "[viewer]")
{
    Shown shown(numberedLines(1000));
    QTest::keyClick(&shown.viewer, Qt::Key_PageDown);
    CHECK(shown.viewer.cursor() > 0);
    QTest::keyClick(&shown.viewer, Qt::Key_End, Qt::ControlModifier);
    CHECK(shown.visible().endsWith("line 1000"));
    CHECK_FALSE(shown.viewer.rectOf(shown.viewer.cursor()).isNull());
}

TEST_CASE("Viewer: copies what is selected, by keyboard and by mouse", "[viewer]")
{
    Shown shown("{\"a\":1}", "application/json");
    QTest::keyClick(&shown.viewer, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&shown.viewer, Qt::Key_C, Qt::ControlModifier);
    CHECK(QApplication::clipboard()->text() == "{\n  \"a\": 1\n}");
    QWidget *surface = shown.viewer.viewport();
    QTest::mouseDClick(surface, Qt::LeftButton, {}, shown.viewer.rectOf(2).center());
    CHECK(shown.viewer.selectedText() == "a");
}

TEST_CASE("Viewer: a large selection reaches the clipboard from the pool", "[viewer]")
{
    const QByteArray text = numberedLines(50'000);
    Shown shown(text);
    shown.awaitWhole();
    QApplication::clipboard()->clear();
    shown.viewer.selectAll();
    shown.viewer.copy();
    CHECK(QTest::qWaitFor([&] { return QApplication::clipboard()->text().size() == text.size(); }));
}

TEST_CASE("Viewer: wrapping shows a long line in several rows and keeps the place", "[viewer]")
{
    Shown shown(QByteArray("word ").repeated(200) + "\nlast line");
    REQUIRE(shown.viewer.document().rowCount() == 2);
    CHECK(shown.viewer.horizontalScrollBar()->maximum() > 0);
    shown.viewer.setWrapped(true);
    CHECK(shown.viewer.document().rowCount() > 10);
    CHECK(shown.viewer.document().lineCount() == 2);
    CHECK(shown.viewer.horizontalScrollBar()->maximum() == 0);
    shown.pane.resize(900, 300);
    const qint64 wide = shown.viewer.document().rowCount();
    shown.pane.resize(400, 300);
    CHECK(shown.viewer.document().rowCount() > wide);
}

TEST_CASE("Viewer: pretty and raw keep the first visible byte", "[viewer]")
{
    QByteArray json = "[";
    for (int i = 0; i < 300; ++i)
        json += "{\"i\":" + QByteArray::number(i) + "},\n";
    json += "0]";
    Shown shown(json, "application/json");
    shown.viewer.verticalScrollBar()->setValue(400);
    const qsizetype top = shown.viewer.visibleText().offsets.front();
    shown.viewer.setPretty(false);
    CHECK(shown.viewer.document().rules().layout == RowLayout::Raw);
    const Row row = shown.viewer.document().row(shown.viewer.firstRow());
    CHECK(row.start.offset <= top);
    CHECK(row.next.offset > top);
}

TEST_CASE("Find: counts, steps round and comes to the match", "[viewer]")
{
    Shown shown("one two\none\nthree ONE");
    QTest::keyClick(&shown.viewer, Qt::Key_F, Qt::ControlModifier);
    REQUIRE(shown.pane.findBar()->isVisible());
    QTest::keyClicks(shown.pane.findBar()->findChild<QLineEdit *>(), "one");
    CHECK(shown.pane.findBar()->matchCount() == 3);
    CHECK(shown.viewer.selectionFrom() == 0);
    QTest::keyClick(&shown.viewer, Qt::Key_F3);
    CHECK(shown.viewer.selectionFrom() == 8);
    QTest::keyClick(&shown.viewer, Qt::Key_F3, Qt::ShiftModifier);
    QTest::keyClick(&shown.viewer, Qt::Key_F3, Qt::ShiftModifier);
    CHECK(shown.viewer.selectionFrom() == 18);
    QTest::keyClick(shown.pane.findBar(), Qt::Key_Escape);
    CHECK_FALSE(shown.pane.findBar()->isVisible());
}

TEST_CASE("Find: a member is found as it is shown, though the bytes have no blank", "[viewer]")
{
    Shown shown("{\"status\":401,\"other\":1}", "application/json");
    shown.pane.find();
    QTest::keyClicks(shown.pane.findBar()->findChild<QLineEdit *>(), "\"status\": 401");
    CHECK(shown.pane.findBar()->matchCount() == 1);
}

TEST_CASE("Find: in a text of megabytes the pool searches, in the last of its lines too", "[viewer]")
{
    Shown shown(QByteArray(3 << 20, 'x') + "needle", "text/plain");
    shown.awaitWhole();
    shown.pane.find();
    shown.pane.findBar()->findChild<QLineEdit *>()->setText("needle");
    REQUIRE(QTest::qWaitFor([&] { return shown.pane.findBar()->matchCount() == 1; }));
    CHECK_FALSE(shown.viewer.rectOf(shown.viewer.selectionFrom()).isNull());
}

TEST_CASE("Viewer: a screen reader gets the visible rows, read-only, and can select in them", "[viewer][accessibility]")
{
    Shown shown("{\"a\":\"x\xE2\x80\xAEy\"}", "application/json");
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&shown.viewer);
    REQUIRE(face);
    CHECK(face->text(QAccessible::Name) == "Body");
    CHECK(face->state().readOnly);
    QAccessibleTextInterface *text = face->textInterface();
    REQUIRE(text);
    CHECK(text->text(0, text->characterCount()) == "{\n  \"a\": \"x\\u{202E}y\"\n}");
    text->setSelection(0, 5, 6);
    CHECK(shown.viewer.selectedText() == "a");
    CHECK(text->cursorPosition() == 6);
    CHECK_FALSE(text->characterRect(5).isNull());
}

TEST_CASE("Viewer: says from where on it is not JSON", "[viewer]")
{
    Shown shown("{\"a\":1,\n oops}", "application/json");
    QStringList said;
    for (const QLabel *label : shown.pane.findChildren<QLabel *>())
        said += label->text();
    CHECK(said.join(' ').contains("byte 9"));
}
