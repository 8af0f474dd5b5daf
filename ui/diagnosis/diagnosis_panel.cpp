#include "ui/diagnosis/diagnosis_panel.h"

#include "ui/diagnosis/differences_section.h"
#include "ui/diagnosis/dim_overlay.h"
#include "ui/diagnosis/evidence_card.h"
#include "ui/diagnosis/finding_list.h"
#include "ui/diagnosis/hand_over_section.h"
#include "ui/diagnosis/panel_header.h"
#include "ui/diagnosis/ruled_out_list.h"
#include "ui/diagnosis/sending.h"
#include "ui/diagnosis/verdict_card.h"
#include "ui/probes/bisect_section.h"
#include "ui/probes/probe_section.h"
#include "ui/text/flow_label.h"

#include <QEvent>
#include <QGridLayout>
#include <QPainter>
#include <QScrollArea>
#include <algorithm>

namespace keyhole {

namespace {

constexpr std::chrono::milliseconds kWaitShown{300};

QVBoxLayout *columnIn(QWidget *box)
{
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    return column;
}

/// "1 cause, 2 warnings".
QString countsOf(const std::vector<Finding> &findings)
{
    const auto count = [&findings](FindingRole role) {
        return int(std::count_if(findings.begin(), findings.end(), [role](const Finding &finding) { return finding.role == role; }));
    };
    QStringList parts;
    const auto add = [&parts](int number, const QString &one, const QString &many) {
        if (number > 0)
            parts << (number == 1 ? one : many.arg(number));
    };
    add(count(FindingRole::Cause), DiagnosisPanel::tr("1 cause"), DiagnosisPanel::tr("%1 causes"));
    add(count(FindingRole::PossibleCause), DiagnosisPanel::tr("1 possible cause"), DiagnosisPanel::tr("%1 possible causes"));
    add(count(FindingRole::Warning), DiagnosisPanel::tr("1 warning"), DiagnosisPanel::tr("%1 warnings"));
    add(count(FindingRole::Note), DiagnosisPanel::tr("1 note"), DiagnosisPanel::tr("%1 notes"));
    return parts.join(QStringLiteral(", "));
}

}

DiagnosisPanel::DiagnosisPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_header(new PanelHeader(theme, this)), m_scroll(new QScrollArea(this)), m_content(new QWidget)
{
    setAccessibleName(tr("Diagnosis"));
    buildContent(theme);
    m_scroll->setWidget(m_content);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->viewport()->installEventFilter(this);
    m_content->setAutoFillBackground(false);
    m_content->installEventFilter(this);
    auto *column = columnIn(this);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_scroll);

    connect(m_header, &PanelHeader::copyReportRequested, this, &DiagnosisPanel::copyReportRequested);
    connect(m_header, &PanelHeader::copyPageRequested, this, &DiagnosisPanel::copyPageRequested);
    connect(m_header, &PanelHeader::saveReportRequested, this, &DiagnosisPanel::saveReportRequested);
    connect(m_header, &PanelHeader::hideRequested, this, &DiagnosisPanel::hideRequested);
    connect(&theme, &Theme::changed, this, &DiagnosisPanel::applyTheme);
    placeCards();
    applyTheme();
    setReport({});
}

void DiagnosisPanel::buildContent(const Theme &theme)
{
    m_top = new QWidget(m_content);
    m_below = new QWidget(m_content);
    m_verdict = new VerdictCard(theme, m_top);
    m_cardBox = new QWidget(m_top);
    const std::array names{tr("Header"), tr("Token"), tr("Clock"), tr("Cookies")};
    for (size_t i = 0; i < names.size(); ++i) {
        m_cards[i] = new EvidenceCard(theme, names[i], m_cardBox);
        connect(m_cards[i], &EvidenceCard::placeRequested, this, &DiagnosisPanel::placeRequested);
    }
    m_findingsTitle = new FlowLabel(theme, m_below);
    m_findings = new FindingList(theme, m_below);
    m_probes = new ProbeSection(theme, m_below);
    m_differences = new DifferencesSection(theme, m_below);
    m_bisect = new BisectSection(theme, m_below);
    m_ruledOut = new RuledOutList(theme, m_below);
    m_handOver = new HandOverSection(theme, m_below);

    auto *top = columnIn(m_top);
    top->addWidget(m_verdict);
    top->addWidget(m_cardBox);
    auto *below = columnIn(m_below);
    below->addWidget(m_findingsTitle);
    below->addWidget(m_findings);
    below->addWidget(m_probes);
    below->addWidget(m_differences);
    below->addWidget(m_bisect);
    below->addWidget(m_ruledOut);
    below->addWidget(m_handOver);
    auto *column = new QVBoxLayout(m_content);
    column->addWidget(m_top);
    column->addWidget(m_below);
    column->addStretch();
    m_overlays = {new DimOverlay(theme, m_top), new DimOverlay(theme, m_below)};

    connect(m_verdict, &VerdictCard::actionRequested, this, &DiagnosisPanel::actionRequested);
    connect(m_findings, &FindingList::actionRequested, this, &DiagnosisPanel::actionRequested);
    connect(m_findings, &FindingList::placeRequested, this, &DiagnosisPanel::placeRequested);
    connect(m_differences, &DifferencesSection::placeRequested, this, &DiagnosisPanel::placeRequested);
    connect(m_differences, &DifferencesSection::comparisonRequested, this, [this](const QByteArray &since) {
        emit actionRequested({"compare", {}, since});
    });
    connect(m_findings, &FindingList::rearranged, this, &DiagnosisPanel::fitContent);
    connect(m_probes, &ProbeSection::rearranged, this, &DiagnosisPanel::fitContent);
    connect(m_bisect, &BisectSection::rearranged, this, &DiagnosisPanel::fitContent);
    connect(m_ruledOut, &RuledOutList::rearranged, this, &DiagnosisPanel::fitContent);
    connect(m_handOver, &HandOverSection::rearranged, this, &DiagnosisPanel::fitContent);
}

