// The filter opens what it finds, and leaves the tree as it was.
#include "ui/collection/sidebar.h"

#include <QTreeView>

namespace keyhole {

void Sidebar::filterBy(const QString &text)
{
    QTreeView *view = m_views[Collections];
    const bool before = !m_filters[Collections].query().isEmpty();
    if (!before)
        rememberOpenRows();
    m_filters[Collections].setQuery(text);
    m_history.setQuery(text);
    if (!m_filters[Collections].query().isEmpty()) {
        view->expandAll();
    } else if (before) {
        view->collapseAll();
        for (const TreeNode *node : std::exchange(m_openRows, {})) {
            if (m_tree.holds(node))
                view->expand(m_filters[Collections].mapFromSource(m_tree.indexOf(node)));
        }
        view->scrollTo(view->currentIndex());
    }
    refresh();
}

void Sidebar::rememberOpenRows(const QModelIndex &parent)
{
    const RequestFilter &rows = m_filters[Collections];
    if (!parent.isValid())
        m_openRows.clear();
    for (int row = 0; row < rows.rowCount(parent); ++row) {
        const QModelIndex index = rows.index(row, 0, parent);
        if (!m_views[Collections]->isExpanded(index))
            continue;
        m_openRows.push_back(m_tree.nodeAt(rows.mapToSource(index)));
        rememberOpenRows(index);
    }
}

}
