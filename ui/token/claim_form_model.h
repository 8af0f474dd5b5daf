#pragma once

#include "ui/request/rows_model.h"
#include "ui/theme/theme.h"
#include "ui/token/claim_drafts.h"

namespace keyhole {

/// Claims as rows to type in. The last column says what a claim means, of a time the moment, or why it cannot be read.
class ClaimFormModel : public VectorModel<ClaimDraft> {
    Q_OBJECT
public:
    enum Column { NameColumn, TypeColumn, ValueColumn, MeaningColumn };
    /// Words such as "in 1 hour" count from `now`.
    ClaimFormModel(const Theme &theme, Instant now, QObject *parent = nullptr);

    /// The names of the types, in the order of ClaimType.
    static QStringList typeNames();
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

protected:
    QString cell(int row, int column) const override;
    void setCell(int row, int column, const QString &text) override;

private:
    QString meaning(const ClaimDraft &row) const;

    const Theme &m_theme;
    Instant m_now;
};

}
