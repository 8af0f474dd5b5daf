#pragma once

#include "ui/response/sectioned_model.h"
#include "ui/tables/plain_table.h"

namespace keyhole {

/// Shows sectioned rows: headings span the table, marks stand in the margin.
class SectionedTable : public PlainTable {
    Q_OBJECT
public:
    SectionedTable(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setRows(std::vector<SectionedRow> rows);
    /// Rows become as high as their texts need; otherwise what does not fit is cut.
    void setWrapped(bool wrapped);
    /// Selects the row of a place and scrolls to it; false when there is none.
    bool select(const QByteArray &where);
    const SectionedModel &facts() const { return *m_model; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();
    void fitRows();

    const Theme &m_theme;
    SectionedModel *m_model;
    bool m_wrapped = false;
};

}
