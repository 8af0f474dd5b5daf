#pragma once

#include "core/probes/bisect_run.h"
#include "ui/theme/rounded_frame.h"

class QCheckBox;
class QVBoxLayout;

namespace keyhole {

class ActionButtons;
class FlowLabel;
class FoldHead;

/// Which difference from the last success matters: what differs, how many requests it takes to find out, the steps, and what was found.
/// Closed at first.
class BisectSection : public RoundedFrame {
    Q_OBJECT
public:
    explicit BisectSection(const Theme &theme, QWidget *parent = nullptr);

    /// Hidden without a plan. `changesData`: that it may be sent again has to be ticked first.
    void setPlan(const std::optional<BisectPlan> &plan, const QString &success, bool changesData);
    void setProgress(const BisectResult &result, bool running);
    void setOpen(bool open);
    bool isOpen() const;

signals:
    void runRequested();
    void cancelRequested();
    void rearranged();

private:
    void applyTheme();
    void showBody(bool open);
    void showButtons();

    FoldHead *m_head;
    QWidget *m_body;
    QVBoxLayout *m_column;
    FlowLabel *m_lead, *m_differences, *m_steps, *m_conclusion;
    QCheckBox *m_leave;
    ActionButtons *m_buttons;
    int m_requests = 0;
    size_t m_count = 0;  ///< of differences
    bool m_running = false, m_changesData = false;
};

}
