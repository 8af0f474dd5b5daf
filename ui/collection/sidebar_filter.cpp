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
    else if (RequestQuery(text).isEmpty())
        view->collapseAll();  // while few rows are shown
    m_filters[Collections].setQuery(text);
    m_history.setQuery(text);
    if (!m_filters[Collections].query().isEmpty()) {
        view->expandAll();
    } else if (before) {
        const std::vector<const TreeNode *> open = std::exchange(m_openRows, {});
        const QSet<const TreeNode *> rows(open.begin(), open.end());
        for (const TreeNode *collection : m_tree.collections())
            openAgain(*collection, rows);
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

void Sidebar::openAgain(const TreeNode &node, const QSet<const TreeNode *> &rows)
{
    if (!rows.contains(&node))
        return;
    m_views[Collections]->expand(m_filters[Collections].mapFromSource(m_tree.indexOf(&node)));
    for (const auto &child : node.children)
        openAgain(*child, rows);
}

/// Folders of files stay unfolded from one start to the next.
void Sidebar::keepUnfolded()
{
    const auto keep = [this](const QModelIndex &index, bool unfolded) {
        const TreeNode *node = m_tree.nodeAt(m_filters[Collections].mapToSource(index));
        if (m_filters[Collections].query().isEmpty() && node && node->files)
            node->files->setUnfolded(node->id, unfolded);
    };
    connect(m_views[Collections], &QTreeView::expanded, this, [keep](const QModelIndex &index) { keep(index, true); });
    connect(m_views[Collections], &QTreeView::collapsed, this, [keep](const QModelIndex &index) { keep(index, false); });
}

void Sidebar::unfold(const TreeNode &node)
{
    for (const auto &child : node.children) {
        if (!child->files || !child->files->isUnfolded(child->id))
            continue;
        m_views[Collections]->expand(m_filters[Collections].mapFromSource(m_tree.indexOf(child.get())));
        unfold(*child);
    }
}

}
