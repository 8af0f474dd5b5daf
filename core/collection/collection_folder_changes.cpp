// Items come, go and move.
#include "core/collection/collection_folder.h"
#include "core/collection/saved_file.h"
#include "core/yaml/yaml_patch.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

namespace keyhole {

using namespace opencollection;

namespace {

constexpr qsizetype kLongestName = 100;

SaveFailure refused(const QString &what, const QString &path)
{
    return {SaveFailure::Reason::Refused, {what, path, QStringLiteral("Nothing was changed.")}};
}

/// A name that every file system takes. Windows forbids the most.
QString fileName(const QString &name)
{
    QString safe;
    for (const QChar c : name)
        safe += c.category() == QChar::Other_Control || QStringLiteral("<>:\"/\\|?*").contains(c) ? QChar('-') : c;
    safe = safe.left(kLongestName).trimmed();
    while (safe.startsWith('.') || safe.startsWith(' '))
        safe.remove(0, 1);
    while (safe.endsWith('.') || safe.endsWith(' '))
        safe.chop(1);
    static const QSet<QString> devices{QStringLiteral("con"),         QStringLiteral("prn"),    QStringLiteral("aux"),
                                       QStringLiteral("nul"),         QStringLiteral("folder"), QStringLiteral("opencollection"),
                                       QStringLiteral("environments")};
    if (safe.isEmpty() || devices.contains(safe.toLower()))
        safe += QStringLiteral("-item");
    return safe;
}

}

QString CollectionFolder::pathIn(int parent, const QString &name) const
{
    const CollectionEntry *folder = entry(parent);
    return folder ? folder->path + '/' + name : name;
}

/// A file name for an item that none has in its folder yet, not even in another case. `except` is the item's own path.
QString CollectionFolder::freeName(int parent, const QString &name, const QString &ending, const QString &except) const
{
    const QString folder = QFileInfo(absolute(pathIn(parent, QStringLiteral("x")))).path();
    QSet<QString> taken;
    for (const QString &there : QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        taken.insert(there.toLower());
    if (!except.isEmpty())
        taken.remove(QFileInfo(except).fileName().toLower());
    const QString base = fileName(name);
    QString free = base + ending;
    for (int number = 1; taken.contains(free.toLower()); ++number)
        free = base + QStringLiteral(" %1").arg(number) + ending;
    return free;
}

double CollectionFolder::orderBehind(int parent) const
{
    double last = 0;
    for (const CollectionEntry &entry : m_index.entries)
        last = entry.parent == parent ? std::max(last, entry.order) : last;
    return std::floor(last) + 1;
}

SaveResult<int> CollectionFolder::add(int parent, const RequestFile &request)
{
    RequestFile fresh = request;
    fresh.order = orderBehind(parent);
    const auto text = writeYaml(newRequest(fresh));
    if (!text)
        return failure(SaveFailure{SaveFailure::Reason::Refused, text.error()});
    CollectionEntry entry;
    entry.parent = parent;
    entry.path = pathIn(parent, freeName(parent, request.draft.name, QStringLiteral(".yml")));
    if (auto written = write(entry.path, *text); !written)
        return failure(SaveFailure(written.error()));
    entry.id = ++m_lastId;
    refresh(m_index.entries.emplace_back(std::move(entry)));
    const int id = m_lastId;
    m_sideCar.keep(m_index.entries.back().path, request.draft);
    if (auto kept = m_sideCar.save(); !kept)
        return failure(SaveFailure{SaveFailure::Reason::Refused, kept.error()});
    return id;
}

SaveResult<int> CollectionFolder::addFolder(int parent, const QString &name)
{
    CollectionEntry entry;
    entry.parent = parent;
    entry.kind = CollectionEntry::Kind::Folder;
    entry.path = pathIn(parent, freeName(parent, name, {}));
    entry.name = name;
    if (auto why = harm(entry.path))
        return failure(SaveFailure{SaveFailure::Reason::Refused, std::move(*why)});
    if (!QDir(m_folder).mkdir(entry.path))
        return failure(refused(QStringLiteral("the folder cannot be made"), entry.path));
    SettingsFile settings;
    settings.name = name;
    settings.order = orderBehind(parent);
    const auto text = writeYaml(newFolder(settings));
    if (!text)
        return failure(SaveFailure{SaveFailure::Reason::Refused, text.error()});
    if (auto written = write(entry.path + QStringLiteral("/folder.yml"), *text); !written) {
        QDir(m_folder).rmdir(entry.path);
        return failure(SaveFailure(written.error()));
    }
    entry.id = ++m_lastId;
    m_index.entries.push_back(std::move(entry));
    refresh(m_index.entries.back());
    return m_lastId;
}

/// Entries, texts and what the side-car keeps go along with a renamed path.
void CollectionFolder::renameBelow(const QString &from, const QString &to)
{
    ++m_ownChanges;
    const auto renamed
        = [&](const QString &path) { return path == from || path.startsWith(from + '/') ? to + path.mid(from.size()) : path; };
    for (CollectionEntry &entry : m_index.entries)
        entry.path = renamed(entry.path);
    QHash<QString, QByteArray> read;
    for (auto each = m_read.cbegin(); each != m_read.cend(); ++each)
        read.insert(renamed(each.key()), each.value());
    m_read = read;
    m_sideCar.rename(from, to);
}

SaveResult<> CollectionFolder::rename(int id, const QString &name, const QString &file)
{
    const CollectionEntry *entry = this->entry(id);
    if (!entry)
        return failure(refused(QStringLiteral("the item is not there any more"), {}));
    const bool isFolder = entry->kind == CollectionEntry::Kind::Folder;
    SaveResult<> saved;
    if (isFolder) {
        auto settings = this->settings(id);
        if (!settings)
            return failure(SaveFailure{SaveFailure::Reason::Refused, settings.error()});
        settings->name = name;
        saved = saveSettings(id, *settings);
    } else {
        saved = change(entry->path, {}, true, [&name](const YamlValue &, YamlValue &wanted) {
            const RequestFile before = readRequest(wanted);
            RequestFile renamed = before;
            renamed.draft.name = name;
            updateRequest(wanted, before, renamed);
        });
    }
    if (!saved)
        return saved;
    const QString ending = isFolder ? QString() : entry->path.mid(entry->path.lastIndexOf('.'));
    const QString from = entry->path;
    const QString base = file.isEmpty() ? name : file.chopped(ending.size());
    const QString to = pathIn(entry->parent, freeName(entry->parent, base, ending, from));
    if (from != to && !QFile::rename(absolute(from), absolute(to)))
        return failure(refused(QStringLiteral("the file cannot be renamed"), from));
    if (from != to)
        renameBelow(from, to);
    refresh(*find(id));
    if (auto kept = m_sideCar.save(); !kept)
        return failure(SaveFailure{SaveFailure::Reason::Refused, kept.error()});
    return {};
}

SaveResult<> CollectionFolder::setOrder(int id, double order)
{
    CollectionEntry *entry = find(id);
    if (!entry || entry->order == order)
        return {};
    if (entry->kind == CollectionEntry::Kind::Folder) {
        auto settings = this->settings(id);
        if (!settings)
            return failure(SaveFailure{SaveFailure::Reason::Refused, settings.error()});
        settings->order = order;
        return saveSettings(id, *settings);
    }
    auto saved = change(entry->path, {}, true, [order](const YamlValue &, YamlValue &wanted) {
        const RequestFile before = readRequest(wanted);
        RequestFile ordered = before;
        ordered.order = order;
        updateRequest(wanted, before, ordered);
    });
    if (saved)
        refresh(*entry);
    return saved;
}

SaveResult<> CollectionFolder::move(int id, int parent, int place)
{
    return move(std::vector{id}, parent, std::max(0, place));
}

/// The file alone; its order stays.
SaveResult<> CollectionFolder::putInto(int id, int parent)
{
    const CollectionEntry *entry = this->entry(id);
    const CollectionEntry *folder = this->entry(parent);
    if (!entry || (parent != 0 && (!folder || folder->kind != CollectionEntry::Kind::Folder)))
        return failure(refused(QStringLiteral("the item is not there any more"), {}));
    if (folder && (folder->path == entry->path || folder->path.startsWith(entry->path + '/')))
        return failure(refused(QStringLiteral("a folder cannot be moved into itself"), entry->path));
    if (entry->parent == parent)
        return {};
    const QString from = entry->path;
    const bool isFolder = entry->kind == CollectionEntry::Kind::Folder;
    const QFileInfo info(from);
    const QString to = pathIn(
        parent, freeName(parent, isFolder ? info.fileName() : info.completeBaseName(), isFolder ? QString() : '.' + info.suffix()));
    if (auto why = harm(to))
        return failure(SaveFailure{SaveFailure::Reason::Refused, std::move(*why)});
    if (!QFile::rename(absolute(from), absolute(to)))
        return failure(refused(QStringLiteral("the file cannot be moved"), from));
    tellProgress();
    renameBelow(from, to);
    find(id)->parent = parent;
    return {};
}

SaveResult<> CollectionFolder::move(const std::vector<int> &ids, int parent, int place)
{
    std::vector<std::pair<int, int>> moved;  // with the folder that each was in
    for (const int id : ids) {
        const int before = entry(id) ? entry(id)->parent : parent;
        if (auto put = putInto(id, parent); !put) {
            for (auto each = moved.rbegin(); each != moved.rend(); ++each)
                putInto(each->first, each->second);
            return put;
        }
        moved.emplace_back(id, before);
    }
    if (place >= 0) {
        std::vector<int> children = childrenOf(parent);
        std::erase_if(children, [&ids](int child) { return std::find(ids.begin(), ids.end(), child) != ids.end(); });
        children.insert(children.begin() + std::clamp(place, 0, int(children.size())), ids.begin(), ids.end());
        if (auto ordered = putInOrder(children, ids); !ordered)
            return ordered;
    }
    if (auto kept = m_sideCar.save(); !kept)
        return failure(SaveFailure{SaveFailure::Reason::Refused, kept.error()});
    return {};
}

/// Writes `seq` only where the order asks for it.
SaveResult<> CollectionFolder::putInOrder(const std::vector<int> &children, const std::vector<int> &moved)
{
    const QSet<int> fresh(moved.begin(), moved.end());
    double last = 0;
    for (size_t i = 0; i < children.size(); ++i) {
        const CollectionEntry &each = *entry(children[i]);
        const bool known = each.kind != CollectionEntry::Kind::Other;
        const bool fits = each.order > last && !fresh.contains(children[i]);
        if (known && !fits) {
            if (auto saved = setOrder(children[i], std::floor(last) + 1); !saved)
                return saved;
        }
        last = std::max(last, entry(children[i])->order);
    }
    return {};
}

void CollectionFolder::tellProgress() const
{
    if (m_progress)
        m_progress();
}

SaveResult<> CollectionFolder::takeOver(CollectionFolder copy)
{
    m_name = copy.m_name;
    m_index.entries = std::move(copy.m_index.entries);
    for (const QString &environment : copy.m_index.environments) {
        if (!m_index.environments.contains(environment))
            m_index.environments.append(environment);
    }
    m_index.environments.sort();
    m_index.notes = std::move(copy.m_index.notes);
    m_read = std::move(copy.m_read);
    m_lastId = std::max(m_lastId, copy.m_lastId);
    ++m_ownChanges;
    relist();
    m_sideCar.takeItems(copy.m_sideCar);
    if (auto kept = m_sideCar.save(); !kept)
        return failure(SaveFailure{SaveFailure::Reason::Refused, kept.error()});
    return {};
}

OutsideChanges CollectionFolder::rescan(CollectionIndex now)
{
    OutsideChanges changes;
    if (!QFileInfo(m_folder).isDir()) {
        changes.folderGone = true;
        return changes;
    }
    QHash<QString, const CollectionEntry *> known;
    for (const CollectionEntry &entry : m_index.entries)
        known.insert(entry.path, &entry);
    QHash<int, int> ids;
    for (CollectionEntry &entry : now.entries) {
        const CollectionEntry *before = known.take(entry.path);
        const int id = before ? before->id : ++m_lastId;
        ids.insert(entry.id, id);
        const bool isFolder = entry.kind == CollectionEntry::Kind::Folder;
        if (!before)
            changes.added.push_back(id);
        else if (before->stamp != entry.stamp && isFolder)
            changes.settings = true;
        else if (before->stamp != entry.stamp
                 && m_read.value(entry.path) != loadFile(absolute(entry.path), m_limits.fileBytes).value_or(""))
            changes.changed.push_back(id);
        entry.id = id;
        entry.parent = ids.value(entry.parent, 0);
    }
    for (const CollectionEntry *gone : known)
        changes.removed.push_back(gone->id);
    std::sort(changes.removed.begin(), changes.removed.end());
    m_index = std::move(now);
    ++m_ownChanges;  // what was listed before that is old
    const FileStamp settings = m_settingsStamp;
    const QHash<QString, FileStamp> environments = m_environmentStamps;
    relist();
    changes.settings |= settings != m_settingsStamp;
    changes.environments = environments != m_environmentStamps;
    return changes;
}

}
