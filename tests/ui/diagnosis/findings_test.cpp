#include "catch.h"
#include "reports.h"
#include "ui/controls/fold_head.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/diagnosis/evidence_block.h"
#include "ui/diagnosis/evidence_line.h"
#include "ui/diagnosis/finding_head.h"
#include "ui/diagnosis/ruled_out_list.h"
#include "ui/text/flow_label.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QTest>

using namespace keyhole;

namespace {

struct Shown {
    explicit Shown(const Report &report) : panel(theme)
    {
        panel.resize(476, 870);
        panel.setReport(report);
        panel.show();
        QApplication::processEvents();
    }
    QList<FindingHead *> heads() const
    {
        QList<FindingHead *> shown;
        for (FindingHead *head : panel.findChildren<FindingHead *>()) {
            if (head->isVisible())
                shown << head;
        }
        return shown;
    }
    Theme theme;
    DiagnosisPanel panel;
};

QList<EvidenceLine *> visibleLines(const QWidget &in)
{
    QList<EvidenceLine *> lines;
    for (EvidenceLine *line : in.findChildren<EvidenceLine *>()) {
        if (line->isVisible())
            lines << line;
    }
    return lines;
}

}

TEST_CASE("Findings: the first is open, Enter and → open, ← closes", "[diagnosis][keyboard]")
{
    Shown shown(reports::expiredToken());
    const auto heads = shown.heads();
    REQUIRE(heads.size() == 2);
    CHECK(heads[0]->isOpen());
    CHECK_FALSE(heads[1]->isOpen());
    QTest::keyClick(heads[1], Qt::Key_Return);
    CHECK(heads[1]->isOpen());
    QTest::keyClick(heads[1], Qt::Key_Left);
    CHECK_FALSE(heads[1]->isOpen());
    QTest::keyClick(heads[1], Qt::Key_Right);
    CHECK(heads[1]->isOpen());
    QTest::mouseClick(heads[1], Qt::LeftButton);
    CHECK_FALSE(heads[1]->isOpen());
}

TEST_CASE("Findings: ↑ and ↓ go from row to row and stop at the ends", "[diagnosis][keyboard]")
{
    Shown shown(reports::expiredToken());
    const auto heads = shown.heads();
    heads[0]->setFocus();
    QTest::keyClick(heads[0], Qt::Key_Down);
    CHECK(shown.panel.focusWidget() == heads[1]);
    QTest::keyClick(heads[1], Qt::Key_Down);
    CHECK(shown.panel.focusWidget() == heads[1]);
    QTest::keyClick(heads[1], Qt::Key_Up);
    CHECK(shown.panel.focusWidget() == heads[0]);
}

TEST_CASE("Findings: next and previous open the finding, round the ends", "[diagnosis][keyboard]")
{
    Shown shown(reports::expiredToken());
    shown.panel.nextFinding();
    CHECK(shown.panel.currentFinding()->id == "clock.client-drift");
    CHECK(shown.heads()[1]->isOpen());
    shown.panel.nextFinding();
    CHECK(shown.panel.currentFinding()->id == "token.expired");
    shown.panel.previousFinding();
    CHECK(shown.panel.currentFinding()->id == "clock.client-drift");
}

TEST_CASE("Findings: a report without findings has no current one", "[diagnosis]")
{
    Shown shown(reports::accepted());
    shown.panel.nextFinding();
    CHECK_FALSE(shown.panel.currentFinding());
}

TEST_CASE("Evidence: a line goes to its place, by mouse and by key", "[diagnosis]")
{
    Shown shown(reports::expiredToken());
    QByteArrayList places;
    QObject::connect(&shown.panel, &DiagnosisPanel::placeRequested, [&](const QByteArray &where) { places << where; });
    const auto lines = visibleLines(shown.panel);
    REQUIRE(lines.size() == 4);
    QTest::mouseClick(lines[1], Qt::LeftButton);
    QTest::keyClick(lines[2], Qt::Key_Return);
    CHECK(places == QByteArrayList{"request.token.exp", "response.headers.Date"});
}

TEST_CASE("Evidence: a line is read with where it stands and its label", "[diagnosis][accessibility]")
{
    Shown shown(reports::expiredToken());
    const auto lines = visibleLines(shown.panel);
    REQUIRE(lines.size() == 4);
    CHECK(lines[1]->accessibleName() == "token, \"exp\": 1795242667: 06:31:07 UTC, today");
    CHECK(lines[3]->accessibleName() == "response, www-authenticate: Bearer error=\"invalid_token\"");
}

