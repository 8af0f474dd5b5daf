#include "catch.h"
#include "reports.h"
#include "ui/controls/button.h"
#include "ui/controls/fold_head.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/diagnosis/hand_over_section.h"
#include "ui/diagnosis/panel_header.h"
#include "ui/text/flow_label.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace keyhole;

namespace {

Report withIds()
{
    Report report = reports::expiredToken();
    report.method = "GET";
    report.url = "https://api.example.com/v1/orders";
    report.status = 401;
    report.handOver.ids = {{"response.headers.x-request-id", QStringLiteral("x-request-id"), QStringLiteral("req-7781")},
                           {"response.headers.cf-ray", QStringLiteral("cf-ray"), QStringLiteral("9a1b2c3d4e5f6071-FRA")}};
    report.handOver.lookAt = {{QStringLiteral("The **leeway** of the token check."), "https://docs.example.com/leeway"}};
    return report;
}

}

TEST_CASE("Hand-over section: is closed at first, and opens to ids, times and where to look", "[diagnosis]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.resize(476, 900);
    panel.show();
    panel.setReport(withIds());
    QApplication::processEvents();
    auto *section = panel.findChild<HandOverSection *>();
    auto *head = section->findChild<FoldHead *>();
    CHECK_FALSE(section->isOpen());
    CHECK(head->accessibleName() == "For whoever runs the server");
    CHECK(head->accessibleDescription() == "2 ids");
    QTest::keyClick(head, Qt::Key_Right);
    QApplication::processEvents();
    CHECK(section->isOpen());
    const auto *list = section->findChild<FlowLabel *>();
    CHECK(list->isVisible());
    for (const char *part :
         {"req-7781", "9a1b2c3d4e5f6071-FRA", "leeway", "https://docs.example.com/leeway", "GET https://api.example.com/v1/orders"}) {
        CAPTURE(part);
        CHECK(list->text().contains(QLatin1String(part)));
    }
    CHECK_FALSE(list->text().contains("**"));
}

TEST_CASE("Hand-over section: its button copies it as plain text", "[diagnosis]")
{
    const Theme theme;
    HandOverSection section(theme);
    section.resize(476, 400);
    section.setReport(withIds());
    section.show();
    QTest::keyClick(section.findChild<FoldHead *>(), Qt::Key_Right);
    section.findChild<Button *>()->click();
    const QString copied = QApplication::clipboard()->text();
    CHECK(copied.contains("x-request-id: req-7781\n"));
    CHECK(copied.contains("The leeway of the token check. (https://docs.example.com/leeway)"));
}

TEST_CASE("Hand-over section: is not there where no server answered", "[diagnosis]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.show();
    panel.setReport(reports::noAnswer());
    CHECK(panel.findChild<HandOverSection *>()->isHidden());
}

TEST_CASE("Panel: its menu offers Markdown, HTML and a file", "[diagnosis]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    QSignalSpy markdown(&panel, &DiagnosisPanel::copyReportRequested), page(&panel, &DiagnosisPanel::copyPageRequested),
        save(&panel, &DiagnosisPanel::saveReportRequested);
    for (QToolButton *button : panel.findChild<PanelHeader *>()->findChildren<QToolButton *>()) {
        for (QAction *action : button->menu() ? button->menu()->actions() : QList<QAction *>()) {
            if (!action->isSeparator())
                action->trigger();
        }
    }
    CHECK(markdown.count() == 1);
    CHECK(page.count() == 1);
    CHECK(save.count() == 1);
}
