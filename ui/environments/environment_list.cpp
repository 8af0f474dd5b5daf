#include "ui/environments/environment_list.h"

#include "core/diagnosis/report.h"
#include "ui/environments/environment_color.h"

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

}
