#include "tests/core/probes/tried_server.h"

#include "ui/controls/button.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/main_window/main_window.h"
#include "ui/probes/bisect_section.h"
#include "ui/probes/probe_row.h"
#include "ui/probes/probe_section.h"
#include "ui/text/flow_label.h"

#include <QApplication>
#include <QCheckBox>
#include <QTest>

using namespace keyhole;

namespace {

/// The window before a server that refuses whoever sends a cookie beside a token.
struct Laboratory {
    explicit Laboratory(lab::LoopbackServer::Handler handler) : server(std::move(handler)), window(theme, server.session, {})
    {
        window.resize(1440, 900);
        window.show();
    }
    Laboratory()
        : Laboratory([](const Request &request) {
              return request.fields.contains("Cookie") ? no() : has(request, "Authorization", "tok-1f7a") ? yes() : no();
          })
    { }

    void send(const QByteArray &options = "-H 'Authorization: Bearer tok-1f7a' -b sid=stale ")
    {
        window.openText("curl --noproxy '*' " + options + server.draft.address);
        QCoreApplication::processEvents();
        window.send();
        REQUIRE(comesTrue([this] { return section() && window.requests().current()->answer && section()->isVisible(); }));
    }
    ProbeSection *section() const { return window.diagnosis() ? window.diagnosis()->probes() : nullptr; }
    ProbeRow *row(ProbeKind kind) const
    {
        for (ProbeRow *each : section()->findChildren<ProbeRow *>()) {
            if (each->kind() == kind && !each->isHidden())
                return each;
        }
        return nullptr;
    }
    Button *button() const
    {
        for (Button *each : section()->findChildren<Button *>()) {
            if (!each->isHidden())
                return each;
        }
        return nullptr;
    }
    QString text() const
    {
        QString all;
        for (const auto *label : section()->findChildren<FlowLabel *>()) {
            if (label->isVisible())
                all += label->text() + '\n';
        }
        return all;
    }
    const Report &report() { return window.requests().current()->answer->report; }

    TriedServer server;
    Theme theme;
    MainWindow window;
};

}

TEST_CASE("Experiments: are offered after a refusal, with what is sent where, and send nothing by themselves", "[probes]")
{
    Laboratory at;
    at.send();
    CHECK(at.server.count == 1);
    CHECK_FALSE(at.section()->isOpen());
    at.window.showExperiments();
    QCoreApplication::processEvents();
    CHECK(at.section()->isOpen());
    REQUIRE(at.row(ProbeKind::WithoutCookies));
    CHECK(at.text().contains("GET " + at.server.draft.address));
    CHECK(at.text().contains("the cookie “sid” is left out"));
    CHECK(at.text().contains("1 request, up to 5"));
    CHECK_FALSE(at.text().contains("tok-1f7a"));
    CHECK(at.server.count == 1);
}

TEST_CASE("Experiments: the ticked ones run by one button, and what they settle stands first in the findings", "[probes]")
{
    Laboratory at;
    at.send();
    at.window.showExperiments();
    for (ProbeRow *row : at.section()->findChildren<ProbeRow *>())
        row->setChosen(row->kind() == ProbeKind::WithoutCookies || row->kind() == ProbeKind::WithoutAuthorization);
    QCoreApplication::processEvents();
    REQUIRE(at.button());
    CHECK(at.button()->text() == "Run 2 experiments (3 to 11 requests)");
    QTest::mouseClick(at.button(), Qt::LeftButton);
    REQUIRE(comesTrue([&] { return at.report().experiments.has_value(); }));
    CHECK(at.report().experiments->settled);
    CHECK(at.report().verdict.id == "header.duplicated");
    CHECK(at.report().verdict.certainty == Certainty::Certain);
    QCoreApplication::processEvents();
    CHECK(at.text().contains("Settled:"));
    CHECK(at.text().contains("accepted"));
    CHECK(at.window.diagnosis()->currentFinding()->id == "header.duplicated");
    CHECK(at.window.requests().current()->answer->exchange->hops.size() == 1);  // the answer that is shown is the user's own
}

