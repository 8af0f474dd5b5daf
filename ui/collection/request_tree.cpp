#include "ui/collection/request_tree.h"

#include "core/diagnosis/report.h"
#include "ui/collection/open_collections.h"
#include "ui/collection/tree_values.h"

namespace keyhole {

namespace {

// Host and path say more about an entry than its whole address.
QString entryName(const QByteArray &address)
{
    const auto url = Url::parse(address);
    return visibleText(QString::fromUtf8(url ? url->host + url->path : address));
}

std::unique_ptr<TreeNode> nodeFrom(const std::shared_ptr<const HarFile> &recording, int entry)
{
    const HarEntrySummary &summary = recording->summary(entry);
    auto node = std::make_unique<TreeNode>();
    node->kind = TreeNode::Kind::Entry;
    node->name = entryName(summary.url);
    node->method = summary.method;
    node->address = summary.url;
    node->status = summary.status;
    node->recording = recording;
    node->entry = entry;
    node->prepareSearch();
    return node;
}

void collect(const TreeNode &node, int limit, std::vector<const TreeNode *> &found)
{
    for (const auto &child : node.children) {
        if (int(found.size()) >= limit)
            return;
        if (child->kind == TreeNode::Kind::Request || child->kind == TreeNode::Kind::Entry)
            found.push_back(child.get());
        collect(*child, limit, found);
    }
}

}

void TreeNode::insert(int at, std::unique_ptr<TreeNode> child)
{
    child->parent = this;
    children.insert(children.begin() + at, std::move(child));
    for (size_t i = size_t(at); i < children.size(); ++i)
        children[i]->row = int(i);
}

std::unique_ptr<TreeNode> TreeNode::takeChild(int at)
{
    std::unique_ptr<TreeNode> child = std::move(children[size_t(at)]);
    children.erase(children.begin() + at);
    for (size_t i = size_t(at); i < children.size(); ++i)
        children[i]->row = int(i);
    return child;
}

void TreeNode::prepareSearch()
{
    if (files)
        hosts = files->hostsOf(address);
    else if (const auto url = Url::parse(address))
        hosts = QString::fromUtf8(url->host);
    searched = QString(name + ' ' + QString::fromUtf8(method) + ' ' + QString::fromUtf8(address) + ' ' + hosts + ' ' + path).toLower();
}

const TreeNode *TreeNode::collection() const
{
    const TreeNode *top = this;
    while (top->parent && top->parent->parent)
        top = top->parent;
    return top;
}

EffectiveAuth effectiveAuth(const AuthDraft &own, const TreeNode *node)
{
    if (own.kind != AuthKind::Inherited)
        return {own, {}};
    for (const TreeNode *above = node ? node->parent : nullptr; above && above->parent; above = above->parent) {
        if (above->auth.kind != AuthKind::Inherited)
            return {above->auth, above->name};
    }
    return {};
}

QString spokenRow(const QByteArray &method, const QString &name, int status)
{
    const QString what = method.isEmpty() ? name : QString::fromLatin1(method) + ' ' + name;
    return status > 0 ? RequestTree::tr("%1, last answer %2").arg(what).arg(status) : what;
}

RequestTree::RequestTree(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<TreeNode>()) { }

RequestTree::~RequestTree() = default;

QModelIndex RequestTree::append(std::unique_ptr<TreeNode> node)
{
    const int row = int(m_root->children.size());
    beginInsertRows({}, row, row);
    m_root->insert(row, std::move(node));
    endInsertRows();
    return index(row, 0);
}

QModelIndex RequestTree::addCollection(const Collection &collection)
{
    auto node = std::make_unique<TreeNode>();
    node->kind = TreeNode::Kind::Collection;
    node->name = visibleText(collection.name);
    node->environment = collection.environment;
    node->auth = collection.auth;
    for (const CollectionItem &item : collection.items)
        node->insert(int(node->children.size()), treeNodeOf(item));
    return append(std::move(node));
}

QModelIndex RequestTree::addRecording(std::shared_ptr<const HarFile> recording, const QString &fileName)
{
    auto node = std::make_unique<TreeNode>();
    node->kind = TreeNode::Kind::Collection;
    node->name = tr("Imported: %1").arg(visibleText(fileName));
    node->recording = recording;
    for (int entry = 0; entry < recording->count(); ++entry)
        node->insert(entry, nodeFrom(recording, entry));
    return append(std::move(node));
}

RequestTree::Taken RequestTree::take(const QModelIndex &index)
{
    TreeNode *node = at(index);
    Taken taken;
    taken.parent = node->parent;
    taken.row = index.row();
    beginRemoveRows(index.parent(), index.row(), index.row());
    taken.node = taken.parent->takeChild(index.row());
    endRemoveRows();
    return taken;
}

void RequestTree::put(Taken taken)
{
    const int row = std::min(taken.row, int(taken.parent->children.size()));
    beginInsertRows(indexOf(taken.parent), row, row);
    taken.parent->insert(row, std::move(taken.node));
    endInsertRows();
}

void RequestTree::setAuth(const TreeNode *node, const AuthDraft &auth)
{
    if (!holds(node))
        return;
    at(indexOf(node))->auth = auth;
    emit authChanged();
}

bool RequestTree::holds(const TreeNode *node) const
{
    const std::function<bool(const TreeNode &)> search = [&](const TreeNode &in) {
        return std::any_of(in.children.begin(), in.children.end(), [&](const auto &each) { return each.get() == node || search(*each); });
    };
    return node && search(*m_root);
}

void RequestTree::setStatus(const TreeNode *node, int status)
{
    if (!holds(node))
        return;
    const QModelIndex index = indexOf(node);
    at(index)->status = status;
    if (node->files)
        node->files->setLastStatus(node->id, status);
    emit dataChanged(index, index);
}

const TreeNode *RequestTree::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? at(index) : nullptr;
}

