#pragma once

#include "core/collection/request_draft.h"

#include <QAbstractTableModel>
#include <vector>

namespace keyhole {

/// Rows that the user fills in. The last row is always empty and ready to type in; it is not part of rows().
class RowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, DescriptionColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<DraftRow> rows);  ///< emits no edited()
    const std::vector<DraftRow> &rows() const { return m_rows; }
    void setReadOnly(bool readOnly);
    /// The first row of this name, without case; -1 when there is none.
    int rowOf(QByteArrayView name) const;
    int enabledCount() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool removeRows(int row, int count, const QModelIndex &parent = {}) override;

signals:
    void edited();

private:
    bool isEmptyRow(int row) const { return row == int(m_rows.size()); }
    bool change(int row, const DraftRow &changed);

    std::vector<DraftRow> m_rows;
    bool m_readOnly = false;
};

}
