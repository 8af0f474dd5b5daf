#include "catch.h"

#include "ui/accessible_tree.h"
#include "ui/controls/button.h"
#include "ui/cookies/cookies_pane.h"
#include "ui/response/made_exchange.h"
#include "ui/response/sectioned_table.h"

#include <QComboBox>
#include <QSignalSpy>

using namespace keyhole;

namespace {

Exchange exchangeTo(const QByteArray &url, std::vector<CookieDecision> ledger, FieldList answer = {})
{
    Exchange exchange;
    Hop hop;
    hop.request.method = "GET";
    hop.request.url = *Url::parse(url);
    hop.sentAt = Instant(Milliseconds(1795254192000));
    hop.answeredAt = *hop.sentAt;
    hop.response = Response{};
    hop.response->status = 401;
    hop.response->fields = std::move(answer);
    exchange.hops = {hop};
    exchange.cookieLedger = std::move(ledger);
    return exchange;
}

CookieDecision sentBy(const QByteArray &setBy, const QByteArray &name, const QByteArray &setCookie)
{
    CookieDecision decision;
    decision.name = name;
    decision.setBy = setBy;
    decision.setCookie = setCookie;
    decision.sent = true;
    return decision;
}

QStringList wordsOf(const std::vector<SectionedRow> &rows)
{
    QStringList text;
    for (const SectionedRow &row : rows)
        text += row.heading ? "# " + row.name : (row.iconSays + ' ' + row.name).trimmed();
    return text;
}

struct Pane {
    explicit Pane(Exchange exchange, std::vector<QByteArray> pages = {})
    {
        pane.setExchange(shared(std::move(exchange)), std::move(pages));
        pane.resize(900, 400);
        pane.show();
    }
    QStringList words() const { return wordsOf(pane.table()->facts().rows()); }
    Theme theme;
    CookiesPane pane{theme};
};

}

TEST_CASE("Cookies: sent, held back with the rule, accepted, refused with the reason, and what that changed in the jar", "[cookies]")
{
    Pane shown(refusedExchange());
    CHECK(shown.words()
          == QStringList{"# Sent", "Sent sid", "# Held back", "Held back admin", "# Set by these answers", "Accepted sid", "Refused wide",
                         "# Changed in the jar", "replaced sid"});
}

TEST_CASE("Cookies: a browser that decides otherwise is named below the cookie, with what it does", "[cookies]")
{
    // Safari alone takes no Secure cookie over http, not even from this computer.
    Pane shown(exchangeTo("http://localhost:8080/", {sentBy("http://localhost:8080/login", "sid", "sid=abcdefgh; Secure")}));
    const auto &rows = shown.pane.table()->facts().rows();
    REQUIRE(rows.size() > 2);
    CHECK(rows[1].name == "sid");
    CHECK(rows[2].name == "Safari");
    CHECK(rows[2].text.startsWith("would hold it back"));
}

TEST_CASE("Cookies: another site's form gets no cookie that is Lax, and the headings say that this is supposed", "[cookies]")
{
    Pane shown(exchangeTo("https://shop.example/", {sentBy("https://shop.example/login", "sid", "sid=abcdefgh; Secure; SameSite=Lax")}));
    CHECK(shown.words().first() == "# Sent");
    shown.pane.client()->setCurrentIndex(1);
    shown.pane.initiator()->setCurrentIndex(int(CookieView::Initiator::Form));
    const QStringList supposed = shown.words();
    CHECK(supposed.first() == "# Chrome would send");
    REQUIRE(supposed.size() > 3);
    CHECK(supposed[1] == "none went along");
    CHECK(supposed[3] == "Held back sid");
    shown.pane.initiator()->setCurrentIndex(int(CookieView::Initiator::Link));
    CHECK(shown.words()[1] == "Sent sid");
}

TEST_CASE("Cookies: the missing half of a pair against forged requests is offered, and its value is not shown", "[cookies][secrets]")
{
    Exchange exchange = exchangeTo("https://shop.example/orders",
                                   {sentBy("https://shop.example/", "XSRF-TOKEN", "XSRF-TOKEN=eyJpdiI6hidden%3D; Path=/; Secure")});
    exchange.hops[0].request.method = "POST";
    exchange.hops[0].request.fields = {{"Cookie", "XSRF-TOKEN=eyJpdiI6hidden%3D", {}}};
    Pane shown(exchange);
    REQUIRE(shown.pane.addButton()->isVisible());
    CHECK(shown.pane.addButton()->text() == "Add X-XSRF-TOKEN and resend");
    QSignalSpy wanted(&shown.pane, &CookiesPane::fieldMissing);
    shown.pane.addButton()->click();
    REQUIRE(wanted.size() == 1);
    CHECK(wanted[0][0].toByteArray() == "X-XSRF-TOKEN");
    CHECK(wanted[0][1].toByteArray() == "eyJpdiI6hidden=");
    QStringList faults = accessibleFaults(shown.pane, {"eyJpdiI6hidden"});
    faults.removeAll("node has no name");  // a cell of the table that is empty
    CHECK(faults == QStringList());
}

TEST_CASE("Cookies: without an exchange there is nothing to see and nothing to add", "[cookies]")
{
    Pane shown(refusedExchange());
    shown.pane.clear();
    CHECK(shown.words().isEmpty());
    CHECK(!shown.pane.addButton()->isVisible());
}
