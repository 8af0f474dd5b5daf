#include "catch.h"
#include "reports.h"
#include "ui/diagnosis/appearance.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/diagnosis/evidence_card.h"
#include "ui/diagnosis/panel_header.h"
#include "ui/diagnosis/ruled_out_list.h"
#include "ui/diagnosis/verdict_card.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <set>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

QStringList cardNames(const DiagnosisPanel &panel)
{
    QStringList names;
    for (const EvidenceCard *card : panel.findChildren<EvidenceCard *>())
        names << card->accessibleName();
    return names;
}

QStringList verdictButtons(const DiagnosisPanel &panel)
{
    QStringList labels;
    for (const QPushButton *button : panel.findChild<VerdictCard *>()->findChildren<QPushButton *>()) {
        if (!button->isHidden())
            labels << button->accessibleName();
    }
    return labels;
}

QPushButton *button(const QWidget &in, const QString &label)
{
    for (QPushButton *each : in.findChildren<QPushButton *>()) {
        if (each->accessibleName() == label && !each->isHidden())
            return each;
    }
    return nullptr;
}

Progress halfWay()
{
    Progress progress;
    progress.times.nameResolved = 12ms;
    progress.times.connected = 33ms;
    progress.times.tlsDone = 67ms;
    return progress;
}

}

TEST_CASE("Panel: says what it is about, by what became of the request", "[diagnosis]")
{
    Report report = reports::expiredToken();
    CHECK(subjectOf(report) == "GET /v1/orders, 09:43:12 UTC");
    CHECK(subjectOf(reports::foretoldExpiry()) == "GET /v1/orders, not sent");
    report.source = ExchangeSource::Har;
    CHECK(subjectOf(report) == "Recorded 21 Nov, 09:43, not sent by Keyhole");
    report.at.reset();
    CHECK(subjectOf(report) == "Recorded, not sent by Keyhole");
    report.source = ExchangeSource::Live;
    CHECK(subjectOf(report) == "GET /v1/orders");
    CHECK(subjectOf(Report()) == "Not sent");
}

TEST_CASE("Panel: gives every outcome a look of its own", "[diagnosis]")
{
    std::set<std::pair<QString, int>> looks;
    for (int outcome = int(Outcome::NotSent); outcome <= int(Outcome::Cancelled); ++outcome) {
        ReportVerdict verdict;
        verdict.outcome = Outcome(outcome);
        const Appearance look = appearanceOf(verdict);
        CHECK_FALSE(look.icon.isEmpty());
        looks.insert({look.icon, int(look.color)});
    }
    CHECK(looks.size() == size_t(Outcome::Cancelled) + 1);
    ReportVerdict foretold;
    foretold.id = "token.expired";
    CHECK(appearanceOf(foretold).color == ColorToken::Warn);
}

TEST_CASE("Panel: shows an expired token with verdict, four cards and at most two buttons", "[diagnosis]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.setReport(reports::expiredToken());
    const auto *verdict = panel.findChild<VerdictCard *>();
    CHECK(verdict->accessibleName().simplified() == "Token expired 3 h 12 min ago by the server’s clock");
    CHECK(verdict->accessibleDescription() == "Certain: exp, the server’s Date and its challenge agree.");
    CHECK(verdictButtons(panel) == QStringList{"Refresh token and resend", "Show token"});
    CHECK(cardNames(panel) == QStringList{"Header: Sent", "Token: Expired", "Clock: 2 min 41 s slow", "Cookies: Not asked for"});
    const auto cards = panel.findChildren<EvidenceCard *>();
    CHECK_FALSE(cards[0]->isDecisive());
    CHECK(cards[1]->isDecisive());
    REQUIRE(panel.currentFinding());
    CHECK(panel.currentFinding()->id == "token.expired");
}

TEST_CASE("Panel: its buttons and cards say what they stand for", "[diagnosis]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.setReport(reports::expiredToken());
    QByteArrayList actions, places;
    QObject::connect(&panel, &DiagnosisPanel::actionRequested, [&](const Action &action) { actions << action.id; });
    QObject::connect(&panel, &DiagnosisPanel::placeRequested, [&](const QByteArray &where) { places << where; });
    REQUIRE(button(panel, "Refresh token and resend"));
    button(panel, "Refresh token and resend")->click();
    CHECK(actions == QByteArrayList{"refresh-token"});
    panel.findChildren<EvidenceCard *>()[2]->click();
    CHECK(places == QByteArrayList{"clock"});
}

