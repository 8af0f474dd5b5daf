#include "catch.h"

#include "ui/collection/sidebar.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/main_window/address_row.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/stage.h"
#include "ui/palette/command_palette.h"
#include "ui/request/auth_editor.h"
#include "ui/request/auth_tab.h"
#include "ui/request/request_editor.h"
#include "ui/response/response_view.h"

#include <QComboBox>
#include <QMenuBar>
#include <QSet>

using namespace keyhole;

namespace {

QList<QAction *> entriesOf(const MainWindow &window)
{
    QList<QAction *> entries;
    for (const QMenu *menu : window.menuBar()->findChildren<QMenu *>())
        entries += menu->actions();
    entries.removeIf([](const QAction *entry) { return entry->isSeparator(); });
    return entries;
}

}

TEST_CASE("Menu bar: every action says what it does, and no shortcut stands twice", "[main_window]")
{
    const Stage stage;
    QSet<QString> seen;
    for (const QAction *action : entriesOf(stage.window)) {
        CAPTURE(action->text());
        CHECK_FALSE(action->text().isEmpty());
        for (const QKeySequence &keys : action->shortcuts()) {
            CHECK_FALSE(seen.contains(keys.toString()));
            seen.insert(keys.toString());
            // A single letter or digit would be typed by accident.
            CHECK(keys.toString().size() > 1);
        }
    }
}