TEST_CASE("Experiments: leave jar and history of the window as they were", "[probes]")
{
    Laboratory at([](const Request &request) {
        lab::Answer answer = has(request, "Cookie") ? no() : yes();
        answer.fields.append("Set-Cookie", "trace=" + QByteArray::number(quintptr(&request)));
        return answer;
    });
    at.send();
    const auto cookies = at.server.session.jar().cookies();
    const size_t kept = at.server.session.history().size();
    at.window.showExperiments();
    QTest::mouseClick(at.button(), Qt::LeftButton);
    REQUIRE(comesTrue([&] { return at.report().experiments.has_value(); }));
    CHECK(at.server.session.jar().cookies() == cookies);
    CHECK(at.server.session.history().size() == kept);
}

TEST_CASE("Experiments: a method that changes data is not sent again until that is ticked", "[probes]")
{
    Laboratory at;
    at.send("-X DELETE -H 'Authorization: Bearer tok-1f7a' -b sid=stale ");
    at.window.showExperiments();
    QCoreApplication::processEvents();
    CHECK_FALSE(at.row(ProbeKind::WithoutCookies)->isAvailable());
    CHECK(at.row(ProbeKind::Preflight)->isAvailable());
    auto *leave = at.section()->findChild<QCheckBox *>(QString(), Qt::FindChildrenRecursively);
    REQUIRE(leave);
    CHECK(leave->text().contains("may be sent again"));
    QTest::mouseClick(leave, Qt::LeftButton, {}, QPoint(8, leave->height() / 2));
    QCoreApplication::processEvents();
    CHECK(at.row(ProbeKind::WithoutCookies)->isAvailable());
    CHECK(at.server.count == 1);
}

TEST_CASE("Experiments: can be cancelled, and what came so far is told as not settled", "[probes]")
{
    Laboratory at;
    at.send();
    at.window.showExperiments();
    QTest::mouseClick(at.button(), Qt::LeftButton);
    REQUIRE(comesTrue([&] { return at.button() && at.button()->text() == "Cancel"; }));
    QTest::mouseClick(at.button(), Qt::LeftButton);
    REQUIRE(comesTrue([&] { return at.report().experiments.has_value(); }));
    CHECK_FALSE(at.report().experiments->settled);
    const int sent = at.server.count;
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    CHECK(at.server.count <= sent + 1);
}

TEST_CASE("Experiments: none are offered for an accepted answer", "[probes]")
{
    Laboratory at([](const Request &) { return yes(); });
    at.window.openText("curl --noproxy '*' " + at.server.draft.address);
    at.window.send();
    REQUIRE(comesTrue([&] { return at.window.requests().current() && at.window.requests().current()->answer; }));
    CHECK_FALSE(at.section()->isVisible());
}

TEST_CASE("Bisect: is offered after a success, and finds the difference that matters", "[probes][bisect]")
{
    Laboratory at([](const Request &request) { return has(request, "X-Tenant", "blue") ? yes() : no(); });
    const auto tell = [&at](const QByteArray &options) {
        at.window.openText("curl --noproxy '*' " + options + at.server.draft.address);
        at.window.send();
        REQUIRE(comesTrue([&] { return at.window.requests().current()->answer.has_value(); }));
    };
    tell("-H 'X-Tenant: blue' -H 'X-Other: 1' -H 'Accept: a/b' ");
    CHECK_FALSE(at.window.diagnosis()->bisect()->isVisible());
    tell("-H 'X-Tenant: green' -H 'X-Other: 2' -H 'Accept: c/d' ");
    auto *section = at.window.diagnosis()->bisect();
    REQUIRE(section->isVisible());
    at.window.findDifference();
    QCoreApplication::processEvents();
    const int before = at.server.count;
    auto *button = section->findChild<Button *>();
    REQUIRE(button);
    CHECK(button->text() == "Find it (about 8 requests)");
    CHECK(at.server.count == before);
    QTest::mouseClick(button, Qt::LeftButton);
    const auto shown = [section] {
        QString text;
        for (const auto *label : section->findChildren<FlowLabel *>())
            text += label->text() + QLatin1Char('\n');
        return text;
    };
    REQUIRE(comesTrue([&] { return shown().contains("makes it refused"); }));
    CHECK(shown().contains("“x-tenant”: green instead of blue"));
    CHECK(at.server.count - before <= 8);
}