TEST_CASE("Panel: a finding does not repeat the buttons of the verdict", "[diagnosis]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.setReport(reports::expiredToken());
    int shown = 0;
    for (const QPushButton *each : panel.findChildren<QPushButton *>())
        shown += !each->isHidden() && each->accessibleName() == "Show token";
    CHECK(shown == 1);
    CHECK(button(panel, "Get new token…"));
}

TEST_CASE("Panel: keeps the old diagnosis for 300 ms, then says who is waited for and how far it came", "[diagnosis]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.resize(476, 870);
    panel.setReport(reports::expiredToken());
    const auto *verdict = panel.findChild<VerdictCard *>();
    const QString before = verdict->accessibleName();
    panel.setSending("api.example.com", {}, 299ms);
    CHECK(verdict->accessibleName() == before);

    panel.setSending("api.example.com", halfWay(), 1200ms);
    CHECK(verdict->accessibleName() == "Waiting for api.example.com");
    CHECK(verdict->accessibleDescription().contains("1.2\u00A0s so far: name 12\u00A0ms, connection 21\u00A0ms, TLS 34\u00A0ms"));
    CHECK(verdictButtons(panel) == QStringList{"Cancel"});
    CHECK(cardNames(panel)[2] == "Clock: Waiting");
    CHECK(panel.currentFinding());  // the old findings stay
}

TEST_CASE("Panel: the verdict does not become lower while a request is under way", "[diagnosis]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.resize(476, 870);
    panel.show();
    panel.setReport(reports::expiredToken());
    QApplication::processEvents();
    const auto *verdict = panel.findChild<VerdictCard *>();
    const int height = verdict->height();
    panel.setSending("api.example.com", halfWay(), 1200ms);
    QApplication::processEvents();
    CHECK(verdict->height() >= height);
}

TEST_CASE("Panel: Cancel stays the same button while the time goes on", "[diagnosis]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.setReport(reports::expiredToken());
    panel.setSending("api.example.com", halfWay(), 1200ms);
    const QPushButton *cancel = button(panel, "Cancel");
    panel.setSending("api.example.com", halfWay(), 1300ms);
    CHECK(button(panel, "Cancel") == cancel);
}

TEST_CASE("Panel: announces a new verdict once, and no tick of the clock", "[diagnosis][accessibility]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    const QSignalSpy announced(panel.findChild<VerdictCard *>(), &VerdictCard::announced);
    panel.setReport(reports::expiredToken());
    CHECK(announced.count() == 1);
    panel.setSending("api.example.com", halfWay(), 1200ms);
    panel.setSending("api.example.com", halfWay(), 1300ms);
    CHECK(announced.count() == 2);
    panel.setReport(reports::expiredToken());
    CHECK(announced.count() == 3);
}

TEST_CASE("Panel: each state leaves out what it has nothing to say about", "[diagnosis]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.resize(476, 870);
    panel.show();
    panel.setReport(reports::accepted());
    CHECK_FALSE(panel.currentFinding());
    CHECK(panel.findChild<RuledOutList *>()->isHidden());
    panel.setReport(reports::notSaid());
    CHECK_FALSE(panel.findChild<RuledOutList *>()->isHidden());
    panel.setReport(reports::readyToSend());
    CHECK(verdictButtons(panel).isEmpty());
}

TEST_CASE("Panel: copy and hide ask the window", "[diagnosis]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    QSignalSpy copy(&panel, &DiagnosisPanel::copyReportRequested), hide(&panel, &DiagnosisPanel::hideRequested);
    for (QAbstractButton *each : panel.findChild<PanelHeader *>()->findChildren<QAbstractButton *>()) {
        if (each->accessibleName() != "More")
            each->click();
    }
    CHECK(copy.count() == 1);
    CHECK(hide.count() == 1);
}