TEST_CASE("Menu bar: the shortcuts that the guide names are there", "[main_window]")
{
    const Stage stage;
    QStringList there;
    for (const QAction *action : stage.window.menuBar()->findChildren<QAction *>()) {
        for (const QKeySequence &keys : action->shortcuts())
            there << keys.toString();
    }
    for (const char *keys :
         {"Ctrl+Return",  "Ctrl+R",      "Ctrl+N", "Ctrl+T",       "Ctrl+W", "Ctrl+Shift+T", "Ctrl+Tab", "Ctrl+K", "Ctrl+O",   "Ctrl+V",
          "Ctrl+Shift+C", "Ctrl+L",      "Esc",    "Ctrl+B",       "Ctrl+J", "F6",           "Shift+F6", "F8",     "Shift+F8", "Alt+Return",
          "Ctrl+Shift+J", "Ctrl+E",      "Ctrl+F", "F2",           "Del",    "Ctrl+Shift+E", "Ctrl+,",   "F1",     "Alt+1",    "Alt+6",
          "Alt+Shift+1",  "Alt+Shift+5", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+S"}) {
        CAPTURE(keys);
        CHECK(there.contains(QString(keys)));
    }
}

TEST_CASE("Ctrl+Z and Ctrl+Shift+Z: take a choice of the request back and do it again, while its list has the keyboard", "[main_window]")
{
    Stage stage;
    stage.open();
    RequestEditor *editor = stage.window.pane()->editor();
    editor->showTab(RequestEditor::Auth);
    QComboBox *kinds = editor->auth()->editor()->kinds();
    kinds->setFocus();
    const AuthKind before = editor->draft().auth.kind;
    kinds->setCurrentIndex(kinds->findData(int(AuthKind::Digest)));
    emit kinds->activated(kinds->currentIndex());
    REQUIRE(stage.window.requests().current()->draft.auth.kind == AuthKind::Digest);
    stage.press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(stage.window.requests().current()->draft.auth.kind == before);
    stage.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(stage.window.requests().current()->draft.auth.kind == AuthKind::Digest);
}

TEST_CASE("Ctrl+N, Ctrl+W and Ctrl+Shift+T: open a tab, close it and open it again as it was", "[main_window]")
{
    Stage stage;
    stage.press(Qt::Key_N, Qt::ControlModifier);
    REQUIRE(stage.window.requests().count() == 1);
    QTest::keyClicks(stage.window.pane()->address()->edit(), "https://api.example.com/a");
    stage.press(Qt::Key_W, Qt::ControlModifier);
    CHECK(stage.window.requests().count() == 0);
    stage.press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    REQUIRE(stage.window.requests().count() == 1);
    CHECK(stage.window.requests().current()->draft.address == "https://api.example.com/a");
}

TEST_CASE("Ctrl+Tab and Ctrl+Shift+Tab: go round the open requests", "[main_window]")
{
    Stage stage;
    for (const char *address : {"https://a.example/1", "https://a.example/2", "https://a.example/3"})
        stage.open(address);
    REQUIRE(stage.window.requests().currentIndex() == 2);
    stage.action("view.next-tab")->trigger();
    CHECK(stage.window.requests().currentIndex() == 0);
    stage.action("view.previous-tab")->trigger();
    CHECK(stage.window.requests().currentIndex() == 2);
    CHECK(stage.window.pane()->address()->address() == "https://a.example/3");
}

TEST_CASE("Ctrl+Enter: sends the open request, and the answer's status stands in the diagnosis", "[main_window]")
{
    Stage stage;
    stage.transport.answer(Stage::kAddress, 401, {{"WWW-Authenticate", "Bearer", {}}});
    stage.open();
    stage.press(Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(comesTrue([&] { return stage.window.requests().current()->answer.has_value(); }));
    CHECK(stage.transport.sent.size() == 1);
    CHECK(stage.window.requests().current()->answer->report.status == 401);
}

TEST_CASE("Esc: cancels what is being sent, and is free otherwise", "[main_window]")
{
    Stage stage;
    stage.transport.hold();
    stage.open();
    CHECK_FALSE(stage.action("request.cancel")->isEnabled());
    stage.window.send();
    REQUIRE(stage.window.requests().current()->sending);
    CHECK(stage.action("request.cancel")->isEnabled());
    stage.press(Qt::Key_Escape);
    CHECK_FALSE(stage.window.requests().current()->sending);
    CHECK(comesTrue([&] { return stage.transport.lastIsCancelled(); }));
    CHECK_FALSE(stage.action("request.cancel")->isEnabled());
}

TEST_CASE("Alt+1 to 6 and Alt+Shift+1 to 5: choose the tabs of the request and of the response", "[main_window]")
{
    Stage stage;
    stage.open();
    for (int tab = 0; tab < 6; ++tab) {
        stage.press(Qt::Key(Qt::Key_1 + tab), Qt::AltModifier);
        CHECK(int(stage.window.pane()->editor()->currentTab()) == tab);
    }
    for (int tab = 0; tab < 5; ++tab) {
        stage.press(Qt::Key(Qt::Key_1 + tab), Qt::AltModifier | Qt::ShiftModifier);
        CHECK(int(stage.window.pane()->response()->currentTab()) == tab);
    }
}

TEST_CASE("Alt+3: the keyboard goes on from the tab, with arrows to the next one and with Tab into its page", "[main_window]")
{
    Stage stage;
    stage.open();
    RequestEditor *editor = stage.window.pane()->editor();
    stage.press(Qt::Key_3, Qt::AltModifier);
    stage.press(Qt::Key_Right);
    CHECK(editor->currentTab() == RequestEditor::Body);
    stage.press(Qt::Key_Left);
    CHECK(editor->currentTab() == RequestEditor::Auth);
    stage.press(Qt::Key_Tab);
    CHECK(editor->auth()->isAncestorOf(QApplication::focusWidget()));
}

TEST_CASE("Ctrl+B and Ctrl+J: hide and show sidebar and diagnosis", "[main_window]")
{
    Stage stage;
    stage.open();
    REQUIRE(stage.window.sidebar()->isVisible());
    REQUIRE(stage.window.diagnosis()->isVisible());
    stage.press(Qt::Key_B, Qt::ControlModifier);
    stage.press(Qt::Key_J, Qt::ControlModifier);
    CHECK_FALSE(stage.window.sidebar()->isVisible());
    CHECK_FALSE(stage.window.diagnosis()->isVisible());
    stage.press(Qt::Key_B, Qt::ControlModifier);
    stage.press(Qt::Key_J, Qt::ControlModifier);
    CHECK(stage.window.sidebar()->isVisible());
    CHECK(stage.window.diagnosis()->isVisible());
}

TEST_CASE("Ctrl+L: goes to the address, also from the first-run page", "[main_window]")
{
    Stage stage;
    stage.press(Qt::Key_L, Qt::ControlModifier);
    REQUIRE(stage.window.pane());
    CHECK(stage.window.focusWidget() == stage.window.pane()->address()->edit());
}

TEST_CASE("F6: visits every part once and comes back; Shift+F6 goes the other way", "[main_window]")
{
    Stage stage;
    stage.open();
    stage.window.focusAddress();
    const QWidget *const start = stage.window.focusWidget();
    const QWidget *const parts[] = {stage.window.sidebar(),          stage.window.pane()->address(), stage.window.pane()->editor(),
                                    stage.window.pane()->response(), stage.window.diagnosis(),       stage.window.status()};
    const auto partOf = [&](const QWidget *widget) {
        return std::find_if(std::begin(parts), std::end(parts), [&](const QWidget *part) { return part->isAncestorOf(widget); })
            - std::begin(parts);
    };
    QList<qsizetype> visited;
    for (int step = 0; step < 6; ++step) {
        stage.window.nextPart();
        visited << partOf(stage.window.focusWidget());
    }
    CHECK(visited == QList<qsizetype>{2, 3, 4, 5, 0, 1});
    CHECK(stage.window.focusWidget() == start);
    stage.window.previousPart();
    CHECK(partOf(stage.window.focusWidget()) == 0);
}

TEST_CASE("Ctrl+K: finds requests and actions by name and runs the chosen one", "[main_window]")
{
    Stage stage;
    stage.open();
    stage.window.showPalette();
    auto *palette = stage.window.findChild<CommandPalette *>();
    REQUIRE(palette);
    palette->model().setTyped("close tab");
    REQUIRE(palette->model().rowCount() > 0);
    palette->model().at(0)->run();
    CHECK(stage.window.requests().count() == 0);
}
