#include "ui/collection/tree_edits.h"

#include "core/formats/export/secret_variables.h"
#include "ui/collection/kept_texts.h"
#include "ui/collection/tree_values.h"

#include <QFileInfo>

namespace keyhole {

namespace {

SaveFailure gone(const QString &path)
{
    return {SaveFailure::Reason::Gone,
            {TreeEdits::tr("It is not there any more; others changed the collection."), path, TreeEdits::tr("Nothing was changed.")}};
}

SaveFailure closed()
{
    return {SaveFailure::Reason::Gone,
            {TreeEdits::tr("The collection is not open any more."), {}, TreeEdits::tr("Open its folder again to go on.")}};
}

QString pathOf(const OpenCollection &files, int id)
{
    const CollectionEntry *entry = files.folder().entry(id);
    return entry ? entry->path : QString();
}

/// Requests stand behind folders, whatever place they were dropped at.
int placeFor(const CollectionFolder &folder, int id, int parent, int place)
{
    std::vector<int> children = folder.childrenOf(parent);
    std::erase(children, id);
    const auto isFolder = [&folder](int each) { return folder.entry(each)->kind == CollectionEntry::Kind::Folder; };
    const int folders = int(std::count_if(children.begin(), children.end(), isFolder));
    return isFolder(id) ? std::min(place, folders) : std::max(place, folders);
}

int placeOf(const CollectionFolder &folder, int id)
{
    const std::vector<int> siblings = folder.childrenOf(folder.entry(id)->parent);
    return int(std::find(siblings.begin(), siblings.end(), id) - siblings.begin());
}

/// The one that was added to a folder last.
int newest(const CollectionFolder &folder, int parent)
{
    int id = 0;
    for (const int child : folder.childrenOf(parent))
        id = std::max(id, child);
    return id;
}

}

/// What could not be done is no step of the way back.
class TreeEdits::Command : public QUndoCommand {
public:
    Command(TreeEdits &edits, const QString &text, Step redo, Step undo)
        : QUndoCommand(text), m_edits(edits), m_redo(std::move(redo)), m_undo(std::move(undo))
    { }
    void redo() override { run(m_redo); }
    void undo() override { run(m_undo); }

private:
    void run(const Step &step)
    {
        const auto done = step();
        m_edits.m_done = done.has_value();
        if (done)
            return;
        setObsolete(true);
        emit m_edits.refused(done.error().error);
    }

