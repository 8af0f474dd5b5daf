#pragma once

#include "core/diagnosis/report.h"
#include "core/transport/transport.h"
#include "ui/theme/theme.h"

#include <QWidget>
#include <array>

class QScrollArea;
class QVBoxLayout;

namespace keyhole {

class BisectSection;
class DifferencesSection;
class EvidenceCard;
class FindingList;
class FlowLabel;
class HandOverSection;
class PanelHeader;
class ProbeSection;
class RuledOutList;
class VerdictCard;

/// What a report says, from the verdict down to what was ruled out. It shows reports and decides nothing.
class DiagnosisPanel : public QWidget {
    Q_OBJECT
public:
    explicit DiagnosisPanel(const Theme &theme, QWidget *parent = nullptr);

    void setReport(const Report &report);
    /// What changed since it last worked became known after the report was shown: nothing else moves.
    void setDifferences(const Report &report);
    /// A request is under way. Within the first 300 ms nothing changes but that the old diagnosis is dimmed; then the verdict says what is
    /// waited for. What was there before stays in its place.
    void setSending(const QByteArray &host, const Progress &progress, std::chrono::milliseconds elapsed);
    void setDimmed(bool dimmed);
    /// Below the response: cards in one row, findings in two columns.
    void setWide(bool wide);

    void nextFinding();
    void previousFinding();
    const Finding *currentFinding() const;
    ProbeSection *probes() const { return m_probes; }
    BisectSection *bisect() const { return m_bisect; }
    /// Scrolls to a part of the panel.
    void reveal(QWidget *part);

signals:
    void actionRequested(const keyhole::Action &action);
    void placeRequested(const QByteArray &where);
    void hideRequested();
    void copyReportRequested();
    void copyPageRequested();
    void saveReportRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildContent(const Theme &theme);
    void placeCards();
    void showCards();
    void applyTheme();
    void fitContent();
    void step(int by);
    void dim(bool top, bool below);

    const Theme &m_theme;
    Report m_report;
    PanelHeader *m_header;
    QScrollArea *m_scroll;
    QWidget *m_content;
    QWidget *m_top, *m_below;  ///< verdict and cards; findings and ruled out
    QWidget *m_cardBox;
    VerdictCard *m_verdict;
    std::array<EvidenceCard *, 4> m_cards{};
    FlowLabel *m_findingsTitle;
    FindingList *m_findings;
    ProbeSection *m_probes;
    DifferencesSection *m_differences;
    BisectSection *m_bisect;
    RuledOutList *m_ruledOut;
    HandOverSection *m_handOver;
    std::array<class DimOverlay *, 2> m_overlays{};
    bool m_wide = false;
    bool m_sending = false;
};

}
