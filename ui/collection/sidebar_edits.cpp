// What is done with the rows of the collections.
#include "ui/collection/sidebar.h"
#include "ui/controls/tab_strip.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QTimer>
#include <QTreeView>

namespace keyhole {

void Sidebar::makeDraggable(QTreeView *view)
{
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setDragDropMode(QAbstractItemView::DragDrop);
    view->setDefaultDropAction(Qt::MoveAction);
    view->setAutoExpandDelay(600);
}

void Sidebar::connectEdits()
{
    connect(&m_tree, &RequestTree::dropped, this,
            [this](const std::vector<const TreeNode *> &nodes, const TreeNode *folder, int place, Qt::DropAction action) {
                if (action == Qt::CopyAction)
                    m_edits.copyTo(nodes, folder);
                else
                    m_edits.moveTo(nodes, folder, place);
            });
    connect(&m_edits, &TreeEdits::added, this, [this](const TreeNode *node) {
        select(node);
        m_views[Collections]->edit(m_views[Collections]->currentIndex());
        if (node->kind == TreeNode::Kind::Request)
            emit requestChosen(node);
    });
    // The bar takes the last change back, and no other.
    connect(&m_edits.stack(), &QUndoStack::indexChanged, this, [this](int index) {
        if (m_undoIndex >= 0 && index != m_undoIndex) {
            m_undoTime->stop();
            m_undoBar->hide();
        }
    });
}

const TreeNode *Sidebar::current() const
{
    return m_tree.nodeAt(m_filters[Collections].mapToSource(m_views[Collections]->currentIndex()));
}

std::vector<const TreeNode *> Sidebar::selected() const
{
    std::vector<const TreeNode *> nodes;
    QModelIndexList rows = m_views[Collections]->selectionModel()->selectedRows();
    if (rows.isEmpty() && m_views[Collections]->currentIndex().isValid())
        rows = {m_views[Collections]->currentIndex()};
    const QTreeView *view = m_views[Collections];
    std::sort(rows.begin(), rows.end(),
              [view](const QModelIndex &one, const QModelIndex &other) { return view->visualRect(one).y() < view->visualRect(other).y(); });
    for (const QModelIndex &row : rows)
        nodes.push_back(m_tree.nodeAt(m_filters[Collections].mapToSource(row)));
    return topmost(nodes);
}

bool Sidebar::treeHasFocus() const
{
    const QWidget *focus = QApplication::focusWidget();
    return focus && m_tabs->currentIndex() == Collections
        && (focus == m_views[Collections] || (m_views[Collections]->isAncestorOf(focus) && !qobject_cast<const QLineEdit *>(focus)));
}

/// That new rows go to: the current row, or the folder that it is in. Recordings take none.
const TreeNode *Sidebar::currentFolder() const
{
    const TreeNode *node = current();
    while (node && node->kind != TreeNode::Kind::Folder && node->kind != TreeNode::Kind::Collection)
        node = node->parent;
    return node && !node->recording ? node : nullptr;
}

void Sidebar::newRequest()
{
    if (const TreeNode *folder = currentFolder())
        m_edits.addRequest(folder, tr("New request"));
    else
        emit newRequested();
}

void Sidebar::newFolder()
{
    if (const TreeNode *folder = currentFolder())
        m_edits.addFolder(folder, tr("New folder"));
}

void Sidebar::renameCurrent()
{
    if (m_tabs->currentIndex() == Collections)
        m_views[Collections]->edit(m_views[Collections]->currentIndex());
}

void Sidebar::removeCurrent()
{
    if (m_tabs->currentIndex() == History)
        return removeExchange();
    const std::vector<const TreeNode *> nodes = selected();
    std::vector<const TreeNode *> rows;
    for (const TreeNode *node : nodes) {
        if (node->files && node->kind == TreeNode::Kind::Collection)
            emit closeRequested(node->files);
        else if (node->kind != TreeNode::Kind::Entry)
            rows.push_back(node);
    }
    if (!rows.empty())
        removeRows(rows);
}

void Sidebar::removeRows(const std::vector<const TreeNode *> &nodes)
{
    const QString what
        = nodes.size() == 1 ? tr("Removed “%1”").arg(nodes.front()->name) : tr("Removed %n items", nullptr, int(nodes.size()));
    const int before = m_edits.stack().index();
    m_edits.remove(nodes);
    if (m_edits.stack().index() == before)
        return;
    offerUndo(what, [this, index = m_edits.stack().index()] {
        if (m_edits.stack().index() == index)
            m_edits.undo();
    });
    m_undoIndex = m_edits.stack().index();
    emit removed();
}

void Sidebar::duplicateSelected()
{
    if (m_tabs->currentIndex() == Collections)
        m_edits.duplicate(selected());
}

void Sidebar::copySelected()
{
    QModelIndexList rows;
    for (const TreeNode *node : selected())
        rows.push_back(m_tree.indexOf(node));
    if (!rows.isEmpty())
        QApplication::clipboard()->setMimeData(m_tree.mimeData(rows));
}

void Sidebar::paste()
{
    const QMimeData *mime = QApplication::clipboard()->mimeData();
    const TreeNode *folder = currentFolder();
    const std::vector<const TreeNode *> nodes = mime ? m_tree.rowsIn(*mime) : std::vector<const TreeNode *>();
    if (TreeEdits::canTake(folder, nodes))
        m_edits.copyTo(nodes, folder);
}

void Sidebar::showMenu(const QPoint &place)
{
    QTreeView *view = m_views[Collections];
    const QModelIndex index = view->indexAt(place);
    if (index.isValid() && !view->selectionModel()->isSelected(index))
        view->setCurrentIndex(index);
    const TreeNode *node = current();
    if (!node)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addMenuActions(*menu, *node);
    emit menuRequested(menu, node);
    menu->popup(view->viewport()->mapToGlobal(place));
}

void Sidebar::addMenuActions(QMenu &menu, const TreeNode &node)
{
    if (node.recording)
        return;
    menu.addAction(tr("New request"), this, &Sidebar::newRequest);
    menu.addAction(tr("New folder"), this, &Sidebar::newFolder);
    menu.addSeparator();
    menu.addAction(tr("Credential…"), this, &Sidebar::editAuth);
    menu.addAction(tr("Rename"), QKeySequence("F2"), this, &Sidebar::renameCurrent);
    if (node.kind != TreeNode::Kind::Collection) {
        menu.addAction(tr("Duplicate"), QKeySequence("Ctrl+D"), this, &Sidebar::duplicateSelected);
        menu.addAction(tr("Copy"), QKeySequence("Ctrl+C"), this, &Sidebar::copySelected);
    }
    const QMimeData *mime = QApplication::clipboard()->mimeData();
    menu.addAction(tr("Paste"), QKeySequence("Ctrl+V"), this, &Sidebar::paste)
        ->setEnabled(mime && TreeEdits::canTake(currentFolder(), m_tree.rowsIn(*mime)));
    menu.addSeparator();
    menu.addAction(node.kind == TreeNode::Kind::Collection && node.files ? tr("Close collection") : tr("Delete"), QKeySequence("Del"), this,
                   &Sidebar::removeCurrent);
}

}
