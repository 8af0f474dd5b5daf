#pragma once

#include "core/probes/probe.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QVBoxLayout;

namespace keyhole {

class FlowLabel;

/// One experiment: a tick, what would be sent where, and what came of it.
class ProbeRow : public QWidget {
    Q_OBJECT
public:
    ProbeRow(const Theme &theme, const Probe &probe, QWidget *parent = nullptr);

    ProbeKind kind() const { return m_kind; }
    bool isChosen() const;
    void setChosen(bool chosen);
    bool isAvailable() const;
    /// What came of it; nothing while it was not made.
    void setResult(const std::optional<Experiment> &result);
    /// While experiments run nothing can be ticked.
    void setLocked(bool locked);

signals:
    void toggled();

private:
    void applyTheme();

    const Theme &m_theme;
    const ProbeKind m_kind;
    const bool m_available;
    QVBoxLayout *m_column;
    QCheckBox *m_tick;
    FlowLabel *m_plan, *m_result;
};

}
