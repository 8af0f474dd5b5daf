#include "catch.h"
#include "core/http/date.h"
#include "core/session/canned_transport.h"
#include "core/session/clock_recorder.h"
#include "ui/accessible_tree.h"
#include "ui/clock/clock_chart.h"
#include "ui/clock/clock_explanation.h"
#include "ui/clock/clock_page.h"
#include "ui/controls/button.h"
#include "ui/tables/plain_table.h"

#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QTextEdit>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

/// The page over a session that knows some clocks.
struct Stage {
    Stage() : session(transport, clock), recorder(session, {}) { }

    void know(const char *host, Milliseconds offset, const QString &note = {})
    {
        session.takeClock({{"https", host, 443}, clock.moment, {offset - 30ms, offset + 30ms}, {}, note}, 20ms);
    }
    ClockPage &open()
    {
        page = std::make_unique<ClockPage>(theme, session, recorder.history());
        page->setAttribute(Qt::WA_DeleteOnClose, false);
        page->show();
        QCoreApplication::processEvents();
        return *page;
    }
    Button *button(const QString &text)
    {
        for (Button *each : page->findChildren<Button *>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    QStringList labels()
    {
        QStringList texts;
        for (const QLabel *label : page->findChildren<QLabel *>())
            texts << label->text();
        return texts;
    }
    static QString cell(const PlainTable *table, int row, int column) { return table->model()->index(row, column).data().toString(); }
    PlainTable *table(const QString &name)
    {
        for (PlainTable *each : page->findChildren<PlainTable *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }

    Theme theme;
    FixedClock clock;
    CannedTransport transport;
    Session session;
    ClockRecorder recorder;
    std::unique_ptr<ClockPage> page;
};

}

TEST_CASE("Clock page: says whose clock is off, and lists each server with its offset", "[clock]")
{
    Stage stage;
    for (const char *host : {"a.example", "b.example", "c.example"})
        stage.know(host, 840s);
    stage.open();
    CHECK(stage.labels().join('\n').contains("This computer’s clock is 14\u00A0min\u00A00.00\u00A0s slow"));
    const PlainTable *servers = stage.table("Servers");
    REQUIRE(servers->model()->rowCount() == 3);
    CHECK(stage.cell(servers, 0, 0) == "https://a.example");
    CHECK(stage.cell(servers, 0, 1).contains("ahead of this computer"));
}

TEST_CASE("Clock page: shows the answers of the chosen server as a picture and as text, and follows new ones", "[clock]")
{
    Stage stage;
    stage.know("a.example", 0s);
    stage.know("b.example", 5s);
    stage.know("b.example", 5s);
    ClockPage &page = stage.open();
    page.choose({"https", "b.example", 443});
    CHECK(stage.table("Answers of this server")->model()->rowCount() == 2);
    CHECK(page.findChild<ClockChart *>()->accessibleDescription().contains("ahead of this computer"));
    stage.know("b.example", 5s);
    CHECK(stage.table("Answers of this server")->model()->rowCount() == 3);
    CHECK(stage.table("Servers")->currentIndex().siblingAtColumn(0).data() == "https://b.example");
}

TEST_CASE("Clock page: tells of the chosen server when another machine writes its Date", "[clock]")
{
    Stage stage;
    stage.know("a.example", 0s);
    stage.know("b.example", 5s, "Date is of another clock than ts of the Hawk challenge.");
    ClockPage &page = stage.open();
    CHECK_FALSE(stage.labels().join('\n').contains("of another clock"));
    page.choose({"https", "b.example", 443});
    CHECK(stage.labels().join('\n').contains("Date is of another clock than ts of the Hawk challenge."));
}

TEST_CASE("Clock page: nothing is sent before it is asked for, and what will be sent is named", "[clock]")
{
    Stage stage;
    stage.know("a.example", 0s);
    stage.open();
    CHECK(stage.transport.sent.empty());
    CHECK(stage.labels().join('\n').contains("Sends up to 20 HEAD requests to https://a.example"));
    stage.transport.answer("https://a.example/", 429, {{"Date", formatHttpDate(stage.clock.moment), {}}, {"Retry-After", "60", {}}});
    REQUIRE(stage.button("Measure now"));
    stage.button("Measure now")->click();
    REQUIRE(QTest::qWaitFor([&] { return stage.transport.sent.size() == 1; }, 5000));
    CHECK(stage.transport.sent.front().method == "HEAD");
    CHECK_FALSE(stage.transport.sent.front().fields.contains("Authorization"));
    CHECK(QTest::qWaitFor([&] { return stage.labels().join('\n').contains("asks to wait for"); }, 5000));
    CHECK(stage.recorder.history().of({"https", "a.example", 443}).size() == 2);
}

TEST_CASE("Clock page: a time server is asked only when one was named", "[clock]")
{
    Stage stage;
    stage.open();
    Button *ask = stage.button("Ask time server");
    REQUIRE(ask);
    CHECK_FALSE(ask->isEnabled());
    auto *name = stage.page->findChild<QLineEdit *>();
    name->setText("time.example:99999");
    CHECK(ask->isEnabled());
    ask->click();
    CHECK(stage.labels().join('\n').contains("is no port"));
}

TEST_CASE("Clock page: every control has a name, also when nothing is known", "[clock]")
{
    Stage stage;
    CHECK(accessibleFaults(stage.open()) == QStringList());
    stage.know("a.example", 0s);
    CHECK(accessibleFaults(*stage.page) == QStringList());
}

TEST_CASE("Clock chart: paints one answer, many, a set clock and offsets of all sizes", "[clock]")
{
    Theme theme;
    ClockChart chart(theme);
    chart.resize(640, 200);
    const auto offset = GENERATE(as<Milliseconds>(), 0s, 840s, -3600s * 24 * 400);
    const Instant now{Milliseconds(1'795'254'192'418)};
    std::vector<ClockRecord> records;
    for (int i = 0; i < 7; ++i) {
        const Milliseconds half(500 >> i);
        records.push_back(
            {{"https", "a.example", 443}, now + i * 900ms, 20ms, {offset - 500ms, offset + 520ms}, {offset - half, offset + half}});
        chart.setRecords(records, {{now + 2s, {840s, 1ms, 0ms}}});
        const QImage image = chart.grab().toImage();
        CHECK(image.width() == 640);
        bool painted = false;
        for (int x = 64; x < 640 && !painted; ++x)
            painted = image.pixelColor(x, 100) != image.pixelColor(66, 1);
        CHECK(painted);
    }
}

TEST_CASE("Clock explanation: shows the page and describes its picture", "[clock]")
{
    Theme theme;
    ClockExplanation page(theme, nullptr);
    page.setAttribute(Qt::WA_DeleteOnClose, false);
    CHECK(page.windowTitle() == "How Keyhole reads a server’s clock");
    CHECK(page.findChild<QTextEdit *>()->toPlainText().contains("D − t₁"));
    page.show();
    CHECK(accessibleFaults(page) == QStringList());
}
