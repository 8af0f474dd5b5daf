#include "catch.h"

#include "ui/accessible_tree.h"
#include "ui/main_window/address_row.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/stage.h"
#include "ui/request/request_editor.h"
#include "ui/response/response_view.h"

#include <QLabel>

using namespace keyhole;

namespace {
constexpr auto kSecret = "c2VjcmV0LW9mLXRoaXMtdGVzdC1vbmx5";
}

TEST_CASE("Accessible tree: every button and every place that takes the focus has a name, and no secret is told",
          "[main_window][accessibility]")
{
    Stage stage;
    CHECK(accessibleFaults(stage.window).join('\n') == QString());
    stage.transport.answer(Stage::kAddress, 401, {{"WWW-Authenticate", "Bearer", {}}});
    stage.open(QByteArray(Stage::kAddress) + " -H 'Authorization: Bearer " + kSecret + "'");
    stage.window.send();
    REQUIRE(comesTrue([&] { return stage.window.requests().current()->answer.has_value(); }));
    for (int tab = 0; tab < 6; ++tab) {
        stage.window.pane()->editor()->showTab(RequestEditor::Tab(tab));
        stage.window.pane()->response()->showTab(ResponseView::Tab(std::min(tab, 4)));
        QCoreApplication::processEvents();
        CAPTURE(tab);
        QStringList faults = accessibleFaults(stage.window, {kSecret});
        faults.removeAll("node has no name");  // an empty cell of a table is read by its position
        CHECK(faults.join('\n') == QString());
    }
}

TEST_CASE("Tab order: Tab goes from the address through the request to the response and never gets stuck", "[main_window][accessibility]")
{
    Stage stage;
    stage.open();
    stage.window.focusAddress();
    QList<QWidget *> visited;
    for (int step = 0; step < 200; ++step) {
        stage.press(Qt::Key_Tab);
        QWidget *focus = stage.window.focusWidget();
        REQUIRE(focus);
        if (visited.contains(focus))
            break;
        visited << focus;
    }
    const auto firstIn = [&](const QWidget *part) {
        for (qsizetype i = 0; i < visited.size(); ++i) {
            if (part->isAncestorOf(visited[i]))
                return i;
        }
        return qsizetype(-1);
    };
    CHECK(firstIn(stage.window.pane()->editor()) >= 0);
    CHECK(firstIn(stage.window.pane()->response()) > firstIn(stage.window.pane()->editor()));
}

TEST_CASE("Secrets: neither titles nor tool tips tell them", "[main_window][accessibility]")
{
    Stage stage;
    stage.open(QByteArray(Stage::kAddress) + " -H 'Authorization: Bearer " + kSecret + "'");
    CHECK_FALSE(stage.window.windowTitle().contains(kSecret));
    for (const QWidget *widget : stage.window.findChildren<QWidget *>()) {
        CHECK_FALSE(widget->toolTip().contains(kSecret));
        CHECK_FALSE(widget->windowTitle().contains(kSecret));
    }
}

TEST_CASE("Labels: all show plain text", "[main_window]")
{
    Stage stage;
    stage.transport.answer(Stage::kAddress, 401, {{"WWW-Authenticate", "Bearer realm=\"<img src=x>\"", {}}}, "<b>no</b>");
    stage.open();
    stage.window.send();
    REQUIRE(comesTrue([&] { return stage.window.requests().current()->answer.has_value(); }));
    for (const QLabel *label : stage.window.findChildren<QLabel *>()) {
        CAPTURE(label->text());
        CHECK((label->textFormat() == Qt::PlainText || !Qt::mightBeRichText(label->text())));
    }
}
