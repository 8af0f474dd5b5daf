// Items as files: taken away, put back, copied.
#include "core/collection/collection_folder.h"
#include "core/collection/saved_file.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace keyhole {

namespace {

constexpr qint64 kLargest = 1LL << 30;

SaveFailure refused(const QString &what, const QString &path)
{
    return {SaveFailure::Reason::Refused, {what, path, QStringLiteral("Nothing was changed.")}};
}

bool isDocument(const QString &path)
{
    return path.endsWith(QLatin1String(".yml"), Qt::CaseInsensitive) || path.endsWith(QLatin1String(".yaml"), Qt::CaseInsensitive);
}

}

SaveResult<> CollectionFolder::take(const QString &path, RemovedFiles &removed) const
{
    const auto bytes = loadFile(absolute(path), kLargest);
    if (!bytes)
        return failure(SaveFailure{SaveFailure::Reason::Refused, bytes.error()});
    removed.files.push_back({path, *bytes});
    return {};
}

void CollectionFolder::forget(const QString &path)
{
    ++m_ownChanges;
    const auto isBelow = [&path](const QString &each) { return each == path || each.startsWith(path + '/'); };
    std::erase_if(m_index.entries, [&isBelow](const CollectionEntry &entry) { return isBelow(entry.path); });
    m_read.removeIf([&isBelow](auto each) { return isBelow(each.key()); });
    m_sideCar.remove(path);
}

SaveResult<RemovedFiles> CollectionFolder::filesOf(int id) const
{
    const CollectionEntry *entry = this->entry(id);
    if (!entry)
        return failure(refused(QStringLiteral("the item is not there any more"), {}));
    const QString path = entry->path;
    if (auto why = harm(path))
        return failure(SaveFailure{SaveFailure::Reason::Refused, std::move(*why)});
    RemovedFiles files;
    files.kept = m_sideCar.keptBelow(path);
    if (entry->kind != CollectionEntry::Kind::Folder) {
        if (auto taken = take(path, files); !taken)
            return failure(SaveFailure(taken.error()));
        return files;
    }
    files.folders.push_back(path);
    QDirIterator each(absolute(path), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString relative = each.next().mid(m_folder.size() + 1);
        if (each.fileInfo().isSymLink() || (!each.fileInfo().isDir() && !each.fileInfo().isFile()))
            return failure(refused(QStringLiteral("there is a link in the folder; remove it first"), relative));
        if (each.fileInfo().isDir())
            files.folders.push_back(relative);
        else if (auto taken = take(relative, files); !taken)
            return failure(SaveFailure(taken.error()));
    }
    return files;
}

SaveResult<RemovedFiles> CollectionFolder::remove(int id)
{
    auto removed = filesOf(id);
    if (!removed)
        return removed;
    for (size_t i = 0; i < removed->files.size(); ++i) {
        if (QFile::remove(absolute(removed->files[i].path))) {
            tellProgress();
            continue;
        }
        for (size_t before = 0; before < i; ++before)
            saveFile(absolute(removed->files[before].path), removed->files[before].bytes);
        return failure(refused(QStringLiteral("the file cannot be removed"), removed->files[i].path));
    }
    for (auto folder = removed->folders.crbegin(); folder != removed->folders.crend(); ++folder)
        QDir(m_folder).rmdir(*folder);
    forget(removed->path());
    if (auto kept = m_sideCar.save(); !kept)
        return failure(SaveFailure{SaveFailure::Reason::Refused, kept.error()});
    return removed;
}

SaveResult<RemovedFiles> CollectionFolder::removeEnvironment(const QString &name)
{
    RemovedFiles removed;
    for (const QString &path : QStringList(m_index.environments)) {
        if (QFileInfo(path).completeBaseName() != name)
            continue;
        if (auto taken = take(path, removed); !taken)
            return failure(SaveFailure(taken.error()));
        if (!QFile::remove(absolute(path)))
            return failure(refused(QStringLiteral("the file cannot be removed"), path));
        m_index.environments.removeOne(path);
        m_read.remove(path);
    }
    relist();
    return removed;
}

