// Rows that stand for the files of a collection's folder.
#include "core/diagnosis/report.h"
#include "ui/collection/open_collections.h"
#include "ui/collection/request_tree.h"

namespace keyhole {

namespace {

QHash<int, std::vector<const CollectionEntry *>> byFolder(const CollectionFolder &folder)
{
    QHash<int, std::vector<const CollectionEntry *>> listed;
    for (const CollectionEntry &entry : folder.entries())
        listed[entry.parent].push_back(&entry);
    for (auto &children : listed)
        std::stable_sort(children.begin(), children.end(), [](const auto *one, const auto *other) { return standsBefore(*one, *other); });
    return listed;
}

TreeNode::Kind kindOf(const CollectionEntry &entry)
{
    switch (entry.kind) {
    case CollectionEntry::Kind::Folder:
        return TreeNode::Kind::Folder;
    case CollectionEntry::Kind::Request:
        return TreeNode::Kind::Request;
    case CollectionEntry::Kind::Other:
        break;
    }
    return TreeNode::Kind::Other;
}

/// What is wrong with a file; with any, for an empty path.
QString complaintsAbout(const CollectionFolder &folder, const QString &path)
{
    QStringList lines;
    for (const FileNote &note : folder.notes()) {
        if (path.isEmpty() ? note.kind != FileNote::Kind::Script : note.file == path)
            lines.push_back(textOf(note));
    }
    return lines.join('\n');
}

QString complaintOf(const CollectionFolder &folder, const CollectionEntry &entry)
{
    if (entry.kind != CollectionEntry::Kind::Other)
        return {};
    if (entry.type.isEmpty())
        return complaintsAbout(folder, entry.path);
    return RequestTree::tr("%1: Keyhole does not send items of the type “%2”; the file stays as it is.")
        .arg(visibleText(entry.path), visibleText(QString::fromUtf8(entry.type)));
}

/// Whether something that is shown differs.
bool describe(TreeNode &node, const OpenCollection &collection, const CollectionEntry &entry)
{
    const QString name = visibleText(entry.name), complaint = complaintOf(collection.folder(), entry);
    const bool sameHosts = !entry.address.startsWith("{{") || node.hosts == collection.hostsOf(entry.address);
    if (sameHosts && node.name == name && node.path == entry.path && node.method == entry.method && node.address == entry.address
        && node.kind == kindOf(entry) && node.complaint == complaint)
        return false;
    node.name = name;
    node.path = entry.path;
    node.kind = kindOf(entry);
    node.method = entry.method;
    node.address = entry.address;
    node.complaint = complaint;
    node.prepareSearch();
    return true;
}

std::unique_ptr<TreeNode> nodeFrom(OpenCollection &collection, const CollectionEntry &entry)
{
    auto node = std::make_unique<TreeNode>();
    node->files = &collection;
    node->id = entry.id;
    node->status = collection.lastStatus(entry.id);
    describe(*node, collection, entry);
    return node;
}

}

QModelIndex RequestTree::addFiles(OpenCollection &collection)
{
    auto node = std::make_unique<TreeNode>();
    node->kind = TreeNode::Kind::Collection;
    node->files = &collection;
    node->name = visibleText(collection.folder().name());
    node->complaint = complaintsAbout(collection.folder(), {});
    m_byId[&collection].insert(0, node.get());
    fill(*node, byFolder(collection.folder()));
    return append(std::move(node));
}

/// A folder that is not shown yet.
void RequestTree::fill(TreeNode &folder, const Listed &listed)
{
    const auto &entries = listed.value(folder.id);
    folder.children.reserve(entries.size());
    for (const CollectionEntry *entry : entries) {
        auto node = nodeFrom(*folder.files, *entry);
        m_byId[folder.files].insert(entry->id, node.get());
        node->parent = &folder;
        node->row = int(folder.children.size());
        if (entry->kind == CollectionEntry::Kind::Folder)
            fill(*node, listed);
        folder.children.push_back(std::move(node));
    }
}

void RequestTree::update(OpenCollection &collection)
{
    TreeNode *top = m_byId.value(&collection).value(0);
    if (!top)
        return;
    const Listed listed = byFolder(collection.folder());
    if (isLargeChange(collection, listed)) {
        rearrange(collection, *top, listed);
    } else {
        removeGone(collection);
        arrange(*top, listed);
    }
    const QString name = visibleText(collection.folder().name()), complaint = complaintsAbout(collection.folder(), {});
    if (std::exchange(top->name, name) != name || std::exchange(top->complaint, complaint) != complaint)
        emit dataChanged(indexOf(top), indexOf(top));
    for (TreeNode *node : std::as_const(m_byId[&collection])) {
        if (std::exchange(node->authRead, false))
            readAuthOf(*node);
    }
    emit authChanged();
}

/// Many rows that come, go or move are told as one: views would lay themselves out anew for each.
bool RequestTree::isLargeChange(OpenCollection &collection, const Listed &listed) const
{
    constexpr int kFew = 50;
    const QHash<int, TreeNode *> &known = m_byId[&collection];
    int stay = 0, come = 0;
    for (auto folder = listed.cbegin(); folder != listed.cend(); ++folder) {
        for (const CollectionEntry *entry : *folder) {
            const TreeNode *node = known.value(entry->id);
            (node && node->parent->id == folder.key() ? stay : come) += 1;
        }
    }
    return come + (int(known.size()) - 1 - stay) > kFew;
}

void RequestTree::rearrange(OpenCollection &collection, TreeNode &top, const Listed &listed)
{
    emit layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<const TreeNode *> nodes;
    for (const QModelIndex &index : before)
        nodes.push_back(nodeAt(index));
    QHash<int, TreeNode *> &known = m_byId[&collection];
    Loose loose;
    for (TreeNode *node : std::as_const(known)) {
        for (auto &child : node->children)
            loose.emplace(child->id, std::move(child));
        node->children.clear();
    }
    known = {{0, &top}};
    putBelow(top, listed, loose);
    QSet<const TreeNode *> gone;
    for (const auto &[id, node] : loose)
        gone.insert(node.get());
    QModelIndexList after;
    for (const TreeNode *node : nodes)
        after.append(gone.contains(node) ? QModelIndex() : indexOf(node));
    changePersistentIndexList(before, after);
    emit layoutChanged();
}

void RequestTree::putBelow(TreeNode &folder, const Listed &listed, Loose &loose)
{
    for (const CollectionEntry *entry : listed.value(folder.id)) {
        const auto known = loose.find(entry->id);
        std::unique_ptr<TreeNode> node = known == loose.end() ? nodeFrom(*folder.files, *entry) : std::move(known->second);
        describe(*node, *folder.files, *entry);
        node->parent = &folder;
        node->row = int(folder.children.size());
        m_byId[folder.files].insert(entry->id, node.get());
        folder.children.push_back(std::move(node));
        if (entry->kind == CollectionEntry::Kind::Folder)
            putBelow(*folder.children.back(), listed, loose);
    }
}

void RequestTree::removeGone(OpenCollection &collection)
{
    QSet<int> listed{0};
    for (const CollectionEntry &entry : collection.folder().entries())
        listed.insert(entry.id);
    std::vector<TreeNode *> gone;
    for (auto each = m_byId[&collection].cbegin(); each != m_byId[&collection].cend(); ++each) {
        if (!listed.contains(each.key()) && listed.contains(each.value()->parent->id))
            gone.push_back(each.value());
    }
    for (TreeNode *node : gone) {
        forget(*node);
        take(indexOf(node));
    }
}

void RequestTree::forget(const TreeNode &node)
{
    m_byId[node.files].remove(node.id);
    for (const auto &child : node.children)
        forget(*child);
}

void RequestTree::arrange(TreeNode &folder, const Listed &listed)
{
    const auto entries = listed.value(folder.id);
    for (size_t place = 0; place < entries.size(); ++place)
        arrange(folder, int(place), *entries[place]);
    // A folder takes rows out of this one that moved into it.
    std::vector<TreeNode *> folders;
    for (const auto &child : folder.children) {
        if (child->kind == TreeNode::Kind::Folder)
            folders.push_back(child.get());
    }
    for (TreeNode *inner : folders)
        arrange(*inner, listed);
}

/// Those before the place are where they belong already.
void RequestTree::arrange(TreeNode &folder, int place, const CollectionEntry &entry)
{
    TreeNode *node = m_byId[folder.files].value(entry.id);
    if (!node) {
        auto fresh = nodeFrom(*folder.files, entry);
        m_byId[folder.files].insert(entry.id, fresh.get());
        beginInsertRows(indexOf(&folder), place, place);
        folder.insert(place, std::move(fresh));
        endInsertRows();
        return;
    }
    if (node->parent != &folder || node->row != place) {
        beginMoveRows(indexOf(node->parent), node->row, node->row, indexOf(&folder), place);
        folder.insert(place, node->parent->takeChild(node->row));
        endMoveRows();
    }
    if (describe(*node, *folder.files, entry))
        emit dataChanged(indexOf(node), indexOf(node));
}

QString textOf(const FileNote &note)
{
    return visibleText(note.line > 0 ? RequestTree::tr("%1, line %2: %3").arg(note.file).arg(note.line).arg(note.text)
                                     : RequestTree::tr("%1: %2").arg(note.file, note.text));
}

void RequestTree::removeFiles(const OpenCollection &collection)
{
    const QHash<int, TreeNode *> nodes = m_byId.take(&collection);
    if (const TreeNode *top = nodes.value(0))
        take(indexOf(top));
}

const TreeNode *RequestTree::nodeOf(const OpenCollection &collection, int id) const
{
    return m_byId.value(&collection).value(id);
}

/// What cannot be read gives nothing to inherit; opening and saving tell why.
void RequestTree::readAuthOf(TreeNode &node)
{
    const auto settings = node.files->folder().settings(node.id);
    node.auth = settings ? settings->auth : AuthDraft{};
    node.authRead = true;
}

void RequestTree::readAuth(const TreeNode *node)
{
    for (TreeNode *above = mutableNode(node); above && above->files; above = above->parent) {
        const bool gives = above->kind == TreeNode::Kind::Folder || above->kind == TreeNode::Kind::Collection;
        if (gives && !above->authRead)
            readAuthOf(*above);
    }
}

}
