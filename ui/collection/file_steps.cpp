#include "ui/collection/file_steps.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace keyhole {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("keyhole::FileStep", source);
}

SaveFailure gone(const QString &path)
{
    return {SaveFailure::Reason::Gone,
            {text("It is not there any more; others changed the collection."), path, text("Nothing was changed.")}};
}

QString pathOf(const CollectionFolder &folder, int id)
{
    const CollectionEntry *entry = folder.entry(id);
    return entry ? entry->path : QString();
}

/// Nothing when there is no such item; "" is the collection.
std::optional<int> idOf(const CollectionFolder &folder, const QString &path)
{
    const int id = folder.idOf(path);
    return id == 0 && !path.isEmpty() ? std::nullopt : std::optional(id);
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

}

SaveResult<> FileStep::redo()
{
    if (!m_files)
        return failure(SaveFailure{SaveFailure::Reason::Gone,
                                   {text("The collection is not open any more."), {}, text("Open its folder again to go on.")}});
    auto done = change(m_files->folder());
    m_files->told();
    return done;
}

SaveResult<> FileStep::undo()
{
    if (!m_files)
        return failure(SaveFailure{SaveFailure::Reason::Gone,
                                   {text("The collection is not open any more."), {}, text("Open its folder again to go on.")}});
    auto done = takeBack(m_files->folder());
    m_files->told();
    return done;
}

SaveResult<> FileAddition::change(CollectionFolder &folder)
{
    if (m_removed)
        return folder.restore(*m_removed);
    const auto id = m_add(folder);
    if (!id)
        return failure(SaveFailure(id.error()));
    m_path = pathOf(folder, *id);
    return {};
}

SaveResult<> FileAddition::takeBack(CollectionFolder &folder)
{
    auto removed = folder.remove(folder.idOf(m_path));
    if (!removed)
        return failure(SaveFailure(removed.error()));
    m_removed = std::move(*removed);
    return {};
}

SaveResult<> FileRemoval::change(CollectionFolder &folder)
{
    const auto id = idOf(folder, m_path);
    auto removed = id ? folder.remove(*id) : SaveResult<RemovedFiles>(failure(gone(m_path)));
    if (!removed)
        return failure(SaveFailure(removed.error()));
    m_removed = std::move(*removed);
    return {};
}

SaveResult<> FileRemoval::takeBack(CollectionFolder &folder)
{
    return folder.restore(m_removed);
}

SaveResult<> FileRename::change(CollectionFolder &folder)
{
    const auto id = idOf(folder, m_path);
    if (!id)
        return failure(gone(m_path));
    m_oldName = folder.entry(*id)->name;
    m_oldFile = QFileInfo(m_path).fileName();
    m_texts.emplace(folder, std::vector<int>{*id});
    auto renamed = folder.rename(*id, m_name);
    m_path = pathOf(folder, *id);
    m_texts->changed(folder);
    return renamed;
}

SaveResult<> FileRename::takeBack(CollectionFolder &folder)
{
    const auto id = idOf(folder, m_path);
    if (!id)
        return failure(gone(m_path));
    const auto untouched = m_texts->untouched(folder);
    auto renamed = folder.rename(*id, m_oldName, m_oldFile);
    m_path = pathOf(folder, *id);
    if (renamed)
        m_texts->putBack(folder, untouched);
    return renamed;
}

SaveResult<> FileMove::change(CollectionFolder &folder)
{
    const auto id = idOf(folder, m_path), parent = idOf(folder, m_folder);
    if (!id || !parent)
        return failure(gone(m_path));
    const int before = folder.entry(*id)->parent;
    m_oldFolder = pathOf(folder, before);
    m_oldPlace = placeOf(folder, *id);
    std::vector<int> touched = folder.childrenOf(*parent);
    const std::vector<int> left = folder.childrenOf(before);
    if (before != *parent)
        touched.insert(touched.end(), left.begin(), left.end());
    m_texts.emplace(folder, touched);
    auto moved = folder.move(*id, *parent, placeFor(folder, *id, *parent, m_place));
    m_path = pathOf(folder, *id);
    m_texts->changed(folder);
    return moved;
}

SaveResult<> FileMove::takeBack(CollectionFolder &folder)
{
    const auto id = idOf(folder, m_path), parent = idOf(folder, m_oldFolder);
    if (!id || !parent)
        return failure(gone(m_path));
    const auto untouched = m_texts->untouched(folder);
    auto moved = folder.move(*id, *parent, m_oldPlace);
    m_path = pathOf(folder, *id);
    if (moved)
        m_texts->putBack(folder, untouched);
    return moved;
}

SaveResult<> SettingsStep::change(CollectionFolder &folder)
{
    const auto id = idOf(folder, m_path);
    if (!id)
        return failure(gone(m_path));
    auto settings = folder.settings(*id);
    if (!settings)
        return failure(SaveFailure{SaveFailure::Reason::Refused, settings.error()});
    m_before = *settings;
    m_texts.emplace(folder, std::vector<int>{*id});
    m_update(*settings);
    auto saved = folder.saveSettings(*id, *settings);
    m_texts->changed(folder);
    return saved;
}

SaveResult<> SettingsStep::takeBack(CollectionFolder &folder)
{
    const auto id = idOf(folder, m_path);
    auto settings = id ? folder.settings(*id) : Result<SettingsFile>(failure(gone(m_path).error));
    if (!settings)
        return failure(SaveFailure{SaveFailure::Reason::Refused, settings.error()});
    const auto untouched = m_texts->untouched(folder);
    settings->name = m_before.name;
    settings->auth = m_before.auth;
    auto saved = folder.saveSettings(*id, *settings);
    if (saved)
        m_texts->putBack(folder, untouched);
    return saved;
}

}
