#include "core/collection/collection_index.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QThread>
#include <QThreadPool>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

namespace keyhole {

namespace {

bool isDocumentName(const QString &name)
{
    return name.endsWith(QLatin1String(".yml"), Qt::CaseInsensitive) || name.endsWith(QLatin1String(".yaml"), Qt::CaseInsensitive);
}

bool isFolderFile(const QString &name)
{
    return name == QLatin1String("folder.yml") || name == QLatin1String("folder.yaml");
}

bool isCollectionFile(const QString &name)
{
    return name == QLatin1String("opencollection.yml") || name == QLatin1String("opencollection.yaml");
}

/// Walks the folders and lists what is there, without reading a file.
class Walk {
public:
    Walk(const QString &root, const CollectionLimits &limits, CollectionIndex &index) : m_root(root), m_limits(limits), m_index(index) { }

    void into(const QString &folder, int parent, int depth)
    {
        const QString path = folder.isEmpty() ? m_root : m_root + '/' + folder;
        const std::unique_ptr<DIR, int (*)(DIR *)> opened(::opendir(QFile::encodeName(path).constData()), &::closedir);
        if (!opened)
            return note(FileNote::Kind::Fault, folder, QStringLiteral("the folder cannot be read"));
        std::vector<std::pair<QString, unsigned char>> names;
        while (const dirent *entry = ::readdir(opened.get()))
            names.emplace_back(QFile::decodeName(entry->d_name), entry->d_type);
        std::sort(names.begin(), names.end());
        QHash<QString, QString> seen;
        for (const auto &[name, type] : names) {
            if (isStrayTemporary(name))
                m_index.strays.push_back(folder.isEmpty() ? name : folder + '/' + name);
            if (!name.startsWith('.'))
                take(folder.isEmpty() ? name : folder + '/' + name, name, type, parent, depth, seen);
        }
    }

private:
    void note(FileNote::Kind kind, const QString &file, const QString &text) { m_index.notes.push_back({kind, file, 0, text}); }

    void take(const QString &path, const QString &name, unsigned char type, int parent, int depth, QHash<QString, QString> &seen)
    {
        if (type == DT_UNKNOWN) {
            struct stat there { };
            ::lstat(QFile::encodeName(m_root + '/' + path).constData(), &there);
            type = S_ISDIR(there.st_mode) ? DT_DIR : S_ISREG(there.st_mode) ? DT_REG : S_ISLNK(there.st_mode) ? DT_LNK : DT_FIFO;
        }
        const bool isDocument = isDocumentName(name);
        if (type == DT_LNK && (isDocument || QFileInfo(m_root + '/' + path).isDir()))
            return note(FileNote::Kind::Ignored, path, QStringLiteral("this is a link; links are not followed"));
        if (type == DT_DIR ? name == QLatin1String("node_modules") : !isDocument)
            return;
        if (type != DT_DIR && type != DT_REG)
            return note(FileNote::Kind::Ignored, path, QStringLiteral("this is no file"));
        if (const QString other = seen.value(name.toLower()); !other.isEmpty())
            note(FileNote::Kind::Fault, path,
                 QStringLiteral("the name differs from “%1” in case alone; elsewhere one would replace the other").arg(other));
        seen.insert(name.toLower(), name);
        if (int(m_index.entries.size()) >= m_limits.entries) {
            if (!std::exchange(m_full, true))
                note(FileNote::Kind::Fault, path,
                     QStringLiteral("more than %1 items; this and those behind it are not shown").arg(m_limits.entries));
            return;
        }
        type == DT_DIR ? takeFolder(path, name, parent, depth) : takeFile(path, name, parent);
    }

    void takeFolder(const QString &path, const QString &name, int parent, int depth)
    {
        if (parent == 0 && name == QLatin1String("environments"))
            return takeEnvironments(path);
        if (depth >= m_limits.depth)
            return note(FileNote::Kind::Fault, path, QStringLiteral("folders deeper than %1 are not shown").arg(m_limits.depth));
        CollectionEntry entry;
        entry.id = int(m_index.entries.size()) + 1;
        entry.parent = parent;
        entry.kind = CollectionEntry::Kind::Folder;
        entry.path = path;
        entry.name = name;
        const int id = entry.id;
        m_index.entries.push_back(std::move(entry));
        into(path, id, depth + 1);
    }

    void takeFile(const QString &path, const QString &name, int parent)
    {
        if (parent == 0 && isCollectionFile(name))
            return;
        if (isFolderFile(name) && parent > 0)
            return;
        CollectionEntry entry;
        entry.id = int(m_index.entries.size()) + 1;
        entry.parent = parent;
        entry.path = path;
        entry.name = QFileInfo(name).completeBaseName();
        m_index.entries.push_back(std::move(entry));
    }

