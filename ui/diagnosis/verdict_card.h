#pragma once

#include "core/diagnosis/report.h"
#include "ui/theme/rounded_frame.h"

class QSpacerItem;

namespace keyhole {

class ActionButtons;
class FlowLabel;

/// The answer in one sentence, on the soft fill of its role, with at most two buttons. A new verdict is announced to screen readers.
class VerdictCard : public RoundedFrame {
    Q_OBJECT
public:
    explicit VerdictCard(const Theme &theme, QWidget *parent = nullptr);
    void setVerdict(const ReportVerdict &verdict);
    const ReportVerdict &verdict() const { return m_verdict; }

signals:
    void actionRequested(const keyhole::Action &action);
    /// Name and description were set and screen readers were told (QAccessible::Alert).
    void announced();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();
    void announce();

    ReportVerdict m_verdict;
    FlowLabel *m_headline;
    FlowLabel *m_line;
    QSpacerItem *m_gap;
    ActionButtons *m_buttons;
};

}