/// Lists a file or folder that was just written, and gives its id. What it is in has to be listed already.
int CollectionFolder::enlist(const QString &path, bool isFolder)
{
    ++m_ownChanges;
    const bool isSettings = path.endsWith(QLatin1String("/folder.yml")) || path.endsWith(QLatin1String("/folder.yaml"));
    const QString above = path.contains('/') ? path.left(path.lastIndexOf('/')) : QString();
    if (above == QLatin1String("environments") && isDocument(path)) {
        m_index.environments.push_back(path);
        m_index.environments.sort();
        relist();
        return 0;
    }
    if (isSettings) {
        if (CollectionEntry *folder = find(idOf(above)))
            refresh(*folder);
        return 0;
    }
    if (!isFolder && !isDocument(path))
        return 0;
    if (const int known = idOf(path))
        return known;
    CollectionEntry entry;
    entry.id = ++m_lastId;
    entry.parent = idOf(above);
    entry.kind = isFolder ? CollectionEntry::Kind::Folder : CollectionEntry::Kind::Request;
    entry.path = path;
    entry.name = isFolder ? QFileInfo(path).fileName() : QFileInfo(path).completeBaseName();
    m_index.entries.push_back(std::move(entry));
    if (!isFolder)
        refresh(m_index.entries.back());
    return m_lastId;
}

SaveResult<> CollectionFolder::restore(const RemovedFiles &removed)
{
    for (const QString &folder : removed.folders) {
        if (harm(folder) || !QDir(m_folder).mkpath(folder))
            return failure(refused(QStringLiteral("the folder cannot be made again"), folder));
        enlist(folder, true);
    }
    SaveResult<> restored;
    for (const RemovedFiles::File &file : removed.files) {
        if (QFileInfo::exists(absolute(file.path)))
            restored = failure(refused(QStringLiteral("there is another file of this name by now; it is left as it is"), file.path));
        else if (auto written = write(file.path, file.bytes); !written)
            restored = written;
        else
            enlist(file.path, false);
    }
    if (restored && removed.kept.isObject())
        m_sideCar.putBelow(removed.path(), removed.kept);
    if (auto kept = m_sideCar.save(); restored && !kept)
        return failure(SaveFailure{SaveFailure::Reason::Refused, kept.error()});
    return restored;
}

SaveResult<int> CollectionFolder::addCopy(int parent, const RemovedFiles &files, const QString &name)
{
    const bool isFolder = !files.folders.isEmpty();
    const QString from = files.path();
    const QFileInfo info(from);
    const QString base = !name.isEmpty() ? name : isFolder ? info.fileName() : info.completeBaseName();
    const QString to = pathIn(parent, freeName(parent, base, isFolder ? QString() : '.' + info.suffix()));
    const double order = orderBehind(parent);
    RemovedFiles copy = files;
    for (QString &folder : copy.folders)
        folder.replace(0, from.size(), to);
    for (RemovedFiles::File &file : copy.files)
        file.path.replace(0, from.size(), to);
    if (auto written = restore(copy); !written)
        return failure(SaveFailure(written.error()));
    const int id = idOf(to);
    const bool readable = id != 0 && entry(id)->kind != CollectionEntry::Kind::Other;
    if (auto named = readable && !name.isEmpty() ? rename(id, name) : SaveResult<>(); !named)
        return failure(SaveFailure(named.error()));
    if (auto ordered = readable ? setOrder(id, order) : SaveResult<>(); !ordered)
        return failure(SaveFailure(ordered.error()));
    return id;
}

SaveResult<> CollectionFolder::putBack(const QString &path, const QByteArray &now, const std::optional<QByteArray> &earlier)
{
    const auto there = loadFile(absolute(path), m_limits.fileBytes);
    if (!there || *there != now)
        return failure(
            SaveFailure{SaveFailure::Reason::Changed, {QStringLiteral("the file was changed meanwhile; it is left as it is"), path, {}}});
    if (earlier) {
        if (auto written = write(path, *earlier); !written)
            return written;
    } else {
        if (const auto why = harm(path); why || !QFile::remove(absolute(path)))
            return failure(refused(QStringLiteral("the file cannot be removed"), path));
        m_read.remove(path);
        ++m_ownChanges;
    }
    const bool isSettings = path.endsWith(QLatin1String("/folder.yml")) || path.endsWith(QLatin1String("/folder.yaml"));
    if (CollectionEntry *entry = find(idOf(isSettings ? path.left(path.lastIndexOf('/')) : path)))
        refresh(*entry);
    relist();
    return {};
}

}
