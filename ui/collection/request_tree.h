#pragma once

#include "core/collection/collection_index.h"
#include "core/collection/inherited_auth.h"
#include "core/formats/har.h"

#include <QAbstractItemModel>
#include <QHash>
#include <memory>
#include <unordered_map>

namespace keyhole {

class OpenCollection;

/// A row of the tree: a collection, a folder, a request, or an entry of a recording.
struct TreeNode {
    enum class Kind {
        Collection,
        Folder,
        Request,
        Entry,
        Other,  ///< a file that is no request that Keyhole sends, or cannot be read
    };
    Kind kind = Kind::Folder;
    QString name;
    QByteArray method;
    QByteArray address;
    int status = 0;  ///< of the last answer; 0: none yet
    RequestDraft draft;  ///< Request in memory; that of a file is read when it is opened
    OpenCollection *files = nullptr;  ///< the folder that it is in; none: it is in memory
    int id = 0;  ///< of its entry there; 0: the collection
    QString path;  ///< of its file, within the collection's folder
    QString complaint;  ///< what is wrong with its file, or with some of the collection's; empty: nothing
    std::shared_ptr<const HarFile> recording;  ///< Collection that was imported, and its entries
    int entry = -1;  ///< Entry, from 0
    Environment environment;  ///< Collection
    AuthDraft auth = {AuthKind::Inherited, {}, {}};  ///< Collection and Folder: what is inherited from it
    bool authRead = false;  ///< Collection and Folder of files: `auth` says what they do

    TreeNode *parent = nullptr;
    std::vector<std::unique_ptr<TreeNode>> children;
    int row = 0;  ///< within the parent's children
    QString searched, hosts;  ///< lower case: what the filter looks at; a host for each value that a variable in its place has

    void insert(int at, std::unique_ptr<TreeNode> child);
    std::unique_ptr<TreeNode> takeChild(int at);
    void prepareSearch();
    const TreeNode *collection() const;  ///< the row at the top that it is in
};

/// Collections, and recordings that were opened, as one tree. Names and addresses are foreign text: shown with visible escapes.
class RequestTree : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role { NodeRole = Qt::UserRole, FilterRole };

    explicit RequestTree(QObject *parent = nullptr);
    ~RequestTree() override;

    /// Each adds a top-level row and gives its index.
    QModelIndex addCollection(const Collection &collection);
    QModelIndex addRecording(std::shared_ptr<const HarFile> recording, const QString &fileName);
    QModelIndex addFiles(OpenCollection &collection);
    /// Shows what a collection's files say by now; rows that are still there stay what they are.
    void update(OpenCollection &collection);
    /// Takes the row of a collection away.
    void removeFiles(const OpenCollection &collection);
    const TreeNode *nodeOf(const OpenCollection &collection, int id) const;  ///< nullptr: there is none
    /// Reads what a row of files inherits and gives, where that has not been done.
    void readAuth(const TreeNode *node);
    void rename(const TreeNode *node, const QString &name);

    /// Takes a row out; put() brings it back to where it was.
    struct Taken {
        std::unique_ptr<TreeNode> node;
        TreeNode *parent = nullptr;
        int row = 0;
    };
    Taken take(const QModelIndex &index);
    void put(Taken taken);
    void setStatus(const TreeNode *node, int status);
    /// What is inherited from a folder or collection. Nothing happens for a row that is gone.
    void setAuth(const TreeNode *node, const AuthDraft &auth);
    bool holds(const TreeNode *node) const;

    const TreeNode *nodeAt(const QModelIndex &index) const;
    QModelIndex indexOf(const TreeNode *node) const;
    bool isEmpty() const;
    std::vector<const TreeNode *> collections() const;
    /// Every request and entry, in the order of the tree, at most `limit`.
    std::vector<const TreeNode *> requests(int limit) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    /// Rows that are dragged or copied within this program, as the type says; for others, requests are curl commands.
    static constexpr auto kRowsType = "application/x-keyhole-rows";
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    std::vector<const TreeNode *> rowsIn(const QMimeData &mime) const;  ///< those that are still there
    bool canDropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column, const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;
    Qt::DropActions supportedDropActions() const override;

signals:
    /// What is inherited from a folder or collection.
    void authChanged();
    /// A name was typed into a row.
    void renameRequested(const keyhole::TreeNode *node, const QString &name);
    /// Rows were dropped into a folder, at a place among its rows (-1: behind them).
    void dropped(const std::vector<const keyhole::TreeNode *> &nodes, const keyhole::TreeNode *folder, int place, Qt::DropAction action);

private:
    using Listed = QHash<int, std::vector<const CollectionEntry *>>;  ///< by the folder that they are in
    TreeNode *at(const QModelIndex &index) const;
    TreeNode *mutableNode(const TreeNode *node) const { return const_cast<TreeNode *>(node); }
    QModelIndex append(std::unique_ptr<TreeNode> node);
    void fill(TreeNode &folder, const Listed &listed);
    void removeGone(OpenCollection &collection);
    bool isLargeChange(OpenCollection &collection, const Listed &listed) const;
    void rearrange(OpenCollection &collection, TreeNode &top, const Listed &listed);
    using Loose = std::unordered_map<int, std::unique_ptr<TreeNode>>;  ///< by id
    void putBelow(TreeNode &folder, const Listed &listed, Loose &loose);
    void arrange(TreeNode &folder, const Listed &listed);
    void arrange(TreeNode &folder, int place, const CollectionEntry &entry);
    void readAuthOf(TreeNode &node);
    void forget(const TreeNode &node);

    std::unique_ptr<TreeNode> m_root;
    QHash<const OpenCollection *, QHash<int, TreeNode *>> m_byId;
};

/// "orders/list.yml, line 4: …", with visible escapes.
QString textOf(const FileNote &note);

/// Without those that are in others of them.
std::vector<const TreeNode *> topmost(const std::vector<const TreeNode *> &nodes);

/// The credential that a request below this row has in the end, as core's effectiveAuth() tells: nothing to inherit where the row is none.
EffectiveAuth effectiveAuth(const AuthDraft &own, const TreeNode *node);

/// "GET List orders, last answer 401": what a screen reader says for a row.
QString spokenRow(const QByteArray &method, const QString &name, int status);

}
