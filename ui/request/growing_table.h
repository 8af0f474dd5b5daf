#pragma once

#include "ui/request/rows_model.h"
#include "ui/tables/plain_table.h"

namespace keyhole {

/// A table to type in: any key starts in a cell, Enter opens one, Del deletes the selected rows and Ctrl+Z brings them back, Space switches
/// a row on or off.
class GrowingTable : public PlainTable {
    Q_OBJECT
public:
    /// `widths` are the parts of the width that the columns get, in percent.
    GrowingTable(const Theme &theme, const QString &name, GrowingModel *model, std::vector<int> widths, QWidget *parent = nullptr);

    /// Selects the first row of this name; false when there is none.
    bool selectName(QByteArrayView name);
    void removeSelected();
    void undo();
    /// What Ctrl+Z would go back to belongs to another draft.
    void forgetUndo() { m_before.clear(); }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    bool handleKey(const QKeyEvent *event);
    void toggleRow();

    GrowingModel *m_model;
    std::vector<int> m_widths;
    std::vector<std::any> m_before;  // the latest last
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
