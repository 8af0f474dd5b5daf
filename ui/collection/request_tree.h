#pragma once

#include "core/collection/inherited_auth.h"
#include "core/formats/har.h"

#include <QAbstractItemModel>
#include <memory>

namespace keyhole {

/// A row of the tree: a collection, a folder, a request, or an entry of a recording.
struct TreeNode {
    enum class Kind { Collection, Folder, Request, Entry };
    Kind kind = Kind::Folder;
    QString name;
    QByteArray method;
    QByteArray address;
    int status = 0;  ///< of the last answer; 0: none yet
    RequestDraft draft;  ///< Request
    std::shared_ptr<const HarFile> recording;  ///< Collection that was imported, and its entries
    int entry = -1;  ///< Entry, from 0
    Environment environment;  ///< Collection
    AuthDraft auth = {AuthKind::Inherited, {}, {}};  ///< Collection and Folder: what is inherited from it

    TreeNode *parent = nullptr;
    std::vector<std::unique_ptr<TreeNode>> children;

    int row() const;  ///< within the parent's children
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

signals:
    /// What is inherited from a folder or collection.
    void authChanged();

private:
    TreeNode *at(const QModelIndex &index) const;
    QModelIndex indexOf(const TreeNode *node) const;
    QModelIndex append(std::unique_ptr<TreeNode> node);

    std::unique_ptr<TreeNode> m_root;
};

/// The credential that a request below this row has in the end, as core's effectiveAuth() tells: nothing to inherit where the row is none.
EffectiveAuth effectiveAuth(const AuthDraft &own, const TreeNode *node);

/// "GET List orders, last answer 401": what a screen reader says for a row.
QString spokenRow(const QByteArray &method, const QString &name, int status);

}
