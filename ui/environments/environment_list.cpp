#include "ui/environments/environment_list.h"

#include "core/diagnosis/report.h"
#include "ui/controls/drag_image.h"
#include "ui/environments/environment_color.h"

#include <QDropEvent>
#include <QScopedValueRollback>
#include <QStandardItemModel>

namespace keyhole {

namespace {
enum Role { KindRole = Qt::UserRole, FolderRole, NameRole };
}

EnvironmentList::EnvironmentList(const Theme &theme, Environments &environments, QWidget *parent)
    : QTreeView(parent), m_theme(theme), m_environments(environments), m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setHeaderHidden(true);
    setEditTriggers(NoEditTriggers);
    setAccessibleName(tr("Environments"));
    setTextElideMode(Qt::ElideRight);
    setProperty("plain", true);
    setUniformRowHeights(true);
    setDragDropMode(InternalMove);
    setDropIndicatorShown(true);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (!m_listing)
            emit chosen();
    });
}

QStandardItem *EnvironmentList::add(QStandardItem *parent, const QString &text, const VariablePlace &place)
{
    auto *item = new QStandardItem(visibleText(text));
    item->setData(int(place.kind), KindRole);
    item->setData(place.folder, FolderRole);
    item->setData(place.name, NameRole);
    item->setSizeHint({0, m_theme.px(28)});
    item->setDragEnabled(place.kind == VariablePlace::Kind::File);
    item->setDropEnabled(place.kind == VariablePlace::Kind::Settings);
    parent->appendRow(item);
    return item;
}

void EnvironmentList::addEnvironments(QStandardItem *parent, CollectionFolder *folder)
{
    for (const EnvironmentChoice &each : m_environments.choices(folder)) {
        const QString place = folder ? folder->folder() : QString();
        const auto kind = each.inMemory ? VariablePlace::Kind::Memory : VariablePlace::Kind::File;
        const QString text = each.inMemory ? tr("%1 (until you quit)").arg(each.name)
            : each.production              ? tr("%1 (production)").arg(each.name)
                                           : each.name;
        QStandardItem *item = add(parent, text, {kind, place, each.name});
        const auto color = environmentColor(m_theme, each);
        item->setIcon(color ? colorDot(m_theme, *color) : m_theme.icon("layers"));
    }
}

void EnvironmentList::show(const std::vector<CollectionFolder *> &folders)
{
    const VariablePlace before = current();
    {
        const QScopedValueRollback listing(m_listing, true);
        m_model->clear();
        QStandardItem *root = m_model->invisibleRootItem();
        QStandardItem *shared = add(root, tr("All collections"), {VariablePlace::Kind::Settings});
        shared->setIcon(m_theme.icon("globe"));
        addEnvironments(shared, nullptr);
        for (CollectionFolder *folder : folders) {
            QStandardItem *item = add(root, folder->name(), {VariablePlace::Kind::Settings, folder->folder()});
            item->setIcon(m_theme.icon("folder"));
            addEnvironments(item, folder);
        }
        expandAll();
    }
    if (!choose(before))
        setCurrentIndex(m_model->index(0, 0));
}

VariablePlace EnvironmentList::current() const
{
    const QModelIndex index = currentIndex();
    if (!index.isValid())
        return {};
    return {VariablePlace::Kind(index.data(KindRole).toInt()), index.data(FolderRole).toString(), index.data(NameRole).toString()};
}

bool EnvironmentList::choose(const VariablePlace &place)
{
    for (const QModelIndex &index :
         m_model->match(m_model->index(0, 0), NameRole, place.name, -1, Qt::MatchExactly | Qt::MatchRecursive | Qt::MatchCaseSensitive)) {
        if (index.data(KindRole).toInt() == int(place.kind) && index.data(FolderRole).toString() == place.folder) {
            setCurrentIndex(index);
            return true;
        }
    }
    return false;
}

/// The row among its siblings that the current one, which is dragged, would stand before; -1: it cannot be dropped there.
int EnvironmentList::placeFor(const QPoint &at) const
{
    const QModelIndex target = indexAt(at), dragged = currentIndex();
    if (!dragged.isValid() || !target.isValid())
        return -1;
    const QRect row = visualRect(target);
    const bool below = at.y() > row.center().y();
    if (target == dragged.parent())
        return below ? 0 : -1;
    return target.parent() == dragged.parent() ? target.row() + (below ? 1 : 0) : -1;
}

void EnvironmentList::startDrag(Qt::DropActions)
{
    dragRows(*this, m_theme, {currentIndex()}, current().name, Qt::MoveAction, Qt::MoveAction);
}

void EnvironmentList::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeView::dragMoveEvent(event);  // scrolls, and shows where
    if (placeFor(event->position().toPoint()) < 0)
        event->ignore();
    else
        event->acceptProposedAction();
}

/// The order is kept beside the collection; the list is made anew of it.
void EnvironmentList::dropEvent(QDropEvent *event)
{
    const int place = placeFor(event->position().toPoint());
    event->setDropAction(Qt::CopyAction);  // who dragged it removes nothing
    event->accept();
    setState(NoState);
    if (place < 0)
        return;
    const QModelIndex dragged = currentIndex(), parent = dragged.parent();
    QStringList names;
    for (int row = 0; row <= m_model->rowCount(parent); ++row) {
        if (row == place)
            names += dragged.data(NameRole).toString();
        const QModelIndex each = m_model->index(row, 0, parent);
        if (each.isValid() && each != dragged && each.data(KindRole).toInt() == int(VariablePlace::Kind::File))
            names += each.data(NameRole).toString();
    }
    emit reordered(names);
}

}
