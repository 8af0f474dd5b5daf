#include "catch.h"
#include "ui/accessible_tree.h"
#include "ui/compare/body_box.h"
#include "ui/compare/compare_window.h"
#include "ui/compare/difference_row.h"
#include "ui/compare/difference_section.h"
#include "ui/compare/lines_view.h"
#include "ui/controls/button.h"
#include "ui/controls/fold_head.h"
#include "ui/controls/tab_strip.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

using namespace keyhole;

namespace {

std::shared_ptr<const Exchange> exchange(int status, const QByteArray &authorization, const QByteArray &date, const QByteArray &body)
{
    Exchange exchange;
    Hop &hop = exchange.hops.emplace_back();
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://api.example.com/orders");
    if (!authorization.isEmpty())
        hop.request.fields.append("Authorization", authorization);
    hop.response.emplace();
    hop.response->status = status;
    hop.response->fields = {{"Date", date, {}}, {"Content-Type", "application/json", {}}};
    hop.response->body = body;
    return std::make_shared<const Exchange>(std::move(exchange));
}

std::shared_ptr<const Exchange> accepted()
{
    return exchange(200, "Bearer then-0123456789abcdef0123", "Sat, 21 Nov 2026 09:41:12 GMT",
                    "{\"items\":[1,2,3],\"token\":\"t0ken-of-the-answer\"}");
}

std::shared_ptr<const Exchange> refused()
{
    return exchange(401, "", "Sat, 21 Nov 2026 09:43:12 GMT", "{\"error\":\"invalid_token\"}");
}

struct Compared {
    Theme theme;
    CompareWindow *window = new CompareWindow(theme);

    explicit Compared(std::shared_ptr<const Exchange> left = accepted(), std::shared_ptr<const Exchange> right = refused())
    {
        QSignalSpy done(window, &CompareWindow::compared);
        window->compare({std::move(left), "orders"}, {std::move(right), "orders, again"});
        window->show();
        REQUIRE(done.wait(5000));
        QApplication::processEvents();
    }
    ~Compared() { delete window; }

    QStringList titles() const
    {
        QStringList titles;
        for (const DifferenceSection *section : window->sections())
            titles << section->title();
        return titles;
    }
    DifferenceRow *row(const QByteArray &where) const
    {
        for (DifferenceRow *each : window->findChildren<DifferenceRow *>()) {
            if (each->difference().where == where)
                return each;
        }
        return nullptr;
    }
};

}

TEST_CASE("Compare window: the part that tells most stands first, parts without a difference are shown on demand", "[compare]")
{
    Compared compared;
    CHECK(compared.titles().front() == "Credential and claims");
    CHECK_FALSE(compared.titles().contains("Cookies"));
    compared.window->extent()->setCurrentIndex(1);
    CHECK(compared.titles().front() == "Credential and claims");
    CHECK(compared.titles().contains("Cookies"));
}

TEST_CASE("Compare window: noise is folded, counted, and opens", "[compare]")
{
    Compared compared;
    CHECK_FALSE(compared.row("response.headers.Date"));
    const auto heads = compared.window->findChildren<FoldHead *>();
    REQUIRE(heads.size() == 1);
    CHECK(heads.front()->accessibleName() == "1 folded as noise");
    heads.front()->click();
    REQUIRE(compared.row("response.headers.Date"));
    CHECK(compared.row("response.headers.Date")->isVisible());
}

TEST_CASE("Compare window: a click on a difference goes to its place in the exchange that has it", "[compare]")
{
    Compared compared;
    std::vector<std::pair<std::shared_ptr<const Exchange>, QByteArray>> asked;
    QObject::connect(
        compared.window, &CompareWindow::placeRequested, compared.window,
        [&](const std::shared_ptr<const Exchange> &exchange, const QByteArray &where) { asked.emplace_back(exchange, where); });
    compared.row("request.headers.Authorization")->click();
    compared.row("response.status")->click();
    REQUIRE(asked.size() == 2);
    CHECK(asked[0] == std::pair(compared.window->left().exchange, QByteArray("request.headers.Authorization")));
    CHECK(asked[1] == std::pair(compared.window->right().exchange, QByteArray("response.status")));
}

