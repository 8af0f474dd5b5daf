#pragma once

#include "ui/theme/theme.h"

#include <QTableView>

namespace keyhole {

/// A table as all of them look: rows of 28, no grid, no row numbers, whole rows selected, Tab leaves it, Ctrl+C copies the selected rows as
/// text (what is shown, so masked secrets stay masked).
class PlainTable : public QTableView {
    Q_OBJECT
public:
    /// What stands, in the colour of hints, in a cell that is empty.
    static constexpr int PlaceholderRole = Qt::UserRole;

    explicit PlainTable(const Theme &theme, QWidget *parent = nullptr);

    /// The selected rows, cells set apart by tabs.
    QString selectedText() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void takeMeasures();

    const Theme &m_theme;
};

}
