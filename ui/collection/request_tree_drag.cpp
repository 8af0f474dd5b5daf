// Rows that are dragged and copied.
#include "core/formats/curl_command.h"
#include "ui/collection/request_tree.h"
#include "ui/collection/tree_edits.h"
#include "ui/collection/tree_values.h"

#include <QCoreApplication>
#include <QMimeData>
#include <QSet>

namespace keyhole {

namespace {

void collect(const TreeNode &node, QSet<const TreeNode *> &all)
{
    all.insert(&node);
    for (const auto &child : node.children)
        collect(*child, all);
}

}

QStringList RequestTree::mimeTypes() const
{
    return {kRowsType};
}

/// Rows are named by what they are in this very program; elsewhere, requests are curl commands.
QMimeData *RequestTree::mimeData(const QModelIndexList &indexes) const
{
    std::vector<const TreeNode *> nodes;
    for (const QModelIndex &index : indexes)
        nodes.push_back(nodeAt(index));
    auto *mime = new QMimeData;
    QByteArray rows = QByteArray::number(QCoreApplication::applicationPid());
    QByteArrayList commands;
    for (const TreeNode *node : topmost(nodes)) {
        rows += ' ' + QByteArray::number(qulonglong(quintptr(node)));
        if (node->kind == TreeNode::Kind::Request || node->kind == TreeNode::Kind::Entry)
            commands.push_back(writeCurlCommand(itemOf(*node).request));
    }
    mime->setData(kRowsType, rows);
    if (!commands.isEmpty())
        mime->setText(QString::fromUtf8(commands.join('\n')));
    return mime;
}

std::vector<const TreeNode *> RequestTree::rowsIn(const QMimeData &mime) const
{
    std::vector<const TreeNode *> nodes;
    QByteArrayList parts = mime.data(kRowsType).split(' ');
    if (parts.takeFirst().toLongLong() != QCoreApplication::applicationPid())
        return nodes;
    QSet<const TreeNode *> all;
    collect(*m_root, all);
    for (const QByteArray &part : parts) {
        const auto *node = reinterpret_cast<const TreeNode *>(quintptr(part.toULongLong()));
        if (node != m_root.get() && all.contains(node))
            nodes.push_back(node);
    }
    return nodes;
}

bool RequestTree::canDropMimeData(const QMimeData *mime, Qt::DropAction, int, int, const QModelIndex &parent) const
{
    return parent.isValid() && TreeEdits::canTake(nodeAt(parent), rowsIn(*mime));
}

bool RequestTree::dropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column, const QModelIndex &parent)
{
    if (!canDropMimeData(mime, action, row, column, parent))
        return false;
    // The view still has the rows in its hand.
    QMetaObject::invokeMethod(
        this, [this, nodes = rowsIn(*mime), folder = nodeAt(parent), row, action] { emit dropped(nodes, folder, row, action); },
        Qt::QueuedConnection);
    return true;
}

Qt::DropActions RequestTree::supportedDropActions() const
{
    return Qt::MoveAction | Qt::CopyAction;
}

std::vector<const TreeNode *> topmost(const std::vector<const TreeNode *> &nodes)
{
    std::vector<const TreeNode *> found;
    for (const TreeNode *node : nodes) {
        bool inside = false;
        for (const TreeNode *above = node->parent; above; above = above->parent)
            inside |= std::find(nodes.begin(), nodes.end(), above) != nodes.end();
        if (!inside)
            found.push_back(node);
    }
    return found;
}

}
