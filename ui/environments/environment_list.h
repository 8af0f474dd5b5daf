#pragma once

#include "core/session/environments.h"
#include "ui/theme/theme.h"

#include <QTreeView>

class QStandardItem;
class QStandardItemModel;

namespace keyhole {

/// What a row of the list stands for: the variables of a collection (or of all collections), or one of its environments.
struct VariablePlace {
    enum class Kind { None, Settings, File, Memory };
    Kind kind = Kind::None;
    QString folder = {};  ///< of the collection; empty: all collections
    QString name = {};  ///< of the environment
    friend bool operator==(const VariablePlace &, const VariablePlace &) = default;
};

/// The collections, each with its environments below it; what is for all collections stands first.
class EnvironmentList : public QTreeView {
    Q_OBJECT
public:
    EnvironmentList(const Theme &theme, Environments &environments, QWidget *parent = nullptr);

    /// Lists anew; what is chosen stays chosen where it is still there.
    void show(const std::vector<CollectionFolder *> &folders);
    VariablePlace current() const;
    /// False when there is no such row.
    bool choose(const VariablePlace &place);

signals:
    void chosen();
    /// The environments of the current folder were dragged into another order.
    void reordered(const QStringList &names);

protected:
    void startDrag(Qt::DropActions actions) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    int placeFor(const QPoint &at) const;
    QStandardItem *add(QStandardItem *parent, const QString &text, const VariablePlace &place);
    void addEnvironments(QStandardItem *parent, CollectionFolder *folder);

    const Theme &m_theme;
    Environments &m_environments;
    QStandardItemModel *m_model;
    bool m_listing = false;
};

}
