#include "ui/response/sectioned_model.h"

#include "core/http/field.h"

namespace keyhole {

namespace {

QString cellText(const SectionedRow &row, SectionedModel::Column column)
{
    switch (column) {
    case SectionedModel::NameColumn:
        return row.heading && !row.remark.isEmpty() ? row.name + QStringLiteral("   ") + row.remark : row.name;
    case SectionedModel::TextColumn:
        return row.text;
    case SectionedModel::RemarkColumn:
        return row.heading ? QString() : row.remark;
    default:
        return {};
    }
}

QString spoken(const SectionedRow &row)
{
    QStringList parts;
    for (const QString &part : {row.iconSays, row.name, row.text, row.remark}) {
        if (!part.isEmpty())
            parts += part;
    }
    return parts.join(QStringLiteral(", "));
}

}

SectionedModel::SectionedModel(const Theme &theme, QObject *parent) : QAbstractTableModel(parent), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (!m_rows.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void SectionedModel::setRows(std::vector<SectionedRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int SectionedModel::rowOf(const QByteArray &where) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const SectionedRow &row) { return !row.heading && equalsIgnoringCase(row.where, where); });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int SectionedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SectionedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SectionedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SectionedRow &row = m_rows[size_t(index.row())];
    const Column column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(row, column);
    case Qt::AccessibleTextRole:
        return column == NameColumn ? spoken(row) : column == MarginColumn ? row.iconSays : cellText(row, column);
    case Qt::ToolTipRole: {
        // A tool tip guesses whether its text is mark-up.
        const QString text = column == MarginColumn ? row.iconSays : cellText(row, column).left(1000);
        return text.isEmpty() ? QString() : Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
    }
    default:
        return appearance(row, column, role);
    }
}

QVariant SectionedModel::appearance(const SectionedRow &row, Column column, int role) const
{
    switch (role) {
    case Qt::DecorationRole:
        return column == MarginColumn && !row.icon.isEmpty() ? QVariant(m_theme.icon(row.icon, row.iconColor)) : QVariant();
    case Qt::FontRole:
        if (row.heading)
            return m_theme.font(FontRole::Strong);
        return m_theme.font(column == RemarkColumn ? FontRole::Small : FontRole::CodeSmall);
    case Qt::ForegroundRole:
        if (row.heading)
            return m_theme.color(ColorToken::Text);
        if (row.quiet || column == RemarkColumn)
            return m_theme.color(ColorToken::Text3);
        return m_theme.color(column == NameColumn ? ColorToken::Text2 : ColorToken::Text);
    default:
        return {};
    }
}

}
