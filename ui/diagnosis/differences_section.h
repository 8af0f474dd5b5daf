#pragma once

#include "core/diagnosis/report.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace keyhole {

class Button;
class EvidenceBlock;
class FlowLabel;

/// "What changed since it last worked", and a line for each thing, as it was and as it is. A click on a line goes to its place.
class DifferencesSection : public QWidget {
    Q_OBJECT
public:
    explicit DifferencesSection(const Theme &theme, QWidget *parent = nullptr);
    /// Hidden without an earlier success.
    void setDifferences(const std::optional<Differences> &differences);

signals:
    /// Both are to be shown side by side; `since` is that of the differences.
    void comparisonRequested(const QByteArray &since);
    void placeRequested(const QByteArray &where);

private:
    void applyTheme();

    const Theme &m_theme;
    QVBoxLayout *m_column;
    FlowLabel *m_title;
    EvidenceBlock *m_lines = nullptr;
    Button *m_compare;
    QByteArray m_since;
};

}
