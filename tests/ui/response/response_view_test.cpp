#include "catch.h"
#include "made_exchange.h"
#include "ui/controls/chip.h"
#include "ui/controls/tab_strip.h"
#include "ui/response/exchange_rows.h"
#include "ui/response/raw_tab.h"
#include "ui/response/response_view.h"
#include "ui/response/save_body.h"
#include "ui/response/secret_parts.h"
#include "ui/response/sectioned_table.h"
#include "ui/response/timeline_tab.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QGraphicsEffect>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

using namespace keyhole;

namespace {

struct Shown {
    Theme theme;
    ResponseView view{theme};

    Shown()
    {
        view.resize(700, 500);
        view.show();
    }
    explicit Shown(const Exchange &exchange, const Report &report = refusedReport()) : Shown()
    {
        view.setExchange(shared(exchange), report);
    }
    QString status() const { return view.findChild<Chip *>()->text(); }
    template <class Tab> Tab *tab() const { return view.findChild<Tab *>(); }
    QString currentRow() const
    {
        for (const SectionedTable *table : view.findChildren<SectionedTable *>()) {
            if (table->isVisible())
                return table->selectedText();
        }
        return {};
    }
};

const SectionedRow *rowAt(const std::vector<SectionedRow> &rows, const QByteArray &where)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const SectionedRow &row) { return row.where == where; });
    return found == rows.end() ? nullptr : &*found;
}

