#pragma once

#include "ui/request/rows_model.h"
#include "ui/tables/plain_table.h"

namespace keyhole {

/// A table to type in: any key starts, Enter and Tab go on to the next cell, Del deletes the selected rows (Ctrl+Z brings them back), Space
/// switches a row on or off.
class RowsTable : public PlainTable {
    Q_OBJECT
public:
    RowsTable(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    RowsModel &rows() const { return *m_model; }
    void setRows(const std::vector<DraftRow> &rows);
    void setReadOnly(bool readOnly);
    bool selectName(QByteArrayView name);
    void removeSelected();
    void undo();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    RowsModel *m_model;
    std::vector<std::vector<DraftRow>> m_before;  // what Ctrl+Z goes back to, the latest last
};

}