bool RequestTree::isEmpty() const
{
    return m_root->children.empty();
}

std::vector<const TreeNode *> RequestTree::collections() const
{
    std::vector<const TreeNode *> found;
    for (const auto &child : m_root->children)
        found.push_back(child.get());
    return found;
}

std::vector<const TreeNode *> RequestTree::requests(int limit) const
{
    std::vector<const TreeNode *> found;
    collect(*m_root, limit, found);
    return found;
}

TreeNode *RequestTree::at(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<TreeNode *>(index.internalPointer()) : m_root.get();
}

QModelIndex RequestTree::indexOf(const TreeNode *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, const_cast<TreeNode *>(node));
}

QModelIndex RequestTree::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column, at(parent)->children[size_t(row)].get()) : QModelIndex();
}

QModelIndex RequestTree::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(at(child)->parent) : QModelIndex();
}

int RequestTree::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(at(parent)->children.size());
}

int RequestTree::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant RequestTree::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TreeNode &node = *at(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return node.name;
    case Qt::AccessibleTextRole:
        return spokenRow(node.method, node.name, node.status);
    case Qt::ToolTipRole:
        return node.complaint.isEmpty() ? QVariant() : Qt::convertFromPlainText(node.complaint);
    case NodeRole:
        return QVariant::fromValue(static_cast<const void *>(&node));
    default:
        return {};
    }
}

bool RequestTree::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().trimmed();
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::EditRole || name.isEmpty() || name == at(index)->name)
        return false;
    emit renameRequested(at(index), name);
    return true;
}

void RequestTree::rename(const TreeNode *node, const QString &name)
{
    if (!holds(node))
        return;
    TreeNode &renamed = *mutableNode(node);
    renamed.name = visibleText(name);
    renamed.draft.name = name;
    renamed.prepareSearch();
    emit dataChanged(indexOf(node), indexOf(node));
}

Qt::ItemFlags RequestTree::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const TreeNode &node = *at(index);
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (node.kind != TreeNode::Kind::Entry && node.kind != TreeNode::Kind::Other)
        flags |= Qt::ItemIsEditable;
    if (node.kind != TreeNode::Kind::Collection)
        flags |= Qt::ItemIsDragEnabled;
    if ((node.kind == TreeNode::Kind::Collection || node.kind == TreeNode::Kind::Folder) && !node.recording)
        flags |= Qt::ItemIsDropEnabled;
    // Else a view that unfolds everything keeps an index for each request, as if it could be unfolded.
    if (node.kind != TreeNode::Kind::Collection && node.kind != TreeNode::Kind::Folder)
        flags |= Qt::ItemNeverHasChildren;
    return flags;
}

}
