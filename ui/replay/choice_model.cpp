#include "ui/replay/choice_model.h"

#include "core/diagnosis/report.h"

namespace keyhole {

ChoiceModel::ChoiceModel(const Theme &theme, const std::vector<ReplayItem> &items, bool withChanges, QObject *parent)
    : QAbstractTableModel(parent), m_theme(theme), m_items(items)
{
    for (const ReplayItem &item : m_items)
        m_chosen.push_back(item.leftOut.isEmpty() && (withChanges || !changesData(item.method)));
}

std::vector<int> ChoiceModel::chosen() const
{
    std::vector<int> items;
    for (size_t item = 0; item < m_chosen.size(); ++item) {
        if (m_chosen[item])
            items.push_back(int(item));
    }
    return items;
}

void ChoiceModel::choose(const std::vector<int> &rows, bool chosen)
{
    for (const int row : rows)
        m_chosen[size_t(row)] = chosen && m_items[size_t(row)].leftOut.isEmpty();
    if (!rows.empty())
        emit dataChanged(index(rows.front(), NameColumn), index(rows.back(), NameColumn), {Qt::CheckStateRole});
    emit choiceChanged();
}

void ChoiceModel::chooseOnly(const std::vector<int> &rows)
{
    std::fill(m_chosen.begin(), m_chosen.end(), false);
    choose(rows, true);
}

int ChoiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int ChoiceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ChoiceModel::cell(int row, int column) const
{
    const ReplayItem &item = m_items[size_t(row)];
    switch (column) {
    case NameColumn:
        return visibleText(item.name.isEmpty() ? item.place : item.name);
    case MethodColumn:
        return visibleText(QString::fromUtf8(item.method));
    case AddressColumn:
        return shownAddress(item.address);
    case NoteColumn:
        return !item.leftOut.isEmpty() ? item.leftOut : changesData(item.method) ? tr("Changes data") : QString();
    }
    return {};
}

QVariant ChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const size_t row = size_t(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cell(index.row(), index.column());
    case Qt::AccessibleTextRole:
        return index.column() == NoteColumn && cell(index.row(), index.column()).isEmpty() ? tr("reads only")
                                                                                           : cell(index.row(), index.column());
    case Qt::CheckStateRole:
        return index.column() == NameColumn ? QVariant(m_chosen[row] ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ForegroundRole:
        if (!m_items[row].leftOut.isEmpty())
            return m_theme.color(ColorToken::Text3);
        if (index.column() == NoteColumn)
            return m_theme.color(ColorToken::Warn);
        return m_theme.color(index.column() == NameColumn ? ColorToken::Text : ColorToken::Text2);
    }
    return {};
}

bool ChoiceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::CheckStateRole || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    choose({index.row()}, value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags ChoiceModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (!m_items[size_t(index.row())].leftOut.isEmpty())
        return Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    const Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    return index.column() == NameColumn ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant ChoiceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Request"), tr("Method"), tr("Address"), tr("Note")};
    return names[section];
}

}