TEST_CASE("Evidence: wrapping loses no character and keeps a mark whole that fits a row", "[diagnosis]")
{
    const int columns = GENERATE(10, 24, 31, 46, 80, 200);
    CAPTURE(columns);
    const Evidence evidence{"response.headers.WWW-Authenticate",
                            "www-authenticate: Bearer realm=\"shop\", error=\"invalid_token\", scope=\"a b\"",
                            {},
                            39,
                            21,
                            Evidence::Tone::Decisive};
    QString joined;
    for (const EvidenceRow &row : wrapEvidence(evidence, columns)) {
        CHECK(row.length > 0);
        CHECK(row.length + row.indent <= qMax(columns, 10));
        CHECK(row.indent == (row.from == 0 ? 0 : 2));
        joined += evidence.text.mid(row.from, row.length);
        const bool begins = row.from <= evidence.markFrom && evidence.markFrom < row.from + row.length;
        if (begins && columns >= 24)
            CHECK(evidence.markFrom + evidence.markLength <= row.from + row.length);
    }
    CHECK(joined == evidence.text);
}

TEST_CASE("Evidence: a mark that lies outside the line does no harm", "[diagnosis]")
{
    const auto [from, length] = GENERATE(table<int, int>({{-5, 3}, {400, 10}, {3, 10000}, {0, 0}}));
    CAPTURE(from, length);
    const Evidence evidence = shortened({"request.url", "GET /", "says", from, length, Evidence::Tone::Decisive});
    CHECK(evidence.markFrom >= 0);
    CHECK(evidence.markFrom + evidence.markLength <= evidence.text.size());
    const Theme theme;
    EvidenceLine line(theme, evidence, FindingRole::Cause);
    line.resize(300, line.heightForWidth(300));
    CHECK_FALSE(line.grab().isNull());
}

TEST_CASE("Evidence: a very long line is cut around its mark, and the cut is told", "[diagnosis]")
{
    const QString text = QString(50'000, u'a') + "MARK" + QString(50'000, u'b');
    const Evidence evidence = shortened({"response.body", text, {}, 50'000, 4, Evidence::Tone::Decisive});
    CHECK(evidence.text.size() < 2000);
    CHECK(evidence.text.mid(evidence.markFrom, evidence.markLength) == "MARK");
    CHECK(evidence.text.contains("characters"));
}

TEST_CASE("Evidence: stands in the gutter by its place", "[diagnosis]")
{
    const Theme theme;
    const auto [where, shown] = GENERATE(table<const char *, const char *>({{"request.headers.Authorization", "request"},
                                                                            {"request.token.exp", "token"},
                                                                            {"response.body", "response"},
                                                                            {"hop.2.request.headers.Authorization", "hop 2"},
                                                                            {"cookies.sid", "cookie jar"},
                                                                            {"history.3", "history"},
                                                                            {"clock", "clock"}}));
    const EvidenceLine line(theme, {where, "text", {}, 0, 0, Evidence::Tone::Plain}, FindingRole::Note);
    CHECK(line.accessibleName() == QString("%1, text").arg(shown));
}

TEST_CASE("Evidence: is copied as it is shown", "[diagnosis]")
{
    Shown shown(reports::expiredToken());
    for (QPushButton *button : shown.panel.findChildren<QPushButton *>()) {
        if (button->accessibleName() == "Copy evidence" && button->isVisible())
            button->click();
    }
    const QString copied = QApplication::clipboard()->text();
    CHECK(copied.contains("token: \"exp\": 1795242667  (06:31:07 UTC, today)"));
    CHECK(copied == evidenceText(reports::expiredToken().findings.front()));
}

TEST_CASE("Ruled out: is closed at first and opens to every cause with its reason", "[diagnosis]")
{
    Shown shown(reports::expiredToken());
    auto *list = shown.panel.findChild<RuledOutList *>();
    auto *head = list->findChild<FoldHead *>();
    CHECK_FALSE(list->isOpen());
    CHECK(head->accessibleDescription() == "47 causes");
    QTest::keyClick(head, Qt::Key_Right);
    CHECK(list->isOpen());
    const auto *text = list->findChild<FlowLabel *>();
    CHECK(text->isVisible());
    CHECK(text->text().contains("header.cause-46"));
    CHECK(text->text().contains("the field is there, once"));
    QTest::keyClick(head, Qt::Key_Left);
    CHECK_FALSE(list->isOpen());
}

TEST_CASE("Wide: findings stand in two columns, and choosing one shows its detail alone", "[diagnosis]")
{
    Shown shown(reports::expiredToken());
    shown.panel.resize(960, 560);
    shown.panel.setWide(true);
    QApplication::processEvents();
    auto heads = shown.heads();
    REQUIRE(heads.size() == 2);
    CHECK(heads[0]->geometry().bottom() < heads[1]->geometry().top() + 1);
    CHECK(visibleLines(shown.panel).size() == 4);
    QTest::mouseClick(heads[1], Qt::LeftButton);
    CHECK(visibleLines(shown.panel).size() == 1);
    CHECK(shown.panel.currentFinding()->id == "clock.client-drift");
    const QPoint line = visibleLines(shown.panel).front()->mapTo(&shown.panel, QPoint());
    CHECK(line.x() > heads[1]->mapTo(&shown.panel, QPoint(heads[1]->width(), 0)).x());

    shown.panel.setWide(false);
    QApplication::processEvents();
    CHECK(shown.heads().size() == 2);
    CHECK(shown.heads()[1]->isOpen());
}
