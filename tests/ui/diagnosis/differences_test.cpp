#include "catch.h"
#include "reports.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/diagnosis/differences_section.h"
#include "ui/diagnosis/evidence_line.h"
#include "ui/text/flow_label.h"

#include <QApplication>
#include <QSignalSpy>

using namespace keyhole;

namespace {

Report afterASuccess()
{
    Report report = reports::expiredToken();
    Differences differences{"history.3", 3, QStringLiteral("GET https://api.example.com/v1/orders → 200"), {}, Milliseconds(120'000), {}};
    differences.items.push_back(
        {"request.headers.Accept", QStringLiteral("text/html"), QStringLiteral("*/*"), QStringLiteral("Accept has another value")});
    differences.items.push_back(
        {"cookies.sid", QStringLiteral("•••••••• #1, 16 characters"), {}, QStringLiteral("the cookie “sid” is not sent any longer")});
    report.differences = differences;
    return report;
}

struct Shown {
    explicit Shown(const Report &report) : panel(theme)
    {
        panel.resize(476, 870);
        panel.setReport(report);
        panel.show();
        QApplication::processEvents();
    }
    DifferencesSection &section() const { return *panel.findChild<DifferencesSection *>(); }
    QList<EvidenceLine *> lines() const { return section().findChildren<EvidenceLine *>(); }

    Theme theme;
    DiagnosisPanel panel;
};

}

TEST_CASE("Differences: the panel shows the success and each thing that differs, below the findings", "[diagnosis]")
{
    Shown shown(afterASuccess());
    REQUIRE(shown.section().isVisible());
    CHECK(shown.section().findChild<FlowLabel *>()->text()
          == QStringLiteral("What changed since it last worked (entry 3, 2\u00A0min before)"));
    const auto lines = shown.lines();
    REQUIRE(lines.size() == 3);
    CHECK(lines[0]->evidence().text.contains(QStringLiteral("→ 200")));
    CHECK(lines[1]->evidence().text == QStringLiteral("text/html → */*"));
    CHECK(lines[2]->evidence().says == QStringLiteral("the cookie “sid” is not sent any longer"));
}

TEST_CASE("Differences: a click on a line goes to its place", "[diagnosis]")
{
    Shown shown(afterASuccess());
    QSignalSpy places(&shown.panel, &DiagnosisPanel::placeRequested);
    shown.lines()[1]->click();
    REQUIRE(places.size() == 1);
    CHECK(places[0][0].toByteArray() == "request.headers.Accept");
}

TEST_CASE("Differences: without an earlier success the panel shows none, also after a report that had one", "[diagnosis]")
{
    Shown shown(afterASuccess());
    shown.panel.setReport(reports::expiredToken());
    CHECK_FALSE(shown.section().isVisible());
    CHECK(shown.lines().isEmpty());
}
