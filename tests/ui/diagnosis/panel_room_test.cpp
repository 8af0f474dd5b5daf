#include "catch.h"
#include "reports.h"
#include "ui/accessible_tree.h"
#include "ui/controls/fold_head.h"
#include "ui/controls/painted_button.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/diagnosis/evidence_card.h"
#include "ui/diagnosis/finding_head.h"
#include "ui/diagnosis/ruled_out_list.h"
#include "ui/text/flow_label.h"

#include <QApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>

using namespace keyhole;

namespace {

/// Forty per cent more of every word, as a translation may need.
QString longer(const QString &text)
{
    QStringList words = text.split(u' ');
    for (QString &word : words)
        word += QString(qRound(double(word.size()) * 0.4), u'e');
    return words.join(u' ');
}

Report longer(Report report)
{
    for (Card *card : {&report.header, &report.token, &report.clock, &report.cookies}) {
        card->text = longer(card->text);
        card->fact = longer(card->fact);
        card->detail = longer(card->detail);
    }
    report.verdict.headline = longer(report.verdict.headline);
    report.verdict.line = longer(report.verdict.line);
    for (Action &action : report.verdict.actions)
        action.label = longer(action.label);
    for (Finding &finding : report.findings) {
        finding.title = longer(finding.title);
        finding.why = longer(finding.why);
        finding.help = longer(finding.help);
        for (Evidence &evidence : finding.evidence)
            evidence.says = longer(evidence.says);
    }
    return report;
}

struct BaseSize {
    explicit BaseSize(int pixels) : m_before(QApplication::font())
    {
        QFont font("Inter");
        font.setPixelSize(pixels);
        QApplication::setFont(font);
    }
    ~BaseSize() { QApplication::setFont(m_before); }

private:
    QFont m_before;
};

/// Visible parts that got less room than their text needs, or stand outside the panel.
QStringList clipped(const QWidget &panel)
{
    QStringList faults;
    const auto check = [&](const QWidget *part, int needed) {
        if (part->height() < needed)
            faults << QStringLiteral("%1 needs %2, has %3").arg(part->metaObject()->className()).arg(needed).arg(part->height());
        const int right = part->mapTo(&panel, QPoint(part->width(), 0)).x();
        if (right > panel.width())
            faults << QStringLiteral("%1 ends at %2").arg(part->metaObject()->className()).arg(right);
    };
    for (const auto *label : panel.findChildren<FlowLabel *>()) {
        if (label->isVisible())
            check(label, label->heightForWidth(label->width()));
    }
    for (const auto *button : panel.findChildren<PaintedButton *>()) {
        if (button->isVisible())
            check(button, button->heightForWidth(button->width()));
    }
    for (const auto *button : panel.findChildren<QPushButton *>()) {
        if (button->isVisible())
            check(button, button->sizeHint().height());
    }
    return faults;
}

void openEverything(DiagnosisPanel &panel)
{
    for (FindingHead *head : panel.findChildren<FindingHead *>())
        QTest::keyClick(head, Qt::Key_Right);
    for (FoldHead *head : panel.findChildren<FoldHead *>())
        QTest::keyClick(head, Qt::Key_Right);
    QApplication::processEvents();
}

}

TEST_CASE("Panel: clips no text at any base size, width or length of the words", "[diagnosis][room]")
{
    const auto [base, width] = GENERATE(table<int, int>({{13, 476}, {13, 380}, {16, 476}, {16, 380}, {20, 640}, {20, 476}}));
    const bool stretched = GENERATE(false, true);
    CAPTURE(base, width, stretched);
    const BaseSize size(base);
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.resize(width, 700);
    panel.show();
    for (const Report &report : {reports::expiredToken(), reports::notSaid(), reports::noAnswer()}) {
        panel.setReport(stretched ? longer(report) : report);
        openEverything(panel);
        CHECK(clipped(panel) == QStringList());
    }
}

