#include "ui/request/params_tab.h"

#include "ui/request/growing_table.h"
#include "ui/request/query_rows.h"

#include <QVBoxLayout>

namespace keyhole {

ParamsTab::ParamsTab(const Theme &theme, QWidget *parent) : EditorTab(parent), m_table(new RowsTable(theme, tr("Parameters of the query")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(8), 0, 0, 0);
    column->addWidget(m_table);
    m_table->hideColumn(RowsModel::DescriptionColumn);  // an address has no place for it
    setFocusProxy(m_table);
    connect(&m_table->rows(), &RowsModel::edited, this, &EditorTab::edited);
}

void ParamsTab::load(const RequestDraft &draft)
{
    // What is on the page may say the same, with switched-off rows between the others.
    RequestDraft shown = draft;
    store(shown);
    if (shown.address == draft.address && shown.disabledParams == draft.disabledParams)
        return;
    std::vector<DraftRow> rows = queryRows(draft.address);
    rows.insert(rows.end(), draft.disabledParams.begin(), draft.disabledParams.end());
    m_table->setRows(rows);
}

void ParamsTab::store(RequestDraft &draft) const
{
    std::vector<DraftRow> sent;
    draft.disabledParams.clear();
    for (const DraftRow &row : m_table->rows().rows())
        (row.enabled ? sent : draft.disabledParams).push_back(row);
    if (sent != queryRows(draft.address))
        draft.address = withQuery(draft.address, sent);
}

void ParamsTab::setReadOnly(bool readOnly)
{
    m_table->rows().setReadOnly(readOnly);
}

int ParamsTab::count() const
{
    return m_table->rows().enabledCount();
}

bool ParamsTab::selectName(const QByteArray &name)
{
    return m_table->selectName(name);
}

}
