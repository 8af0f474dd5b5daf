#include "ui/request/rows_model.h"

namespace keyhole {

RowsModel::RowsModel(QObject *parent) : VectorModel({tr("Name"), tr("Value"), tr("Description")}, parent) { }

QString RowsModel::cell(int row, int column) const
{
    const DraftRow &shown = m_rows[size_t(row)];
    if (column == DescriptionColumn)
        return shown.description;
    return QString::fromUtf8(column == NameColumn ? shown.name : shown.value);
}

void RowsModel::setCell(int row, int column, const QString &text)
{
    DraftRow &changed = m_rows[size_t(row)];
    if (column == DescriptionColumn)
        changed.description = text;
    else
        (column == NameColumn ? changed.name : changed.value) = text.toUtf8();
}

PartsModel::PartsModel(QObject *parent) : VectorModel({tr("Name"), tr("Value"), tr("File"), tr("Content type")}, parent) { }

QString PartsModel::cell(int row, int column) const
{
    const BodyPart &shown = m_rows[size_t(row)];
    if (column == FileColumn)
        return shown.file;
    return QString::fromUtf8(column == NameColumn ? shown.name : column == ValueColumn ? shown.value : shown.contentType);
}

void PartsModel::setCell(int row, int column, const QString &text)
{
    BodyPart &changed = m_rows[size_t(row)];
    if (column == FileColumn)
        changed.file = text;
    else
        (column == NameColumn ? changed.name : column == ValueColumn ? changed.value : changed.contentType) = text.toUtf8();
}

}
