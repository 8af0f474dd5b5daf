#pragma once

#include "core/collection/variable_scopes.h"
#include "ui/request/rows_model.h"

#include <functional>

namespace keyhole {

/// The variables of one place as a table. The value of a secret is never in it: only whether there is one.
class VariableRowsModel : public VectorModel<VariableRow> {
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, SecretColumn, HiddenColumn, DescriptionColumn };
    explicit VariableRowsModel(QObject *parent = nullptr);

    /// Tells what counts instead of a variable of this place, if so.
    void setHiddenBy(std::function<QString(const QByteArray &name)> hiddenBy);
    /// Whether an entry of the keychain is known.
    void setKnown(std::function<bool(const QByteArray &credential)> known) { m_known = std::move(known); }
    void setCredential(int row, const QByteArray &credential);

    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    /// A row is to become a secret, or its value is to be given: the file holds the name alone.
    void secretWanted(int row);

protected:
    QString cell(int row, int column) const override;
    void setCell(int row, int column, const QString &text) override;

private:
    std::function<QString(const QByteArray &)> m_hiddenBy;
    std::function<bool(const QByteArray &)> m_known;
};

}
