#include "ui/response/sectioned_table.h"

#include <QHeaderView>

namespace keyhole {

SectionedTable::SectionedTable(const Theme &theme, const QString &name, QWidget *parent)
    : PlainTable(theme, parent), m_theme(theme), m_model(new SectionedModel(theme, this))
{
    setModel(m_model);
    setAccessibleName(name);
    setEditTriggers(NoEditTriggers);
    horizontalHeader()->hide();
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setMinimumSectionSize(m_theme.px(16));
    connect(&theme, &Theme::changed, this, &SectionedTable::fitColumns);
}

void SectionedTable::setRows(std::vector<SectionedRow> rows)
{
    clearSpans();
    m_model->setRows(std::move(rows));
    for (int i = 0; i < m_model->rowCount(); ++i) {
        if (m_model->rows()[size_t(i)].heading)
            setSpan(i, SectionedModel::NameColumn, 1, SectionedModel::ColumnCount - 1);
    }
    fitColumns();
}

bool SectionedTable::select(const QByteArray &where)
{
    const int row = m_model->rowOf(where);
    if (row < 0)
        return false;
    selectRow(row);
    setCurrentIndex(m_model->index(row, SectionedModel::NameColumn));
    scrollTo(currentIndex(), PositionAtCenter);
    return true;
}

/// Names and remarks get what they need, the text the rest.
void SectionedTable::fitColumns()
{
    const QFontMetrics names(m_theme.font(FontRole::CodeSmall)), remarks(m_theme.font(FontRole::Small));
    int name = m_theme.px(120), remark = 0;
    for (const SectionedRow &row : m_model->rows()) {
        if (row.heading)
            continue;
        name = std::max(name, names.horizontalAdvance(row.name) + m_theme.px(20));
        remark = std::max(remark, row.remark.isEmpty() ? 0 : remarks.horizontalAdvance(row.remark) + m_theme.px(20));
    }
    const int room = viewport()->width() - m_theme.px(30);
    name = std::min(name, std::max(room * 2 / 5, m_theme.px(100)));
    remark = std::min(remark, std::max(room / 2, m_theme.px(100)));
    setColumnWidth(SectionedModel::MarginColumn, m_theme.px(30));
    setColumnWidth(SectionedModel::NameColumn, name);
    setColumnWidth(SectionedModel::RemarkColumn, remark);
    setColumnWidth(SectionedModel::TextColumn, std::max(m_theme.px(120), room - name - remark));
    if (m_wrapped)
        fitRows();
}

void SectionedTable::setWrapped(bool wrapped)
{
    m_wrapped = wrapped;
    setWordWrap(wrapped);
    fitColumns();
}

void SectionedTable::fitRows()
{
    const int least = m_theme.px(28), padding = m_theme.px(8);
    const QFontMetrics texts(m_theme.font(FontRole::CodeSmall)), remarks(m_theme.font(FontRole::Small));
    const auto height = [&](const QFontMetrics &metrics, const QString &text, int column) {
        const QRect room(0, 0, std::max(columnWidth(column) - m_theme.px(12), m_theme.px(40)), 1 << 16);
        return metrics.boundingRect(room, Qt::TextWordWrap, text).height() + padding;
    };
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const SectionedRow &row = m_model->rows()[size_t(i)];
        int needed = least;
        if (!row.heading)
            needed = std::max(
                {least, height(texts, row.text, SectionedModel::TextColumn), height(remarks, row.remark, SectionedModel::RemarkColumn)});
        setRowHeight(i, needed);
    }
}

void SectionedTable::resizeEvent(QResizeEvent *event)
{
    PlainTable::resizeEvent(event);
    fitColumns();
}

}