TEST_CASE("Panel: a card is as high as its three lines of text, and 78 at least", "[diagnosis][room]")
{
    const BaseSize size(GENERATE(13, 20));
    const Theme theme;
    EvidenceCard card(theme, "Token");
    const QString words = "forty per cent more words than there were";
    const auto [fact, detail] = GENERATE_COPY(table<QString, QString>({{"short", "short"}, {words, words}, {words, {}}, {{}, {}}}));
    card.setCard({Card::State::Bad, "Expired", fact, detail, "request.token.exp"}, true);
    const int width = theme.px(190), inner = width - theme.px(24);
    const auto height = [&](const QString &text, FontRole font) {
        return text.isEmpty() ? 0 : TextFlow(theme, {{text, font, ColorToken::Text}}).heightFor(inner);
    };
    const int texts = height("Token", FontRole::Strong) + height(fact, FontRole::Small) + height(detail, FontRole::Small);
    CHECK(card.heightForWidth(width) >= texts + theme.px(16));
    CHECK(card.heightForWidth(width) >= theme.px(78));
    if (fact == "short")
        CHECK(card.heightForWidth(width) == theme.px(78));
}

TEST_CASE("Panel: clips nothing below the response either", "[diagnosis][room]")
{
    const BaseSize size(GENERATE(13, 16));
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.resize(700, 400);
    panel.setWide(true);
    panel.show();
    panel.setReport(longer(reports::expiredToken()));
    QApplication::processEvents();
    CHECK(clipped(panel) == QStringList());
}

TEST_CASE("Panel: has no scroll bar where there is room", "[diagnosis][room]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.resize(476, 500);
    panel.show();
    panel.setReport(reports::accepted());
    QApplication::processEvents();
    CHECK(panel.findChild<QScrollArea *>()->widget()->height() <= panel.findChild<QScrollArea *>()->viewport()->height());
}

TEST_CASE("Panel: follows the theme, in both directions of reading", "[diagnosis][room]")
{
    Theme theme;
    DiagnosisPanel panel(theme);
    panel.resize(476, 700);
    panel.setLayoutDirection(GENERATE(Qt::LeftToRight, Qt::RightToLeft));
    panel.show();
    panel.setReport(reports::expiredToken());
    theme.setChoice(ThemeChoice::Light);
    QApplication::processEvents();
    const QImage light = panel.grab().toImage();
    theme.setChoice(ThemeChoice::Dark);
    QApplication::processEvents();
    const QImage dark = panel.grab().toImage();
    CHECK(light.pixelColor(238, 44) == Theme::color(ColorToken::Panel, false));
    CHECK(dark.pixelColor(238, 44) == Theme::color(ColorToken::Panel, true));
    CHECK(clipped(panel) == QStringList());
}

TEST_CASE("Panel: every node that can be reached has a name", "[diagnosis][accessibility]")
{
    const Theme theme;
    DiagnosisPanel panel(theme);
    panel.resize(476, 700);
    panel.show();
    for (const Report &report :
         {reports::expiredToken(), reports::notSaid(), reports::foretoldExpiry(), reports::accepted(), reports::noAnswer()}) {
        panel.setReport(report);
        openEverything(panel);
        CHECK(accessibleFaults(panel) == QStringList());
    }
}

TEST_CASE("Panel: text from outside stays text", "[diagnosis][plain]")
{
    const QString hostile
        = GENERATE(QString("<img src='file:///etc/hostname'>"), QString("&lt;b&gt;bold"), QString("a\u202Eb"), QString("**<b>**"));
    const Theme theme;
    Report report = reports::expiredToken();
    report.verdict.headline = report.verdict.line = hostile;
    report.header.fact = report.findings[0].title = report.findings[0].why = hostile;
    report.findings[0].evidence[0].text = hostile;
    report.method = "<b>GET</b>";
    DiagnosisPanel panel(theme);
    panel.resize(476, 700);
    panel.show();
    panel.setReport(report);
    for (const QLabel *label : panel.findChildren<QLabel *>()) {
        CHECK(label->textFormat() == Qt::PlainText);
        CHECK_FALSE(label->text().contains(QChar(0x202E)));
    }
    CHECK_FALSE(panel.grab().isNull());
}

TEST_CASE("Sentence: only names can be made bold, and nothing else comes of a mark", "[text][plain]")
{
    const auto [written, plain, runs] = GENERATE(table<const char *, const char *, int>({
        {"once past **exp**, it ends", "once past exp, it ends", 3},
        {"**exp** and **nbf**", "exp and nbf", 5},
        {"**two words**", "**two words**", 1},
        {"**<b>**", "**<b>**", 1},
        {"a ** b", "a ** b", 1},
        {"", "", 1},
    }));
    CAPTURE(written);
    CHECK(withoutMarks(written) == plain);
    CHECK(int(runsOf(written, FontRole::Body, FontRole::Strong, ColorToken::Text).size()) == runs);
}
