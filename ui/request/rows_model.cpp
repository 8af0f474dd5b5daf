#include "ui/request/rows_model.h"

#include "core/diagnosis/report.h"

namespace keyhole {

namespace {

QString cellText(const DraftRow &row, RowsModel::Column column)
{
    switch (column) {
    case RowsModel::NameColumn:
        return QString::fromUtf8(row.name);
    case RowsModel::ValueColumn:
        return QString::fromUtf8(row.value);
    case RowsModel::DescriptionColumn:
        return row.description;
    case RowsModel::ColumnCount:
        break;
    }
    return {};
}

void setCell(DraftRow &row, RowsModel::Column column, const QString &text)
{
    if (column == RowsModel::NameColumn)
        row.name = text.toUtf8();
    else if (column == RowsModel::ValueColumn)
        row.value = text.toUtf8();
    else
        row.description = text;
}

}

void RowsModel::setRows(std::vector<DraftRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void RowsModel::setReadOnly(bool readOnly)
{
    beginResetModel();
    m_readOnly = readOnly;
    endResetModel();
}

int RowsModel::rowOf(QByteArrayView name) const
{
    const auto found
        = std::find_if(m_rows.begin(), m_rows.end(), [name](const DraftRow &row) { return equalsIgnoringCase(row.name, name); });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int RowsModel::enabledCount() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const DraftRow &row) { return row.enabled; }));
}

int RowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size()) + (m_readOnly ? 0 : 1);
}

int RowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Column column = Column(index.column());
    if (isEmptyRow(index.row()))
        return role == Qt::AccessibleTextRole && column == NameColumn ? tr("empty row") : QVariant();
    const DraftRow &row = m_rows[size_t(index.row())];
    if (role == Qt::EditRole)
        return cellText(row, column);
    if (role == Qt::DisplayRole)
        return visibleText(cellText(row, column));
    if (role == Qt::CheckStateRole && column == NameColumn)
        return row.enabled ? Qt::Checked : Qt::Unchecked;
    return {};
}

/// Typing in the last row makes it one of the others, with a new last one below it.
bool RowsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || m_readOnly)
        return false;
    const bool check = role == Qt::CheckStateRole && index.column() == NameColumn;
    if (role != Qt::EditRole && !check)
        return false;
    DraftRow changed = isEmptyRow(index.row()) ? DraftRow{} : m_rows[size_t(index.row())];
    if (check)
        changed.enabled = value.toInt() == Qt::Checked;
    else
        setCell(changed, Column(index.column()), value.toString());
    return change(index.row(), changed);
}

bool RowsModel::change(int row, const DraftRow &changed)
{
    if (isEmptyRow(row)) {
        if (changed == DraftRow{})
            return false;
        beginInsertRows({}, row + 1, row + 1);
        m_rows.push_back(changed);
        endInsertRows();
    } else if (m_rows[size_t(row)] == changed) {
        return true;
    } else {
        m_rows[size_t(row)] = changed;
    }
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    emit edited();
    return true;
}

Qt::ItemFlags RowsModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    if (m_readOnly || !index.isValid())
        return flags;
    flags |= Qt::ItemIsEditable;
    if (index.column() == NameColumn && !isEmptyRow(index.row()))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case ValueColumn:
        return tr("Value");
    case DescriptionColumn:
        return tr("Description");
    default:
        return {};
    }
}

bool RowsModel::removeRows(int row, int count, const QModelIndex &parent)
{
    if (m_readOnly || parent.isValid() || row < 0 || count < 1 || row + count > int(m_rows.size()))
        return false;
    beginRemoveRows({}, row, row + count - 1);
    m_rows.erase(m_rows.begin() + row, m_rows.begin() + row + count);
    endRemoveRows();
    emit edited();
    return true;
}

}