    TreeEdits &m_edits;
    Step m_redo, m_undo;
};

TreeEdits::TreeEdits(RequestTree &tree, QObject *parent) : QObject(parent), m_tree(tree)
{
    connect(&tree, &RequestTree::renameRequested, this, &TreeEdits::rename);
}

TreeEdits::~TreeEdits() = default;

bool TreeEdits::push(const QString &text, Step redo, Step undo)
{
    m_stack.push(new Command(*this, text, std::move(redo), std::move(undo)));
    return m_done;
}

bool TreeEdits::addToFiles(const QString &text, const Files &files, Add add)
{
    struct Addition {
        QString path;
        std::optional<RemovedFiles> removed;
    };
    auto addition = std::make_shared<Addition>();
    const auto redo = [this, files, add = std::move(add), addition]() -> SaveResult<> {
        if (!files)
            return failure(closed());
        const auto id = addition->removed
            ? files->folder().restore(*addition->removed).map([&] { return files->folder().idOf(addition->path); })
            : add(files->folder());
        if (!id)
            return failure(SaveFailure(id.error()));
        addition->path = pathOf(*files, *id);
        files->told();
        m_added = m_tree.nodeOf(*files, *id);
        return {};
    };
    const auto undo = [files, addition]() -> SaveResult<> {
        if (!files)
            return failure(closed());
        auto removed = files->folder().remove(files->folder().idOf(addition->path));
        if (!removed)
            return failure(SaveFailure(removed.error()));
        addition->removed = std::move(*removed);
        files->told();
        return {};
    };
    return push(text, redo, undo);
}

bool TreeEdits::addToMemory(const QString &text, const TreeNode *folder, std::unique_ptr<TreeNode> node)
{
    auto taken = std::make_shared<RequestTree::Taken>();
    const TreeNode *fresh = node.get();
    *taken = {std::move(node), const_cast<TreeNode *>(folder), int(folder->children.size())};
    const auto redo = [this, taken, fresh]() -> SaveResult<> {
        m_tree.put(std::move(*taken));
        m_added = fresh;
        return {};
    };
    return push(text, redo, [this, taken, fresh]() -> SaveResult<> {
        *taken = m_tree.take(m_tree.indexOf(fresh));
        return {};
    });
}

void TreeEdits::addRequest(const TreeNode *folder, const QString &name)
{
    RequestFile request;
    request.draft.name = name;
    request.draft.auth.kind = AuthKind::Inherited;
    if (folder->files)
        addToFiles(tr("New request"), folder->files,
                   [path = folder->path, request](CollectionFolder &to) { return to.add(to.idOf(path), request); });
    else
        addToMemory(tr("New request"), folder, treeNodeOf({name, false, {}, request.draft, {}}));
    if (m_done)
        emit added(m_added);
}

void TreeEdits::addFolder(const TreeNode *folder, const QString &name)
{
    if (folder->files)
        addToFiles(tr("New folder"), folder->files,
                   [path = folder->path, name](CollectionFolder &to) { return to.addFolder(to.idOf(path), name); });
    else
        addToMemory(tr("New folder"), folder, treeNodeOf({name, true, {}, {}, {}}));
    if (m_done)
        emit added(m_added);
}

void TreeEdits::rename(const TreeNode *node, const QString &name)
{
    if (!node->files) {
        const auto to = [this, node](const QString &text) {
            return [this, node, text]() -> SaveResult<> {
                m_tree.rename(node, text);
                return {};
            };
        };
        push(tr("Rename"), to(name), to(node->draft.name.isEmpty() ? node->name : node->draft.name));
        return;
    }
    if (node->id == 0)
        return renameCollection(node->files, name);
    const Files files = node->files;
    auto path = std::make_shared<QString>(node->path);
    auto texts = std::make_shared<std::optional<KeptTexts>>();
    const QString oldName = files->folder().entry(node->id)->name, oldFile = QFileInfo(node->path).fileName();
    const auto rename = [files, path](const QString &text, const QString &file) -> SaveResult<> {
        const int id = files->folder().idOf(*path);
        auto renamed = id == 0 ? SaveResult<>(failure(gone(*path))) : files->folder().rename(id, text, file);
        *path = id == 0 ? *path : pathOf(*files, id);
        return renamed;
    };
    push(
        tr("Rename"),
        [=]() -> SaveResult<> {
            if (!files)
                return failure(closed());
            texts->emplace(files->folder(), std::vector<int>{files->folder().idOf(*path)});
            auto renamed = rename(name, {});
            (*texts)->changed(files->folder());
            files->told();
            return renamed;
        },
        [=]() -> SaveResult<> {
            if (!files)
                return failure(closed());
            const auto untouched = (*texts)->untouched(files->folder());
            auto renamed = rename(oldName, oldFile);
            if (renamed)
                (*texts)->putBack(files->folder(), untouched);
            files->told();
            return renamed;
        });
}

void TreeEdits::renameCollection(const Files &files, const QString &name)
{
    const auto to = [files](const QString &text) {
        return [files, text]() -> SaveResult<> {
            if (!files)
                return failure(closed());
            auto settings = files->folder().settings(0);
            if (!settings)
                return failure(SaveFailure{SaveFailure::Reason::Refused, settings.error()});
            settings->name = text;
            auto saved = files->folder().saveSettings(0, *settings);
            files->told();
            return saved;
        };
    };
    push(tr("Rename"), to(name), to(files->folder().name()));
}

void TreeEdits::setAuth(const TreeNode *node, const AuthDraft &auth)
{
    if (!node->files) {
        const auto to = [this, node](const AuthDraft &wanted) {
            return [this, node, wanted]() -> SaveResult<> {
                m_tree.setAuth(node, wanted);
                return {};
            };
        };
        push(tr("Credential"), to(auth), to(node->auth));
        return;
    }
    const Files files = node->files;
    const auto to = [files, path = node->path](const AuthDraft &wanted) {
        return [files, path, wanted]() -> SaveResult<> {
            if (!files)
                return failure(closed());
            auto settings = files->folder().settings(files->folder().idOf(path));
            if (!settings)
                return failure(SaveFailure{SaveFailure::Reason::Refused, settings.error()});
            settings->auth = wanted;
            auto saved = files->folder().saveSettings(files->folder().idOf(path), *settings);
            files->told();
            return saved;
        };
    };
    m_tree.readAuth(node);
    push(tr("Credential"), to(auth), to(node->auth));
}

void TreeEdits::removeOne(const TreeNode *node)
{
    const QString text = tr("Delete “%1”").arg(node->name);
    if (!node->files) {
        auto taken = std::make_shared<RequestTree::Taken>();
        const auto redo = [this, taken, node]() -> SaveResult<> {
            *taken = m_tree.take(m_tree.indexOf(node));
            return {};
        };
        push(text, redo, [this, taken]() -> SaveResult<> {
            m_tree.put(std::move(*taken));
            return {};
        });
        return;
    }
    const Files files = node->files;
    auto removed = std::make_shared<RemovedFiles>();
    const auto redo = [files, removed, path = node->path]() -> SaveResult<> {
        if (!files)
            return failure(closed());
        const int id = files->folder().idOf(path);
        auto taken = id == 0 ? SaveResult<RemovedFiles>(failure(gone(path))) : files->folder().remove(id);
        if (taken)
            *removed = std::move(*taken);
        files->told();
        return taken ? SaveResult<>() : failure(SaveFailure(taken.error()));
    };
    push(text, redo, [files, removed]() -> SaveResult<> {
        if (!files)
            return failure(closed());
        auto restored = files->folder().restore(*removed);
        files->told();
        return restored;
    });
}

void TreeEdits::remove(const std::vector<const TreeNode *> &nodes)
{
    if (nodes.size() == 1)
        return removeOne(nodes.front());
    m_stack.beginMacro(tr("Delete %n items", nullptr, int(nodes.size())));
    for (const TreeNode *node : nodes)
        removeOne(node);
    m_stack.endMacro();
}

void TreeEdits::duplicate(const std::vector<const TreeNode *> &nodes)
{
    for (const TreeNode *node : nodes) {
        if (node->parent->parent)
            copy(tr("Duplicate"), node, node->parent, tr("%1 copy").arg(node->name));
    }
}

void TreeEdits::copyTo(const std::vector<const TreeNode *> &nodes, const TreeNode *folder)
{
    for (const TreeNode *node : nodes)
        copy(tr("Paste"), node, folder, {});
}

bool TreeEdits::copy(const QString &text, const TreeNode *node, const TreeNode *folder, const QString &name)
{
    const auto idOf = [path = folder->path](const CollectionFolder &to) { return to.idOf(path); };
    if (!folder->files) {
        CollectionItem item = itemOf(*node);
        item.name = name.isEmpty() ? item.name : name;
        item.request.name = item.name;
        return addToMemory(text, folder, treeNodeOf(item));
    }
    if (!node->files) {
        Collection one = withSecretsAsVariables({{}, {itemOf(*node)}, {}, {}});
        if (!name.isEmpty())
            one.items.front().name = name;
        return addToFiles(text, folder->files, [idOf, one](CollectionFolder &to) {
            return to.addItems(idOf(to), one.items).map([&] { return newest(to, idOf(to)); });
        });
    }
    auto files = node->files->folder().filesOf(node->id);
    if (!files) {
        emit refused(files.error().error);
        return m_done = false;
    }
    return addToFiles(text, folder->files,
                      [idOf, name, files = std::move(*files)](CollectionFolder &to) { return to.addCopy(idOf(to), files, name); });
}

bool TreeEdits::canTake(const TreeNode *folder, const std::vector<const TreeNode *> &nodes)
{
    if (!folder || folder->recording || (folder->kind != TreeNode::Kind::Folder && folder->kind != TreeNode::Kind::Collection))
        return false;
    return !nodes.empty() && std::all_of(nodes.begin(), nodes.end(), [folder](const TreeNode *node) {
        bool inside = node->kind == TreeNode::Kind::Collection;
        for (const TreeNode *above = folder; above; above = above->parent)
            inside |= above == node;
        return !inside && (folder->files || (!node->files && !node->recording));
    });
}

void TreeEdits::moveTo(const std::vector<const TreeNode *> &nodes, const TreeNode *folder, int place)
{
    m_stack.beginMacro(tr("Move"));
    for (const TreeNode *node : nodes) {
        const bool before = node->parent == folder && node->row < place;
        const int at = place < 0 ? int(folder->children.size()) : before ? place - 1 : place;
        if (!node->files && !folder->files)
            moveInMemory(node, folder, at);
        else if (node->files == folder->files)
            moveWithin(node, folder, at);
        else if (copy(tr("Move"), node, folder, {})) {
            moveWithin(m_added, folder, at);
            if (node->files)
                removeOne(node);
        }
        place = place < 0 || before ? place : place + 1;
    }
    m_stack.endMacro();
}

void TreeEdits::moveInMemory(const TreeNode *node, const TreeNode *folder, int place)
{
    const auto to = [this, node](const TreeNode *parent, int row) {
        return [this, node, parent, row]() -> SaveResult<> {
            RequestTree::Taken taken = m_tree.take(m_tree.indexOf(node));
            taken.parent = const_cast<TreeNode *>(parent);
            taken.row = row;
            m_tree.put(std::move(taken));
            return {};
        };
    };
    push(tr("Move"), to(folder, place), to(node->parent, node->row));
}

void TreeEdits::moveWithin(const TreeNode *node, const TreeNode *folder, int place)
{
    struct Way {
        QString path, from;  ///< where it is; the folder that it was in
        int place = 0;
        std::optional<KeptTexts> texts;
    };
    const Files files = node->files;
    auto way = std::make_shared<Way>(Way{node->path, {}, 0, {}});
    const auto redo = [files, way, to = folder->path, place]() -> SaveResult<> {
        if (!files)
            return failure(closed());
        CollectionFolder &in = files->folder();
        const int id = in.idOf(way->path), parent = in.idOf(to);
        if (id == 0 || (parent == 0) != to.isEmpty())
            return failure(gone(way->path));
        way->from = pathOf(*files, in.entry(id)->parent);
        way->place = placeOf(in, id);
        std::vector<int> touched = in.childrenOf(parent);
        const std::vector<int> left = in.childrenOf(in.entry(id)->parent);
        if (in.entry(id)->parent != parent)
            touched.insert(touched.end(), left.begin(), left.end());
        way->texts.emplace(in, touched);
        auto moved = in.move(id, parent, placeFor(in, id, parent, place));
        way->path = pathOf(*files, id);
        way->texts->changed(in);
        files->told();
        return moved;
    };
    push(tr("Move"), redo, [files, way]() -> SaveResult<> {
        if (!files)
            return failure(closed());
        CollectionFolder &in = files->folder();
        const int id = in.idOf(way->path), parent = in.idOf(way->from);
        if (id == 0 || (parent == 0) != way->from.isEmpty())
            return failure(gone(way->path));
        const auto untouched = way->texts->untouched(in);
        auto moved = in.move(id, parent, way->place);
        way->path = pathOf(*files, id);
        if (moved)
            way->texts->putBack(in, untouched);
        files->told();
        return moved;
    });
}

}
