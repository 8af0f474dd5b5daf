#pragma once

#include "ui/request/rows_model.h"
#include "ui/request/steps.h"
#include "ui/tables/plain_table.h"

namespace keyhole {

/// A table to type in: any key starts in a cell, Enter opens one, Del deletes the selected rows, Space switches a row on or off. Ctrl+Z
/// takes each change back, Ctrl+Shift+Z does it again.
class GrowingTable : public PlainTable {
    Q_OBJECT
public:
    /// `widths` are the parts of the width that the columns get, in percent.
    GrowingTable(const Theme &theme, const QString &name, GrowingModel *model, std::vector<int> widths, QWidget *parent = nullptr);

    /// Selects the first row of this name; false when there is none.
    bool selectName(QByteArrayView name);
    void removeSelected();
    void undo();
    void redo();
    /// What Ctrl+Z would go back to belongs to another draft.
    void forgetUndo();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void note();
    void step(const std::optional<std::any> &wanted);
    bool handleKey(const QKeyEvent *event);
    void toggleRow();

    GrowingModel *m_model;
    std::vector<int> m_widths;
    std::any m_now;  ///< all rows as they are
    Steps<std::any> m_steps;  ///< through such rows
    bool m_stepping = false;  ///< changes are part of a step
};

/// A growing table of names and values.
class RowsTable : public GrowingTable {
    Q_OBJECT
public:
    RowsTable(const Theme &theme, const QString &name, QWidget *parent = nullptr);
    RowsModel &rows() const { return *m_rows; }
    void setRows(const std::vector<DraftRow> &rows);

private:
    RowsModel *m_rows;
};

}
