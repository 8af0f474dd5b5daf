#include "ui/environments/variable_rows_model.h"

namespace keyhole {

VariableRowsModel::VariableRowsModel(QObject *parent)
    : VectorModel({tr("Name"), tr("Value"), tr("Secret"), tr("Hidden by"), tr("Description")}, parent)
{ }

void VariableRowsModel::setHiddenBy(std::function<QString(const QByteArray &)> hiddenBy)
{
    m_hiddenBy = std::move(hiddenBy);
    if (!m_rows.empty())
        emit dataChanged(index(0, HiddenColumn), index(filledCount() - 1, HiddenColumn));
}

void VariableRowsModel::setCredential(int row, const QByteArray &credential)
{
    VariableRow &changed = m_rows[size_t(row)];
    changed.secret = true;
    changed.value.clear();
    changed.credential = credential;
    emit dataChanged(index(row, 0), index(row, columnCount() - 1));
    emit edited();
}

QString VariableRowsModel::cell(int row, int column) const
{
    const VariableRow &shown = m_rows[size_t(row)];
    switch (column) {
    case NameColumn:
        return QString::fromUtf8(shown.name);
    case ValueColumn:
        if (!shown.secret)
            return QString::fromUtf8(shown.value);
        if (!shown.value.isEmpty())
            return QStringLiteral("••••••");
        return m_known && m_known(shown.credential) ? QStringLiteral("••••••") : tr("no value on this computer");
    case SecretColumn:
        return {};
    case HiddenColumn:
        return m_hiddenBy ? m_hiddenBy(shown.name) : QString();
    default:
        return shown.description;
    }
}

void VariableRowsModel::setCell(int row, int column, const QString &text)
{
    VariableRow &changed = m_rows[size_t(row)];
    if (column == NameColumn)
        changed.name = text.trimmed().toUtf8();
    else if (column == ValueColumn && !changed.secret)
        changed.value = text.toUtf8();
    else if (column == DescriptionColumn)
        changed.description = text;
}

QVariant VariableRowsModel::data(const QModelIndex &index, int role) const
{
    const bool filled = index.isValid() && !isEmptyRow(index.row());
    if (filled && index.column() == SecretColumn) {
        const bool secret = m_rows[size_t(index.row())].secret;
        if (role == Qt::CheckStateRole)
            return secret ? Qt::Checked : Qt::Unchecked;
        if (role == Qt::AccessibleTextRole)
            return secret ? tr("secret") : tr("not secret");
    }
    return VectorModel::data(index, role);
}

bool VariableRowsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != SecretColumn || isReadOnly() || isEmptyRow(index.row()))
        return VectorModel::setData(index, value, role);
    VariableRow &row = m_rows[size_t(index.row())];
    if (value.toInt() == Qt::Checked) {
        emit secretWanted(index.row());
        return true;
    }
    // What was secret stays in the keychain: it is not written into the file.
    row.secret = false;
    row.credential.clear();
    emit dataChanged(index.siblingAtColumn(0), index.siblingAtColumn(columnCount() - 1));
    emit edited();
    return true;
}

Qt::ItemFlags VariableRowsModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = VectorModel::flags(index);
    const bool filled = index.isValid() && !isEmptyRow(index.row());
    const bool secretValue = filled && index.column() == ValueColumn && m_rows[size_t(index.row())].secret;
    if (index.column() == SecretColumn || index.column() == HiddenColumn || secretValue)
        flags &= ~Qt::ItemIsEditable;
    if (index.column() == SecretColumn && filled && !isReadOnly())
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

}
