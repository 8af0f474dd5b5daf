#include "ui/credentials/import_model.h"

#include "core/diagnosis/report.h"
#include "ui/credentials/credential_kinds.h"
#include "ui/credentials/credential_words.h"
#include "ui/credentials/origins_edit.h"

namespace keyhole {

namespace {

OriginsRead readRow(const ImportRow &row)
{
    return readOrigins(QString(row.origins).replace(QLatin1Char(','), QLatin1Char('\n')));
}

}

ImportModel::ImportModel(const Theme &theme, QObject *parent) : QAbstractTableModel(parent), m_theme(theme) { }

void ImportModel::add(std::vector<FoundCredential> found, const QString &source)
{
    beginResetModel();
    for (FoundCredential &each : found) {
        const QString origins = each.origins.empty() ? QString() : originsText(each.origins);
        m_rows.push_back({std::move(each), source, origins});
    }
    endResetModel();
    emit edited();
}

QString ImportModel::problemOf(const ImportRow &row) const
{
    const OriginsRead read = readRow(row);
    if (!read.problem.isEmpty())
        return read.problem;
    const bool signs = row.found.kind == CredentialKind::SigningKey;
    return read.origins.empty() && !signs ? tr("Name where it may go") : QString();
}

bool ImportModel::isReady(const ImportRow &row) const
{
    return row.taken && !row.moved && problemOf(row).isEmpty();
}

std::vector<int> ImportModel::ready() const
{
    std::vector<int> ready;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (isReady(m_rows[i]))
            ready.push_back(int(i));
    }
    return ready;
}

std::vector<Origin> ImportModel::originsOf(int row) const
{
    const OriginsRead read = readRow(m_rows[size_t(row)]);
    return read.problem.isEmpty() ? read.origins : std::vector<Origin>();
}

void ImportModel::setMoved(int row, const QString &fault)
{
    m_rows[size_t(row)].moved = fault.isEmpty();
    m_rows[size_t(row)].fault = fault;
    changed(row);
}

void ImportModel::changed(int row)
{
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    emit edited();
}

int ImportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ImportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ImportModel::cell(const ImportRow &row, int column) const
{
    switch (column) {
    case LabelColumn:
        return visibleText(row.found.label.toString());
    case KindColumn:
        return kindName(row.found.kind);
    case PlaceColumn:
        return visibleText(tr("%1, %2").arg(row.source, row.found.place));
    case OriginsColumn:
        return visibleText(row.origins);
    case StateColumn:
        if (row.moved)
            return tr("Moved into the keychain");
        if (!row.fault.isEmpty())
            return row.fault;
        return problemOf(row).isEmpty() ? tr("Ready") : problemOf(row);
    }
    return {};
}

QVariant ImportModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ImportRow &row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::AccessibleTextRole:
        return cell(row, index.column()).isEmpty() ? tr("not settled") : cell(row, index.column());
    case Qt::DisplayRole:
        return cell(row, index.column());
    case Qt::EditRole:
        return row.origins;
    case Qt::CheckStateRole:
        return index.column() == LabelColumn ? QVariant(row.taken ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ForegroundRole:
        if (index.column() != StateColumn)
            return m_theme.color(index.column() == LabelColumn ? ColorToken::Text : ColorToken::Text2);
        return m_theme.color(row.moved                                               ? ColorToken::Ok
                                 : !row.fault.isEmpty() || !problemOf(row).isEmpty() ? ColorToken::Warn
                                                                                     : ColorToken::Text2);
    }
    return {};
}

bool ImportModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !(flags(index) & (Qt::ItemIsEditable | Qt::ItemIsUserCheckable)))
        return false;
    ImportRow &row = m_rows[size_t(index.row())];
    if (role == Qt::CheckStateRole && index.column() == LabelColumn)
        row.taken = value.toInt() == Qt::Checked;
    else if (role == Qt::EditRole && index.column() == OriginsColumn)
        row.origins = value.toString().trimmed();
    else
        return false;
    changed(index.row());
    return true;
}

Qt::ItemFlags ImportModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (m_rows[size_t(index.row())].moved)
        return flags;
    if (index.column() == LabelColumn)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == OriginsColumn)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Credential"), tr("Kind"), tr("Found in"), tr("Goes to"), tr("State")};
    return names[section];
}

}
