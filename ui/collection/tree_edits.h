#pragma once

#include "ui/collection/file_steps.h"
#include "ui/collection/request_tree.h"

#include <QUndoStack>

namespace keyhole {

/// What a person changes in the tree: each change acts on the files of the collection (or on the row, where there are none), and can be
/// taken back and done again. What cannot be done any more, since others changed the files meanwhile, is told, and changes nothing.
class TreeEdits : public QObject {
    Q_OBJECT
public:
    explicit TreeEdits(RequestTree &tree, QObject *parent = nullptr);
    ~TreeEdits() override;

    QUndoStack &stack() { return m_stack; }

    void addRequest(const TreeNode *folder, const QString &name);
    void addFolder(const TreeNode *folder, const QString &name);
    void rename(const TreeNode *node, const QString &name);
    void remove(const std::vector<const TreeNode *> &nodes);
    void duplicate(const std::vector<const TreeNode *> &nodes);
    /// Copies behind the others of a folder.
    void copyTo(const std::vector<const TreeNode *> &nodes, const TreeNode *folder);
    /// To a place among the rows of a folder, be it of another collection.
    void moveTo(const std::vector<const TreeNode *> &nodes, const TreeNode *folder, int place);
    /// What is inherited from a folder or collection.
    void setAuth(const TreeNode *node, const AuthDraft &auth);

    /// Of the last change. Many files are changed in a thread; until that is done nothing else can be changed, which refused() tells.
    void undo();
    void redo();
    bool isBusy() const { return m_running > 0; }

    /// Whether rows can be put into a folder: those of files and of memory into files, those of memory into memory.
    static bool canTake(const TreeNode *folder, const std::vector<const TreeNode *> &nodes);

signals:
    void refused(const keyhole::Error &error);
    /// A row was added by hand: it is shown, and its name is to be typed.
    void added(const keyhole::TreeNode *node);

private:
    using Done = FileStep::Done;
    using Step = std::function<void(const Done &)>;
    class Command;

    // Each gives whether it was done.
    bool push(const QString &text, Step redo, Step undo);
    bool push(const QString &text, const std::shared_ptr<FileStep> &step);
    bool addToFiles(const QString &text, OpenCollection *files, FileAddition::Add add, int size = 1);
    bool addToMemory(const QString &text, const TreeNode *folder, std::unique_ptr<TreeNode> node);
    bool copy(const QString &text, const TreeNode *node, const TreeNode *folder, const QString &name);

    bool mayBegin();
    void removeOne(const TreeNode *node);
    bool removeTogether(const std::vector<const TreeNode *> &nodes);
    void moveInMemory(const TreeNode *node, const TreeNode *folder, int place);

    RequestTree &m_tree;
    QUndoStack m_stack;
    const TreeNode *m_added = nullptr;  ///< by the last step that added one
    bool m_done = false;  ///< the last step, or it is being done
    FileStep::When m_when = FileStep::When::Suitable;  ///< steps of a macro follow each other
    int m_running = 0;  ///< steps in a thread
};

}
