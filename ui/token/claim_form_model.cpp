#include "ui/token/claim_form_model.h"

#include "ui/text/time_text.h"
#include "ui/token/claim_rows.h"

namespace keyhole {

ClaimFormModel::ClaimFormModel(const Theme &theme, Instant now, QObject *parent)
    : VectorModel({tr("Name"), tr("Type"), tr("Value"), tr("Means")}, parent), m_theme(theme), m_now(now)
{ }

QStringList ClaimFormModel::typeNames()
{
    return {tr("text"), tr("number"), tr("true or false"), tr("time"), tr("JSON")};
}

QString ClaimFormModel::meaning(const ClaimDraft &row) const
{
    if (row.value.contains(QLatin1String("{{")))
        return claimMeaning(row.name);
    const auto value = claimValue(row, m_now);
    if (!value)
        return value.error().message;
    const bool isTime = row.type ? row.type == ClaimType::Time : isTimeClaim(row.name) && value->isNumber();
    const std::optional<double> seconds = isTime ? value->number() : std::nullopt;
    if (!seconds)
        return claimMeaning(row.name);
    const Instant at{Milliseconds(qint64(*seconds * 1000))};
    return tr("%1 %2").arg(dateAndTime(at, TimeForm::Utc), zoneName(at, TimeForm::Utc));
}

QString ClaimFormModel::cell(int row, int column) const
{
    const ClaimDraft &shown = m_rows[size_t(row)];
    switch (column) {
    case NameColumn:
        return QString::fromUtf8(shown.name);
    case TypeColumn:
        return shown.type ? typeNames().at(int(*shown.type)) : tr("by value");
    case ValueColumn:
        return shown.value;
    default:
        return meaning(shown);
    }
}

void ClaimFormModel::setCell(int row, int column, const QString &text)
{
    ClaimDraft &changed = m_rows[size_t(row)];
    if (column == NameColumn)
        changed.name = text.toUtf8();
    else if (column == ValueColumn)
        changed.value = text;
    else if (const qsizetype type = typeNames().indexOf(text); column == TypeColumn)
        changed.type = type < 0 ? std::nullopt : std::optional(ClaimType(type));
}

QVariant ClaimFormModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::ForegroundRole)
        return GrowingModel::data(index, role);
    if (!index.isValid() || isEmptyRow(index.row()))
        return {};
    const ClaimDraft &row = m_rows[size_t(index.row())];
    if (!row.enabled)
        return m_theme.color(ColorToken::Text3);
    if (index.column() != MeaningColumn)
        return {};
    const bool decidedLater = row.value.contains(QLatin1String("{{"));
    return m_theme.color(decidedLater || claimValue(row, m_now) ? ColorToken::Text2 : ColorToken::Danger);
}

Qt::ItemFlags ClaimFormModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = GrowingModel::flags(index);
    const bool fixed = index.column() == MeaningColumn || (index.column() == TypeColumn && isEmptyRow(index.row()));
    return fixed ? flags & ~Qt::ItemIsEditable : flags;
}

}
