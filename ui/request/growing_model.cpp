#include "ui/request/growing_model.h"

#include "core/collection/variables.h"
#include "core/diagnosis/report.h"
#include "core/http/field.h"
#include "ui/tables/plain_table.h"

namespace keyhole {

void GrowingModel::setReadOnly(bool readOnly)
{
    beginResetModel();
    m_readOnly = readOnly;
    endResetModel();
}

void GrowingModel::setUnresolved(const std::vector<QByteArray> &names, const QColor &color)
{
    if (names == m_unresolved && color == m_unresolvedColor)
        return;
    m_unresolved = names;
    m_unresolvedColor = color;
    if (filledCount() > 0)
        emit dataChanged(index(0, 0), index(filledCount() - 1, columnCount() - 1), {Qt::ForegroundRole});
}

bool GrowingModel::isUnresolved(int row, int column) const
{
    if (m_unresolved.empty() || !isEnabled(row))
        return false;
    const QByteArray text = cell(row, column).toUtf8();
    const std::vector<VariableReference> references = referencesIn(text);
    return std::any_of(references.begin(), references.end(), [this](const VariableReference &reference) {
        return std::find(m_unresolved.begin(), m_unresolved.end(), reference.name) != m_unresolved.end();
    });
}

int GrowingModel::enabledCount() const
{
    int count = 0;
    for (int row = 0; row < filledCount(); ++row)
        count += isEnabled(row);
    return count;
}

int GrowingModel::rowOf(QByteArrayView name) const
{
    for (int row = 0; row < filledCount(); ++row) {
        if (equalsIgnoringCase(cell(row, 0).toUtf8(), name))
            return row;
    }
    return -1;
}

int GrowingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : filledCount() + (m_readOnly ? 0 : 1);
}

int GrowingModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_titles.size());
}

QVariant GrowingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row(), column = index.column();
    if (isEmptyRow(row) && (role == Qt::DisplayRole || role == Qt::EditRole))
        return QString();
    if (isEmptyRow(row))
        return role == Qt::AccessibleTextRole || (column == 0 && role == PlainTable::PlaceholderRole) ? tr("New row") : QVariant();
    if (role == Qt::AccessibleTextRole)
        return cell(row, column).isEmpty() ? tr("empty") : visibleText(cell(row, column));
    if (role == Qt::EditRole)
        return cell(row, column);
    if (role == Qt::DisplayRole)
        return visibleText(cell(row, column));
    if (role == Qt::CheckStateRole && column == 0)
        return isEnabled(row) ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::ForegroundRole && isUnresolved(row, column))
        return m_unresolvedColor;
    return {};
}

bool GrowingModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || m_readOnly)
        return false;
    const int row = index.row(), column = index.column();
    const bool check = role == Qt::CheckStateRole && column == 0 && !isEmptyRow(row);
    if (role != Qt::EditRole && !check)
        return false;
    if (!check && value.toString() == (isEmptyRow(row) ? QString() : cell(row, column)))
        return !isEmptyRow(row);
    if (isEmptyRow(row)) {
        beginInsertRows({}, row + 1, row + 1);
        appendBlank();
        endInsertRows();
    }
    if (check)
        setEnabled(row, value.toInt() == Qt::Checked);
    else
        setCell(row, column, value.toString());
    emit dataChanged(this->index(row, 0), this->index(row, columnCount() - 1));
    emit edited();
    return true;
}

Qt::ItemFlags GrowingModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (m_readOnly || !index.isValid())
        return flags;
    flags |= Qt::ItemIsEditable;
    if (index.column() == 0 && !isEmptyRow(index.row()))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant GrowingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(m_titles.value(section)) : QVariant();
}

bool GrowingModel::removeRows(int row, int count, const QModelIndex &parent)
{
    if (m_readOnly || parent.isValid() || row < 0 || count < 1 || row + count > filledCount())
        return false;
    beginRemoveRows({}, row, row + count - 1);
    erase(row, count);
    endRemoveRows();
    emit edited();
    return true;
}

}