/// Every text that a widget and what is in it gives to a screen reader or shows as a tool tip.
QString spokenTexts(QAccessibleInterface *face)
{
    QString texts;
    for (const auto kind : {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
        texts += face->text(kind) + '\n';
    for (int i = 0; i < face->childCount(); ++i) {
        if (QAccessibleInterface *child = face->child(i))
            texts += spokenTexts(child);
    }
    return texts;
}

}

TEST_CASE("Response: the status is a chip, the tabs count fields and cookies", "[response]")
{
    const Shown shown(refusedExchange());
    CHECK(shown.status() == "401 Unauthorized");
    CHECK(shown.tab<TabStrip>()->accessibleTabName(ResponseView::Headers) == "Headers, 6");
    CHECK(shown.tab<TabStrip>()->accessibleTabName(ResponseView::Cookies) == "Cookies, 2");
}

TEST_CASE("Response: without an answer the timeline comes to the front and the body says why", "[response]")
{
    Exchange exchange = refusedExchange();
    exchange.hops.resize(1);
    exchange.hops[0].response.reset();
    exchange.hops[0].error
        = TransportError{TransportFault::Refused, {"Nobody listens at 192.0.2.7:443.", {}, "Check the port."}, "connection"};
    Shown shown(exchange);
    CHECK(shown.view.currentTab() == ResponseView::Timeline);
    CHECK(shown.status() == "No answer");
    shown.view.showTab(ResponseView::Body);
    QStringList said;
    for (const QLabel *label : shown.view.findChildren<QLabel *>()) {
        if (label->isVisible())
            said += label->text();
    }
    CHECK(said.contains("Nobody listens at 192.0.2.7:443."));
}

TEST_CASE("Response: a place of the evidence comes into view", "[response]")
{
    Shown shown(refusedExchange());
    const auto [where, tab, row] = GENERATE(table<QByteArray, ResponseView::Tab, QString>({
        {"response.headers.Date", ResponseView::Headers, "Date\tSat, 21 Nov 2026 09:43:12 GMT"},
        {"response.headers.www-authenticate", ResponseView::Headers, "WWW-Authenticate\tBearer error=\"invalid_token\""},
        {"request.headers.Host", ResponseView::Headers, "Host\twww.example.com\tautomatic"},
        {"hop.2.request.headers.Host", ResponseView::Headers, "Host\twww.example.com\tautomatic"},
        {"hop.1.request.headers.Host", ResponseView::Headers, "Host\texample.com\tautomatic"},
        {"cookies.admin", ResponseView::Cookies, "admin\tIt is for /admin only.\trule: path"},
        {"response.body", ResponseView::Body, ""},
        {"timeline", ResponseView::Timeline, ""},
        {"response.status", ResponseView::Raw, ""},
    }));
    CAPTURE(where);
    CHECK(shown.view.select(where));
    CHECK(shown.view.currentTab() == tab);
    CHECK(shown.currentRow() == row);
}

TEST_CASE("Response: a place that the answer does not have is refused", "[response]")
{
    Shown shown(refusedExchange());
    CHECK_FALSE(shown.view.select("response.headers.X-None"));
    CHECK_FALSE(shown.view.select("hop.9.request.headers.Host"));
    CHECK_FALSE(shown.view.select("clock"));
    shown.view.clear();
    CHECK_FALSE(shown.view.select("response.body"));
}

TEST_CASE("Response: while a new request is under way the old answer is dimmed, and a new one is not", "[response]")
{
    Shown shown(refusedExchange());
    shown.view.setDimmed(true);
    shown.view.setDimmed(true);
    CHECK(shown.status() == "401 Unauthorized");
    shown.view.setExchange(shared(answered("{}", "application/json")), {});
    CHECK(shown.status() == "200 OK");
    for (const QWidget *part : shown.view.findChildren<QWidget *>())
        CHECK_FALSE(part->graphicsEffect());
}

TEST_CASE("Headers: rows that a finding rests on carry its mark, also of an earlier hop", "[response]")
{
    const auto rows = headerRows(refusedExchange(), refusedReport());
    const SectionedRow *challenge = rowAt(rows, "response.headers.WWW-Authenticate");
    const SectionedRow *credential = rowAt(rows, "hop.1.request.headers.Authorization");
    REQUIRE(challenge);
    REQUIRE(credential);
    CHECK(challenge->icon == "circle-x");
    CHECK(credential->iconSays == "Cause: The credential was not sent to the second host");
    CHECK(rowAt(rows, "response.headers.Date")->icon.isEmpty());
}

TEST_CASE("Headers: what a reader would not see is written out, and duplicates stay", "[response]")
{
    const auto rows = headerRows(refusedExchange(), {});
    CHECK(rowAt(rows, "response.headers.X-Odd")->text == "a\\u{202E}b");
    CHECK(std::count_if(rows.begin(), rows.end(), [](const SectionedRow &row) { return row.name == "Set-Cookie"; }) == 2);
}

TEST_CASE("Headers: a field of a megabyte is shown cut, which is said", "[response]")
{
    const QString shown = shownValue({"X-Long", QByteArray(1 << 20, 'x'), {}});
    CHECK(shown.size() < 9000);
    CHECK(shown.contains("1024 KB"));
}

TEST_CASE("Secrets: only what is secret in a field is hidden", "[response][secrets]")
{
    const auto [name, value, parts] = GENERATE(table<QByteArray, QByteArray, std::vector<SecretStretch>>({
        {"Authorization", "Bearer abcdef", {{7, 6}}},
        {"proxy-authorization", "abcdef", {{0, 6}}},
        {"Cookie", "a=1; b=22", {{2, 1}, {7, 2}}},
        {"Set-Cookie", "sid=xyz; Path=/", {{4, 3}}},
        {"X-API-Key", "k", {{0, 1}}},
        {"Date", "Sat", {}},
        {"Authorization", "", {}},
    }));
    CAPTURE(name, value);
    CHECK(secretParts(name, value) == parts);
    CHECK(secretParts("X-Custom", "abc", FieldOrigin::Auth) == std::vector<SecretStretch>{{0, 3}});
}

TEST_CASE("Secrets: no tab shows, says or copies one unasked", "[response][secrets][accessibility]")
{
    Exchange exchange = refusedExchange();
    exchange.hops[1].request.url = *Url::parse("https://www.example.com/v1?access_token=query-secret-value");
    exchange.hops[1].sentBytes.replace("status=open", "access_token=query-secret-value");
    Shown shown(exchange);
    for (int tab = 0; tab < 5; ++tab) {
        shown.view.showTab(ResponseView::Tab(tab));
        for (const auto side : {RawTab::Sent, RawTab::Received}) {
            for (const int hop : {0, 1}) {
                shown.tab<RawTab>()->choose(hop, side);
                const QString texts = spokenTexts(QAccessible::queryAccessibleInterface(&shown.view));
                for (const char *secret : {"top-secret", "hidden-session", "new-session", "hidden-admin", "query-secret"}) {
                    CAPTURE(tab, hop, int(side), secret);
                    CHECK_FALSE(texts.contains(secret));
                    CHECK_FALSE(shown.tab<RawTab>()->pane()->viewer()->document().text().contains(secret));
                }
            }
        }
    }
}

TEST_CASE("Raw: reveals when asked to, and hides with the next exchange", "[response][secrets]")
{
    Shown shown(refusedExchange());
    RawTab *raw = shown.tab<RawTab>();
    shown.view.showTab(ResponseView::Raw);
    raw->choose(1, RawTab::Sent);
    raw->setRevealed(true);
    CHECK(raw->pane()->viewer()->document().text().contains("sid=hidden-session-value"));
    shown.view.setExchange(shared(refusedExchange()), {});
    CHECK_FALSE(raw->isRevealed());
    CHECK_FALSE(raw->pane()->viewer()->document().text().contains("hidden-session-value"));
}

TEST_CASE("Raw: line ends are drawn, and a recording without bytes is put together", "[response]")
{
    Exchange exchange = refusedExchange();
    exchange.hops[0].sentBytes.clear();
    Shown shown(exchange);
    shown.view.showTab(ResponseView::Raw);
    shown.tab<RawTab>()->choose(0, RawTab::Sent);
    const QString text = shown.tab<RawTab>()->pane()->viewer()->visibleText().text;
    CHECK(text.startsWith("GET /v1/orders?status=open\\r\\n\n"));
    CHECK(text.contains("Host: example.com\\r\\n"));
}

TEST_CASE("Timeline: one group a hop, with its phases and whether a credential went", "[response]")
{
    const auto hops = timelineOf(refusedExchange());
    REQUIRE(hops.size() == 2);
    CHECK(hops[0].title == "1  GET example.com/v1/orders → 307");
    CHECK(hops[0].credential == "Authorization sent");
    CHECK(hops[1].credential == "Cookie sent");
    REQUIRE(hops[0].phases.size() == 6);
    CHECK(hops[0].phases[2].name == "TLS");
    CHECK(hops[0].phases[2].to - hops[0].phases[2].from == std::chrono::milliseconds(42));
    CHECK(hops[1].notes.contains("Authorization stayed behind: www.example.com is another origin"));
    CHECK(timelineInWords(hops).contains("TLS: 42"));
}

TEST_CASE("Timeline: a kept connection has no phases for what it did not do", "[response]")
{
    using namespace std::chrono_literals;
    Exchange exchange = answered("{}", "application/json");
    exchange.hops[0].times = {0us, 0us, 0us, 100us, 5ms, 6ms};
    exchange.hops[0].request.fields = {{"Accept", "*/*", {}}};
    const auto hops = timelineOf(exchange);
    CHECK(hops[0].phases.size() == 3);
    CHECK(hops[0].credential == "No credential");
}

TEST_CASE("Rows under headings: the model keeps the contract of models", "[response]")
{
    Theme theme;
    SectionedModel model(theme);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRows(headerRows(refusedExchange(), refusedReport()));
    CHECK(model.rowCount() > 10);
    model.setRows({});
    CHECK(model.rowCount() == 0);
    CHECK(model.rowOf("response.headers.Date") == -1);
}

TEST_CASE("Save: the name of the file is the program's choice, not the server's", "[response]")
{
    const auto [address, type, name] = GENERATE(table<QByteArray, QByteArray, QString>({
        {"https://h/v1/orders", "application/json", "orders.json"},
        {"https://h/report.exe", "text/html", "report.html"},
        {"https://h/a/..%2F..%2Fetc%2Fpasswd", "text/plain", "body.txt"},
        {"https://h/%E2%80%AEgnp", "", "gnp.bin"},
        {"https://h/", "application/json", "body.json"},
    }));
    CAPTURE(address);
    CHECK(proposedFileName(*Url::parse(address), type) == name);
}

TEST_CASE("Save: writes the body whole, and says why it could not", "[response]")
{
    QTemporaryDir folder;
    Response response;
    response.body = "all of it";
    const QString path = folder.filePath("body.txt");
    CHECK(*saveBody(response, path).result() == 9);
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll() == "all of it");
    const auto refused = saveBody(response, folder.filePath("none/body.txt")).result();
    REQUIRE_FALSE(refused);
    CHECK_FALSE(refused.error().what.isEmpty());
}
