#pragma once

#include "core/collection/request_draft.h"
#include "ui/request/growing_model.h"

#include <vector>

namespace keyhole {

/// Keeps rows in a plain vector; what a cell is, the kinds of row below say.
template <class Row> class VectorModel : public GrowingModel {
public:
    using GrowingModel::GrowingModel;

    void setRows(std::vector<Row> rows)  ///< emits no edited()
    {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    const std::vector<Row> &rows() const { return m_rows; }

    int filledCount() const override { return int(m_rows.size()); }
    std::any snapshot() const override { return m_rows; }
    void restore(const std::any &snapshot) override
    {
        setRows(std::any_cast<std::vector<Row>>(snapshot));
        emit edited();
    }

protected:
    bool isEnabled(int row) const override { return m_rows[size_t(row)].enabled; }
    void setEnabled(int row, bool enabled) override { m_rows[size_t(row)].enabled = enabled; }
    void appendBlank() override { m_rows.emplace_back(); }
    void erase(int row, int count) override { m_rows.erase(m_rows.begin() + row, m_rows.begin() + row + count); }

    std::vector<Row> m_rows;
};

/// Fields, cookies, parameters, form members.
class RowsModel : public VectorModel<DraftRow> {
public:
    enum Column { NameColumn, ValueColumn, DescriptionColumn };
    explicit RowsModel(QObject *parent = nullptr);

protected:
    QString cell(int row, int column) const override;
    void setCell(int row, int column, const QString &text) override;
};

/// Parts of a multipart body.
class PartsModel : public VectorModel<BodyPart> {
public:
    enum Column { NameColumn, ValueColumn, FileColumn, TypeColumn };
    explicit PartsModel(QObject *parent = nullptr);

protected:
    QString cell(int row, int column) const override;
    void setCell(int row, int column, const QString &text) override;
};

}