    void takeEnvironments(const QString &path)
    {
        const std::unique_ptr<DIR, int (*)(DIR *)> opened(::opendir(QFile::encodeName(m_root + '/' + path).constData()), &::closedir);
        while (const dirent *entry = opened ? ::readdir(opened.get()) : nullptr) {
            const QString name = QFile::decodeName(entry->d_name);
            if (entry->d_type == DT_LNK && isDocumentName(name))
                note(FileNote::Kind::Ignored, path + '/' + name, QStringLiteral("this is a link; links are not followed"));
            else if (isStrayTemporary(name))
                m_index.strays.push_back(path + '/' + name);
            else if (isDocumentName(name) && !name.startsWith('.'))
                m_index.environments.push_back(path + '/' + name);
        }
        m_index.environments.sort();
    }

    QString m_root;
    const CollectionLimits &m_limits;
    CollectionIndex &m_index;
    bool m_full = false;
};

/// Entries as they were listed before, by path; those that were noted are read again, so that they are noted again.
using KnownEntries = QHash<QString, const CollectionEntry *>;

KnownEntries knownEntries(const CollectionIndex *index)
{
    KnownEntries known;
    if (!index)
        return known;
    for (const CollectionEntry &entry : index->entries)
        known.insert(entry.path, &entry);
    for (const FileNote &note : index->notes)
        known.remove(note.file);
    return known;
}

bool takeOver(CollectionEntry &entry, const KnownEntries &known)
{
    const CollectionEntry *before = known.value(entry.path);
    if (!before || before->stamp != entry.stamp)
        return false;
    const int id = entry.id, parent = entry.parent;
    entry = *before;
    entry.id = id;
    entry.parent = parent;
    return true;
}

void readInto(const QString &root, CollectionEntry &entry, const KnownEntries &known, const CollectionLimits &limits,
              std::vector<FileNote> &notes)
{
    const bool isFolder = entry.kind == CollectionEntry::Kind::Folder;
    QString file = entry.path;
    if (isFolder) {
        file += QStringLiteral("/folder.yml");
        if (!QFileInfo::exists(root + '/' + file))
            file = entry.path + QStringLiteral("/folder.yaml");
        if (!QFileInfo::exists(root + '/' + file))
            return;
    }
    if (!known.isEmpty())
        entry.stamp = stampOf(root + '/' + file);
    if (takeOver(entry, known))
        return;
    const auto text = loadFile(root + '/' + file, limits.fileBytes, &entry.stamp);
    auto read = text ? indexFile(*text, limits) : Result<CollectionEntry>(failure(Error(text.error())));
    if (!read) {
        notes.push_back(faultNote(file, read.error()));
        entry.kind = isFolder ? entry.kind : CollectionEntry::Kind::Other;
        return;
    }
    if (!read->name.isEmpty())
        entry.name = read->name;
    entry.order = read->order;
    if (isFolder)
        return;
    entry.kind = read->kind == CollectionEntry::Kind::Folder ? CollectionEntry::Kind::Other : read->kind;
    entry.type = read->type;
    entry.method = read->method;
    entry.address = read->address;
}

void readAll(const QString &root, CollectionIndex &index, const KnownEntries &known, const CollectionLimits &limits)
{
    const int workers = std::clamp(QThread::idealThreadCount(), 1, 8);
    std::vector<std::vector<FileNote>> notes(static_cast<size_t>(workers));
    std::atomic<size_t> next{0};
    QThreadPool pool;
    pool.setMaxThreadCount(workers);
    for (std::vector<FileNote> &mine : notes) {
        pool.start([&root, &index, &known, &limits, &next, &mine] {
            for (size_t i = next++; i < index.entries.size(); i = next++)
                readInto(root, index.entries[i], known, limits, mine);
        });
    }
    pool.waitForDone();
    for (std::vector<FileNote> &mine : notes)
        index.notes.insert(index.notes.end(), mine.begin(), mine.end());
}

void noteSameNames(CollectionIndex &index)
{
    QHash<std::pair<int, QString>, QString> seen;
    for (const CollectionEntry &entry : index.entries) {
        const std::pair<int, QString> key(entry.parent, entry.name);
        if (const QString other = seen.value(key); !other.isEmpty())
            index.notes.push_back(
                {FileNote::Kind::Unknown, entry.path, 0, QStringLiteral("“%1” is the name of “%2” as well").arg(entry.name, other)});
        else
            seen.insert(key, entry.path);
    }
}

}

CollectionIndex indexCollection(const QString &folder, const CollectionLimits &limits, const CollectionIndex *known)
{
    CollectionIndex index;
    Walk(folder, limits, index).into({}, 0, 0);
    readAll(folder, index, knownEntries(known), limits);
    noteSameNames(index);
    std::stable_sort(index.notes.begin(), index.notes.end(), [](const FileNote &a, const FileNote &b) { return a.file < b.file; });
    return index;
}

}