TEST_CASE("Compare window: F7 goes from difference to difference and around, Shift+F7 back", "[compare]")
{
    Compared compared;
    const auto focused = [&] {
        const auto *row = qobject_cast<DifferenceRow *>(compared.window->focusWidget());
        return row ? row->difference().where : QByteArray();
    };
    compared.window->nextDifference();
    CHECK(focused() == "request.headers.Authorization");
    compared.window->nextDifference();
    CHECK(focused() == "response.status");
    compared.window->previousDifference();
    CHECK(focused() == "request.headers.Authorization");
    compared.window->previousDifference();
    CHECK(focused().startsWith("response."));
}

TEST_CASE("Compare window: swapped, what was there before is what is there after", "[compare]")
{
    Compared compared;
    QSignalSpy done(compared.window, &CompareWindow::compared);
    for (Button *button : compared.window->findChildren<Button *>()) {
        if (button->text() == "Swap")
            button->click();
    }
    REQUIRE(done.wait(5000));
    CHECK(compared.window->comparison().left.status == 401);
    REQUIRE(compared.row("request.headers.Authorization"));
    CHECK(compared.row("request.headers.Authorization")->difference().left.isEmpty());
}

TEST_CASE("Compare window: what is copied is Markdown without a secret", "[compare]")
{
    Compared compared;
    compared.window->copyMarkdown();
    const QString text = QGuiApplication::clipboard()->text();
    CHECK(text.startsWith("## What differs"));
    CHECK(text.contains("Authorization is not sent any longer"));
    CHECK_FALSE(text.contains("then-0123"));
}

TEST_CASE("Compare window: the contents stand side by side, line by line, without secrets", "[compare]")
{
    Compared compared;
    const auto boxes = compared.window->findChildren<BodyBox *>();
    REQUIRE(boxes.size() == 1);
    boxes.front()->open();
    LinesView *view = boxes.front()->view();
    REQUIRE(QTest::qWaitFor([&] { return !view->shownRows().isEmpty(); }, 5000));
    const QString rows = view->shownRows().join(u'\n');
    CHECK(rows.contains("\"error\": \"invalid_token\""));
    CHECK_FALSE(rows.contains("t0ken-of"));
    view->setUnified(true);
    CHECK(view->shownRows().contains("+   \"error\": \"invalid_token\""));
}

TEST_CASE("Compare window: lines alike are left out but for three around a difference, and counted", "[compare]")
{
    Theme theme;
    LinesView view(theme);
    BodySides sides;
    for (int i = 0; i < 20; ++i) {
        sides.left += "line " + QByteArray::number(i) + '\n';
        sides.right += i == 10 ? QByteArray("another\n") : "line " + QByteArray::number(i) + '\n';
    }
    sides.runs = compareLines(linesOf(sides.left), linesOf(sides.right));
    view.setSides(sides);
    CHECK(view.shownRows()
          == QStringList{"… 7 lines alike", "  line 7", "  line 8", "  line 9", "~ line 10 | another", "  line 11", "  line 12",
                         "  line 13", "… 6 lines alike"});
}

TEST_CASE("Compare window: without a second exchange it asks for one", "[compare]")
{
    Theme theme;
    CompareWindow window(theme);
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.compare({}, {refused(), "orders"});
    CHECK(window.sections().empty());
    CHECK(window.left().exchange == nullptr);
}

TEST_CASE("Compare window: everything in it has a name for screen readers, and no secret is one", "[compare]")
{
    Compared compared;
    CHECK(accessibleFaults(*compared.window, {"then-0123", "t0ken-of"}).isEmpty());
}
