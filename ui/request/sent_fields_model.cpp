#include "ui/request/sent_fields_model.h"

#include "core/diagnosis/report.h"
#include "ui/response/secret_parts.h"

namespace keyhole {

namespace {

constexpr QByteArrayView kAutomatic[] = {"Host", "User-Agent", "Accept", "Accept-Encoding", "Content-Type", "Content-Length"};

}

SentFieldsModel::SentFieldsModel(const Theme &theme, QObject *parent) : QAbstractTableModel(parent), m_theme(theme)
{
    setPreview(nullptr);
}

QString SentFieldsModel::modeText(AutomaticMode mode)
{
    switch (mode) {
    case AutomaticMode::UnlessTyped:
        return tr("Unless typed");
    case AutomaticMode::Off:
        return tr("Off");
    case AutomaticMode::Always:
        return tr("Always, even twice");
    }
    return {};
}

AutomaticMode SentFieldsModel::modeOf(QByteArrayView name) const
{
    const auto found = std::find_if(m_modes.begin(), m_modes.end(),
                                    [name](const AutomaticField &field) { return equalsIgnoringCase(field.name, name); });
    return found == m_modes.end() ? AutomaticMode::UnlessTyped : found->mode;
}

void SentFieldsModel::setModes(const std::vector<AutomaticField> &modes)
{
    m_modes = modes;
    std::vector<Row> rows = m_rows;
    for (Row &row : rows)
        row.mode = modeOf(row.name);
    setRows(std::move(rows));
}

void SentFieldsModel::setPreview(const ResolvedRequest *preview)
{
    std::vector<Row> rows;
    for (int i = 0; preview && i < preview->request.fields.size(); ++i) {
        const Field &field = preview->request.fields.at(i);
        const FieldOrigin origin = preview->request.originOf(i);
        if (origin != FieldOrigin::Typed)
            rows.push_back({field.name, shownValue(field, origin), origin, modeOf(field.name), true});
    }
    for (const QByteArrayView name : kAutomatic) {
        const bool goes = std::any_of(rows.begin(), rows.end(), [name](const Row &row) {
            return row.origin == FieldOrigin::Automatic && equalsIgnoringCase(row.name, name);
        });
        if (!goes)
            rows.push_back({name.toByteArray(), {}, FieldOrigin::Automatic, modeOf(name), false});
    }
    setRows(std::move(rows));
}

/// A preview comes with every key typed: the same rows must not lose the selection or an open choice.
void SentFieldsModel::setRows(std::vector<Row> rows)
{
    if (rows == m_rows)
        return;
    const bool sameShape = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                      [](const Row &a, const Row &b) { return a.name == b.name && a.origin == b.origin; });
    if (!sameShape)
        beginResetModel();
    m_rows = std::move(rows);
    if (!sameShape)
        endResetModel();
    else
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int SentFieldsModel::rowOf(QByteArrayView name) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [name](const Row &row) { return equalsIgnoringCase(row.name, name); });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int SentFieldsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SentFieldsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SentFieldsModel::cellText(const Row &row, Column column) const
{
    switch (column) {
    case NameColumn:
        return visibleText(QString::fromUtf8(row.name));
    case ValueColumn:
        return row.goes ? row.value : tr("not sent");
    case OriginColumn:
        return row.origin == FieldOrigin::Auth ? tr("from Auth") : row.origin == FieldOrigin::Cookie ? tr("from Cookies") : tr("automatic");
    case ModeColumn:
        return row.origin == FieldOrigin::Automatic ? modeText(row.mode) : QString();
    case ColumnCount:
        break;
    }
    return {};
}

QVariant SentFieldsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const Column column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(row, column);
    case Qt::EditRole:
        return column == ModeColumn ? QVariant(int(row.mode)) : QVariant(cellText(row, column));
    case Qt::ForegroundRole:
        return m_theme.color(!row.goes || column >= OriginColumn ? ColorToken::Text3 : ColorToken::Text2);
    case Qt::FontRole:
        return m_theme.font(column >= OriginColumn ? FontRole::Small : FontRole::CodeSmall);
    case Qt::AccessibleTextRole:
        return column == NameColumn ? cellText(row, NameColumn) + QStringLiteral(", ") + cellText(row, ValueColumn) : cellText(row, column);
    default:
        return {};
    }
}

bool SentFieldsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!(flags(index) & Qt::ItemIsEditable) || role != Qt::EditRole)
        return false;
    Row &row = m_rows[size_t(index.row())];
    const auto mode = AutomaticMode(std::clamp(value.toInt(), 0, 2));
    if (row.mode == mode)
        return true;
    row.mode = mode;
    std::erase_if(m_modes, [&](const AutomaticField &field) { return equalsIgnoringCase(field.name, row.name); });
    if (mode != AutomaticMode::UnlessTyped)
        m_modes.push_back({row.name, mode});
    emit dataChanged(index, index);
    emit edited();
    return true;
}

Qt::ItemFlags SentFieldsModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    const bool choice = index.isValid() && index.column() == ModeColumn && m_rows[size_t(index.row())].origin == FieldOrigin::Automatic;
    return choice && !m_readOnly ? flags | Qt::ItemIsEditable : flags;
}

QVariant SentFieldsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Also sent"), tr("Value"), tr("Origin"), tr("Sent")};
    return titles.value(section);
}

}
