#include "ui/collection/tree_edits.h"

#include "core/formats/export/secret_variables.h"
#include "ui/collection/tree_values.h"

#include <QScopedValueRollback>

namespace keyhole {

namespace {

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
    void redo() override { run(m_redo, &QUndoStack::undo); }
    void undo() override { run(m_undo, &QUndoStack::redo); }

private:
    /// `back` steps over the command where it turns out later that it was not done.
    void run(const Step &step, void (QUndoStack::*back)())
    {
        m_edits.m_done = true;
        ++m_edits.m_running;
        const auto here = std::make_shared<bool>(true);
        step([this, edits = QPointer(&m_edits), here, back](const SaveResult<> &done) {
            if (!edits)
                return;
            --edits->m_running;
            edits->m_done = done.has_value();
            if (!done)
                setObsolete(true);
            if (!done && !*here)
                (edits->m_stack.*back)();
            if (!done)
                emit edits->refused(done.error().error);
        });
        *here = false;
    }

    TreeEdits &m_edits;
    Step m_redo, m_undo;
};

TreeEdits::TreeEdits(RequestTree &tree, QObject *parent) : QObject(parent), m_tree(tree)
{
    connect(&tree, &RequestTree::renameRequested, this, &TreeEdits::rename);
}

TreeEdits::~TreeEdits() = default;

bool TreeEdits::mayBegin()
{
    if (isBusy())
        emit refused({tr("Files of a collection are still being changed."), {}, tr("Wait until that is done.")});
    return !isBusy();
}

void TreeEdits::undo()
{
    if (mayBegin())
        m_stack.undo();
}

void TreeEdits::redo()
{
    if (mayBegin())
        m_stack.redo();
}

bool TreeEdits::push(const QString &text, Step redo, Step undo)
{
    m_stack.push(new Command(*this, text, std::move(redo), std::move(undo)));
    return m_done;
}

bool TreeEdits::push(const QString &text, const std::shared_ptr<FileStep> &step)
{
    return push(
        text, [step, when = m_when](const Done &done) { step->redo(done, when); },
        [step, when = m_when](const Done &done) { step->undo(done, when); });
}

bool TreeEdits::addToFiles(const QString &text, OpenCollection *files, FileAddition::Add add, int size)
{
    const auto step = std::make_shared<FileAddition>(files, std::move(add), size);
    m_added = nullptr;
    if (push(text, step) && !isBusy())
        m_added = m_tree.nodeOf(*files, files->folder().idOf(step->path()));
    return m_done;
}

bool TreeEdits::addToMemory(const QString &text, const TreeNode *folder, std::unique_ptr<TreeNode> node)
{
    auto taken = std::make_shared<RequestTree::Taken>();
    const TreeNode *fresh = node.get();
    *taken = {std::move(node), const_cast<TreeNode *>(folder), int(folder->children.size())};
    const auto redo = [this, taken, fresh](const Done &done) {
        m_tree.put(std::move(*taken));
        m_added = fresh;
        done({});
    };
    return push(text, redo, [this, taken, fresh](const Done &done) {
        *taken = m_tree.take(m_tree.indexOf(fresh));
        done({});
    });
}

void TreeEdits::addRequest(const TreeNode *folder, const QString &name)
{
    if (!mayBegin())
        return;
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
    if (!mayBegin())
        return;
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
    if (!mayBegin())
        return;
    if (node->files && node->id == 0) {
        push(tr("Rename"),
             std::make_shared<SettingsStep>(node->files, node->path, [name](SettingsFile &settings) { settings.name = name; }));
    } else if (node->files) {
        push(tr("Rename"), std::make_shared<FileRename>(node->files, node->path, name));
    } else {
        const auto to = [this, node](const QString &text) {
            return [this, node, text](const Done &done) {
                m_tree.rename(node, text);
                done({});
            };
        };
        push(tr("Rename"), to(name), to(node->draft.name.isEmpty() ? node->name : node->draft.name));
    }
}

void TreeEdits::setAuth(const TreeNode *node, const AuthDraft &auth)
{
    if (!mayBegin())
        return;
    if (node->files) {
        push(tr("Credential"),
             std::make_shared<SettingsStep>(node->files, node->path, [auth](SettingsFile &settings) { settings.auth = auth; }));
        return;
    }
    const auto to = [this, node](const AuthDraft &wanted) {
        return [this, node, wanted](const Done &done) {
            m_tree.setAuth(node, wanted);
            done({});
        };
    };
    push(tr("Credential"), to(auth), to(node->auth));
}

void TreeEdits::removeOne(const TreeNode *node)
{
    const QString text = tr("Delete “%1”").arg(node->name);
    if (!node->files) {
        auto taken = std::make_shared<RequestTree::Taken>();
        const auto redo = [this, taken, node](const Done &done) {
            *taken = m_tree.take(m_tree.indexOf(node));
            done({});
        };
        push(text, redo, [this, taken](const Done &done) {
            m_tree.put(std::move(*taken));
            done({});
        });
        return;
    }
    push(text, std::make_shared<FileRemoval>(node->files, node->path, node->kind == TreeNode::Kind::Folder));
}

/// Files of one collection are one step.
bool TreeEdits::removeTogether(const std::vector<const TreeNode *> &nodes)
{
    OpenCollection *files = nodes.front()->files;
    if (!files || std::any_of(nodes.begin(), nodes.end(), [files](const TreeNode *node) { return node->files != files; }))
        return false;
    std::vector<std::shared_ptr<FileStep>> steps;
    for (const TreeNode *node : nodes)
        steps.push_back(std::make_shared<FileRemoval>(files, node->path, node->kind == TreeNode::Kind::Folder));
    push(tr("Delete %n items", nullptr, int(nodes.size())), std::make_shared<FileSteps>(files, std::move(steps)));
    return true;
}

void TreeEdits::remove(const std::vector<const TreeNode *> &nodes)
{
    if (!mayBegin())
        return;
    if (nodes.size() == 1)
        return removeOne(nodes.front());
    if (removeTogether(nodes))
        return;
    const QScopedValueRollback now(m_when, FileStep::When::Now);
    m_stack.beginMacro(tr("Delete %n items", nullptr, int(nodes.size())));
    for (const TreeNode *node : nodes)
        removeOne(node);
    m_stack.endMacro();
}

void TreeEdits::duplicate(const std::vector<const TreeNode *> &nodes)
{
    if (!mayBegin())
        return;
    const QScopedValueRollback one(m_when, nodes.size() > 1 ? FileStep::When::Now : m_when);
    for (const TreeNode *node : nodes) {
        if (node->parent->parent)
            copy(tr("Duplicate"), node, node->parent, tr("%1 copy").arg(node->name));
    }
}

void TreeEdits::copyTo(const std::vector<const TreeNode *> &nodes, const TreeNode *folder)
{
    if (!mayBegin())
        return;
    const QScopedValueRollback one(m_when, nodes.size() > 1 ? FileStep::When::Now : m_when);
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
    const int size = int(files->files.size());
    return addToFiles(
        text, folder->files, [idOf, name, files = std::move(*files)](CollectionFolder &to) { return to.addCopy(idOf(to), files, name); },
        size);
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
    if (!mayBegin())
        return;
    const auto isOfTheSame = [folder](const TreeNode *node) { return folder->files && node->files == folder->files; };
    if (nodes.size() > 1 && std::all_of(nodes.begin(), nodes.end(), isOfTheSame)) {
        QStringList paths;
        int at = place < 0 ? int(folder->children.size()) : place;
        for (const TreeNode *node : nodes) {
            paths += node->path;
            at -= node->parent == folder && node->row < place ? 1 : 0;
        }
        push(tr("Move"), std::make_shared<FileMoves>(folder->files, paths, folder->path, at));
        return;
    }
    const QScopedValueRollback now(m_when, FileStep::When::Now);
    m_stack.beginMacro(tr("Move"));
    for (const TreeNode *node : nodes) {
        const bool before = node->parent == folder && node->row < place;
        const int at = place < 0 ? int(folder->children.size()) : before ? place - 1 : place;
        if (!node->files && !folder->files)
            moveInMemory(node, folder, at);
        else if (node->files == folder->files)
            push(tr("Move"), std::make_shared<FileMove>(node->files, node->path, folder->path, at));
        else if (copy(tr("Move"), node, folder, {})) {
            push(tr("Move"), std::make_shared<FileMove>(m_added->files, m_added->path, folder->path, at));
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
        return [this, node, parent, row](const Done &done) {
            RequestTree::Taken taken = m_tree.take(m_tree.indexOf(node));
            taken.parent = const_cast<TreeNode *>(parent);
            taken.row = row;
            m_tree.put(std::move(taken));
            done({});
        };
    };
    push(tr("Move"), to(folder, place), to(node->parent, node->row));
}

}
