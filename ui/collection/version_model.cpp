#include "ui/collection/version_model.h"

#include "core/diagnosis/report.h"

namespace keyhole {

namespace {

constexpr qsizetype kLongest = 2'000;

QString cellText(const ConflictLine &line, int column)
{
    const QByteArray text = column == VersionModel::PartColumn ? line.part
        : column == VersionModel::BaseColumn                   ? line.base
        : column == VersionModel::MineColumn                   ? line.mine
                                                               : line.theirs;
    return visibleText(QString::fromUtf8(text.left(kLongest)));
}

}

VersionModel::VersionModel(const RequestFile &base, const RequestFile &mine, const RequestFile &theirs, QObject *parent)
    : QAbstractTableModel(parent), m_mine(mine), m_theirs(theirs), m_lines(compareVersions(base, mine, theirs)),
      m_ofMine(changedParts(base, mine))
{ }

bool VersionModel::isMine(int row) const
{
    return std::find(m_ofMine.begin(), m_ofMine.end(), partOf(m_lines[size_t(row)])) != m_ofMine.end();
}

void VersionModel::choose(int row, bool mine)
{
    const VersionPart part = partOf(m_lines[size_t(row)]);
    std::erase(m_ofMine, part);
    if (mine)
        m_ofMine.push_back(part);
    emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void VersionModel::chooseAll(bool mine)
{
    m_ofMine = mine ? changedParts(m_theirs, m_mine) : std::vector<VersionPart>();
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

RequestFile VersionModel::chosen() const
{
    return withParts(m_theirs, m_mine, m_ofMine);
}

int VersionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int VersionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant VersionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConflictLine &line = m_lines[size_t(index.row())];
    const bool choice = index.column() == MineColumn || index.column() == TheirsColumn;
    switch (role) {
    case Qt::DisplayRole:
        return cellText(line, index.column());
    case Qt::ToolTipRole:
        return Qt::convertFromPlainText(cellText(line, index.column()));
    case Qt::CheckStateRole:
        return choice ? QVariant(data(index, ChosenRole).toBool() ? Qt::Checked : Qt::Unchecked) : QVariant();
    case ChosenRole:
        return choice && isMine(index.row()) == (index.column() == MineColumn);
    case BothRole:
        return line.bothChanged;
    default:
        return {};
    }
}

bool VersionModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::CheckStateRole || value.toInt() != Qt::Checked)
        return false;
    choose(index.row(), index.column() == MineColumn);
    return true;
}

QVariant VersionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Part"), tr("As it was"), tr("Mine"), tr("Theirs, in the file")};
    return titles[section];
}

Qt::ItemFlags VersionModel::flags(const QModelIndex &index) const
{
    const bool choice = index.column() == MineColumn || index.column() == TheirsColumn;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | (choice ? Qt::ItemIsUserCheckable : Qt::NoItemFlags);
}

}