void DiagnosisPanel::placeCards()
{
    delete m_cardBox->layout();
    auto *grid = new QGridLayout(m_cardBox);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(m_theme.px(8));
    const int columns = m_wide ? 4 : 2;
    for (int i = 0; i < int(m_cards.size()); ++i)
        grid->addWidget(m_cards[size_t(i)], i / columns, i % columns);
    for (int i = 0; i < columns; ++i)
        grid->setColumnStretch(i, 1);
}

void DiagnosisPanel::applyTheme()
{
    const int padding = m_theme.px(16);
    m_content->layout()->setContentsMargins(padding, padding, padding, padding);
    m_content->layout()->setSpacing(0);
    m_top->layout()->setSpacing(m_theme.px(12));
    m_below->layout()->setContentsMargins(0, m_theme.px(20), 0, 0);
    m_below->layout()->setSpacing(m_theme.px(8));
    m_cardBox->layout()->setSpacing(m_theme.px(8));
    fitContent();
    update();
}

void DiagnosisPanel::setReport(const Report &report)
{
    m_report = report;
    m_sending = report.verdict.outcome == Outcome::Sending;
    m_header->setSubject(subjectOf(report));
    m_verdict->setMinimumHeight(0);
    m_verdict->setVerdict(report.verdict);
    m_verdict->setVisible(!report.verdict.headline.isEmpty());
    showCards();
    m_findingsTitle->setRuns({{tr("Findings"), FontRole::Strong, ColorToken::Text},
                              {QStringLiteral("  "), FontRole::Strong, ColorToken::Text},
                              {countsOf(report.findings), FontRole::Small, ColorToken::Text2}});
    m_findingsTitle->setVisible(!report.findings.empty());
    m_findings->setFindings(report.findings, report.verdict.actions);
    m_findings->setVisible(!report.findings.empty());
    m_differences->setDifferences(report.differences);
    m_ruledOut->setCauses(report.ruledOut);
    m_ruledOut->setVisible(!report.ruledOut.empty());
    m_handOver->setReport(report);
    m_handOver->setVisible(report.status > 0);
    dim(false, false);
    fitContent();
}

void DiagnosisPanel::setDifferences(const Report &report)
{
    m_report.differences = report.differences;
    m_report.verdict = report.verdict;
    m_verdict->setVerdict(report.verdict);
    m_differences->setDifferences(report.differences);
    fitContent();
}

void DiagnosisPanel::showCards()
{
    const std::array cards{&m_report.header, &m_report.token, &m_report.clock, &m_report.cookies};
    for (size_t i = 0; i < cards.size(); ++i)
        m_cards[i]->setCard(*cards[i], int(i) == m_report.verdict.decisiveCard);
}

void DiagnosisPanel::setSending(const QByteArray &host, const Progress &progress, std::chrono::milliseconds elapsed)
{
    if (elapsed < kWaitShown) {
        setDimmed(true);
        return;
    }
    if (!m_sending)
        m_verdict->setMinimumHeight(m_verdict->height());
    m_sending = true;
    m_report = sendingReport(m_report, host, progress, elapsed);
    m_header->setSubject(subjectOf(m_report));
    m_verdict->setVerdict(m_report.verdict);
    m_verdict->show();
    showCards();
    dim(false, true);
    fitContent();
}

void DiagnosisPanel::setDimmed(bool dimmed)
{
    dim(dimmed, dimmed);
}

void DiagnosisPanel::dim(bool top, bool below)
{
    m_overlays[0]->setVisible(top);
    m_overlays[1]->setVisible(below);
    for (DimOverlay *overlay : m_overlays) {
        overlay->resize(overlay->parentWidget()->size());
        overlay->raise();
    }
}

void DiagnosisPanel::setWide(bool wide)
{
    if (m_wide == wide)
        return;
    m_wide = wide;
    placeCards();
    m_findings->setWide(wide);
    fitContent();
}

/// The layout of a resizable scroll area gives labels that wrap too much height; this gives what they need.
void DiagnosisPanel::fitContent()
{
    const int width = m_scroll->viewport()->width();
    QLayout *layout = m_content->layout();
    layout->activate();
    const int height = layout->hasHeightForWidth() ? layout->totalHeightForWidth(width) : layout->totalSizeHint().height();
    m_content->resize(width, height);
    for (DimOverlay *overlay : m_overlays)
        overlay->raise();
}

bool DiagnosisPanel::eventFilter(QObject *watched, QEvent *event)
{
    const bool resized = watched == m_scroll->viewport() && event->type() == QEvent::Resize;
    const bool asked = watched == m_content && event->type() == QEvent::LayoutRequest;
    if (resized || asked)
        fitContent();
    return QWidget::eventFilter(watched, event);
}

void DiagnosisPanel::step(int by)
{
    m_findings->step(by);
    fitContent();
    if (QWidget *head = m_findings->currentHead())
        m_scroll->ensureWidgetVisible(head, 0, m_theme.px(16));
}

void DiagnosisPanel::reveal(QWidget *part)
{
    fitContent();
    m_scroll->ensureWidgetVisible(part, 0, m_theme.px(16));
}

void DiagnosisPanel::nextFinding()
{
    step(1);
}

void DiagnosisPanel::previousFinding()
{
    step(-1);
}

const Finding *DiagnosisPanel::currentFinding() const
{
    return m_findings->current();
}

void DiagnosisPanel::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(ColorToken::Panel));
}

}
