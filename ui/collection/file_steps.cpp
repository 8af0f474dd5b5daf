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

void FileStep::perform(SaveResult<> (FileStep::*act)(CollectionFolder &), const Done &done, When when)
{
    if (!m_files)
        return done(failure(SaveFailure{SaveFailure::Reason::Gone,
                                        {text("The collection is not open any more."), {}, text("Open its folder again to go on.")}}));
    const auto work = [self = shared_from_this(), act](CollectionFolder &folder) { return (self.get()->*act)(folder); };
    m_files->work(work, done, when == When::Now ? 1 : size(m_files->folder()));
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

int FileRemoval::size(const CollectionFolder &folder) const
{
    if (!m_isFolder)
        return 1;
    const QString below = m_path + '/';
    const auto isBelow = [&below](const CollectionEntry &entry) { return entry.path.startsWith(below); };
    const auto there = std::count_if(folder.entries().begin(), folder.entries().end(), isBelow);
    return 1 + int(std::max(size_t(there), m_removed.files.size()));
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

SaveResult<> FileMoves::change(CollectionFolder &folder)
{
    const auto parent = idOf(folder, m_folder);
    std::vector<int> ids, touched;
    QStringList oldFolders;
    for (const QString &path : m_paths) {
        const auto id = idOf(folder, path);
        if (!id || !parent)
            return failure(gone(path));
        ids.push_back(*id);
        oldFolders += pathOf(folder, folder.entry(*id)->parent);
    }
    const auto isFolder = [&folder](int each) { return folder.entry(each)->kind == CollectionEntry::Kind::Folder; };
    const auto isMoved = [&ids](int each) { return std::find(ids.begin(), ids.end(), each) != ids.end(); };
    const std::vector<int> there = folder.childrenOf(*parent);
    std::copy_if(there.begin(), there.end(), std::back_inserter(touched), [&](int each) { return !isMoved(each); });
    const int folders = int(std::count_if(touched.begin(), touched.end(), isFolder));
    touched.insert(touched.end(), ids.begin(), ids.end());
    m_oldFolders = oldFolders;
    m_texts.emplace(folder, touched);
    // Requests stand behind folders, whatever place they were dropped at.
    const bool allFolders = std::all_of(ids.begin(), ids.end(), isFolder);
    auto moved = folder.move(ids, *parent, allFolders ? std::min(m_place, folders) : std::max(m_place, folders));
    for (size_t i = 0; i < ids.size(); ++i)
        m_paths[qsizetype(i)] = pathOf(folder, ids[i]);
    m_texts->changed(folder);
    if (!moved && m_paths.front().startsWith(m_folder))
        static_cast<void>(takeBack(folder));
    return moved;
}

/// To the folders that they were in; their texts then say where they stand.
SaveResult<> FileMoves::moveBack(CollectionFolder &folder) const
{
    for (qsizetype i = 0; i < m_paths.size();) {
        const auto parent = idOf(folder, m_oldFolders[i]);
        std::vector<int> ids;
        const QString from = m_oldFolders[i];
        for (; i < m_paths.size() && m_oldFolders[i] == from; ++i) {
            const auto id = idOf(folder, m_paths[i]);
            if (!id || !parent)
                return failure(gone(m_paths[i]));
            ids.push_back(*id);
        }
        if (auto moved = folder.move(ids, *parent, -1); !moved)
            return moved;
    }
    return {};
}

SaveResult<> FileMoves::takeBack(CollectionFolder &folder)
{
    std::vector<int> ids;
    for (const QString &path : std::as_const(m_paths))
        ids.push_back(idOf(folder, path).value_or(0));
    const auto untouched = m_texts->untouched(folder);
    auto moved = moveBack(folder);
    for (size_t i = 0; i < ids.size(); ++i) {
        if (const QString path = pathOf(folder, ids[i]); !path.isEmpty())
            m_paths[qsizetype(i)] = path;
    }
    if (moved)
        m_texts->putBack(folder, untouched);
    return moved;
}

SaveResult<> FileSteps::change(CollectionFolder &folder)
{
    for (size_t i = 0; i < m_steps.size(); ++i) {
        auto done = m_steps[i]->change(folder);
        if (done)
            continue;
        while (i-- > 0)
            static_cast<void>(m_steps[i]->takeBack(folder));
        return done;
    }
    return {};
}

SaveResult<> FileSteps::takeBack(CollectionFolder &folder)
{
    SaveResult<> all;
    for (auto step = m_steps.rbegin(); step != m_steps.rend(); ++step) {
        if (auto done = (*step)->takeBack(folder); !done && all)
            all = done;
    }
    return all;
}

int FileSteps::size(const CollectionFolder &folder) const
{
    int files = 0;
    for (auto step = m_steps.begin(); step != m_steps.end() && files <= OpenCollection::kAtOnce; ++step)
        files += (*step)->size(folder);
    return files;
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
