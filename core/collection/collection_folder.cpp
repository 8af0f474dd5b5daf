#include "core/collection/collection_folder.h"

#include "core/collection/conflict.h"
#include "core/collection/saved_file.h"
#include "core/yaml/yaml_patch.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QThreadPool>

namespace keyhole {

using namespace opencollection;

namespace {

constexpr QLatin1String kCollectionFile("opencollection.yml");

SaveFailure failed(SaveFailure::Reason reason, Error error)
{
    return {reason, std::move(error)};
}

SaveFailure refused(Error error)
{
    return failed(SaveFailure::Reason::Refused, std::move(error));
}

QString environmentName(const QString &path)
{
    return QFileInfo(path).completeBaseName();
}

/// Why a path must not be written to: it leads out of the folder, or through a link.
std::optional<Error> harmIn(const QString &folder, const QString &path)
{
    const QStringList parts = path.split('/');
    QString here = folder;
    for (const QString &part : parts) {
        if (part.isEmpty() || part == QLatin1String(".") || part == QLatin1String(".."))
            return Error{QStringLiteral("the path leads out of the collection"), path, QStringLiteral("Nothing was written.")};
        here += '/' + part;
        if (QFileInfo(here).isSymLink())
            return Error{QStringLiteral("there is a link in the path; links are not followed"), path,
                         QStringLiteral("Replace the link by what it names.")};
    }
    return std::nullopt;
}

CollectionFolder::ReadFile readIn(const QString &folder, const QString &path, const CollectionLimits &limits)
{
    if (auto why = harmIn(folder, path))
        return {{}, failure(std::move(*why))};
    const auto text = loadFile(folder + QLatin1Char('/') + path, limits.fileBytes);
    if (!text)
        return {{}, failure(Error(text.error()))};
    auto value = readDocument(*text, limits);
    if (!value) {
        Error error = value.error();
        error.place = path + QStringLiteral(", ") + error.place;
        return {{}, failure(std::move(error))};
    }
    return {*text, std::move(value)};
}

}

CollectionFolder::CollectionFolder(QString folder, CollectionLimits limits, SideCar sideCar)
    : m_folder(std::move(folder)), m_limits(limits), m_sideCar(std::move(sideCar))
{ }

Result<CollectionFolder> CollectionFolder::open(const QString &folder, const CollectionLimits &limits)
{
    const QString path = QFileInfo(folder).canonicalFilePath();
    if (path.isEmpty() || !QFileInfo(path).isDir())
        return failure(
            Error{QStringLiteral("this is no folder"), folder, QStringLiteral("Choose the folder that holds opencollection.yml.")});
    auto sideCar = SideCar::open(path);
    if (!sideCar)
        return failure(Error(sideCar.error()));
    CollectionFolder opened(path, limits, std::move(*sideCar));
    opened.m_index = indexCollection(path, limits);
    opened.m_lastId = int(opened.m_index.entries.size());
    for (const QString &stray : opened.m_index.strays)
        QFile::remove(opened.absolute(stray));
    opened.relist();
    auto settings = opened.settings(0);
    if (settings)
        opened.m_index.notes.insert(opened.m_index.notes.end(), settings->notes.begin(), settings->notes.end());
    else if (QFileInfo::exists(opened.absolute(opened.fileOf(0))))
        opened.m_index.notes.push_back(faultNote(opened.fileOf(0), settings.error()));
    opened.m_name = settings && !settings->name.isEmpty() ? settings->name : QFileInfo(path).fileName();
    return opened;
}

Result<CollectionFolder> CollectionFolder::create(const QString &folder, const QString &name)
{
    QDir dir(folder);
    if (dir.exists() && !dir.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        return failure(Error{QStringLiteral("the folder is not empty"), folder, QStringLiteral("Choose another name for the collection.")});
    if (!dir.mkpath(QStringLiteral(".")))
        return failure(Error{QStringLiteral("the folder cannot be made"), folder, QStringLiteral("Check the permissions there.")});
    SettingsFile settings;
    settings.name = name;
    settings.auth.kind = AuthKind::None;
    const auto text = writeYaml(newCollection(settings));
    if (!text)
        return failure(Error(text.error()));
    if (auto saved = saveFile(dir.filePath(kCollectionFile), *text); !saved)
        return failure(Error(saved.error()));
    return open(folder);
}

/// Stamps of the files that are no entries, for rescan().
void CollectionFolder::relist()
{
    m_settingsStamp = stampOf(absolute(fileOf(0)));
    m_environmentStamps.clear();
    for (const QString &path : m_index.environments)
        m_environmentStamps.insert(path, stampOf(absolute(path)));
}

const CollectionEntry *CollectionFolder::entry(int id) const
{
    // Numbers are given in the order in which entries are found, so that the place is known until one is taken away.
    if (const auto place = size_t(id) - 1; place < m_index.entries.size() && m_index.entries[place].id == id)
        return &m_index.entries[place];
    const auto found
        = std::find_if(m_index.entries.begin(), m_index.entries.end(), [id](const CollectionEntry &entry) { return entry.id == id; });
    return found == m_index.entries.end() ? nullptr : &*found;
}

CollectionEntry *CollectionFolder::find(int id)
{
    return const_cast<CollectionEntry *>(std::as_const(*this).entry(id));
}

int CollectionFolder::idOf(const QString &path) const
{
    const auto found = std::find_if(m_index.entries.begin(), m_index.entries.end(),
                                    [&path](const CollectionEntry &entry) { return entry.path == path; });
    return found == m_index.entries.end() ? 0 : found->id;
}

bool standsBefore(const CollectionEntry &one, const CollectionEntry &other)
{
    const auto rank = [](const CollectionEntry &entry) {
        return std::tuple(entry.kind != CollectionEntry::Kind::Folder, entry.order == 0, entry.order);
    };
    return rank(one) != rank(other) ? rank(one) < rank(other) : one.name.localeAwareCompare(other.name) < 0;
}

std::vector<int> CollectionFolder::childrenOf(int folder) const
{
    std::vector<const CollectionEntry *> children;
    for (const CollectionEntry &entry : m_index.entries) {
        if (entry.parent == folder)
            children.push_back(&entry);
    }
    std::stable_sort(children.begin(), children.end(), [](const auto *one, const auto *other) { return standsBefore(*one, *other); });
    std::vector<int> ids;
    for (const CollectionEntry *child : children)
        ids.push_back(child->id);
    return ids;
}

/// The file that holds the settings of a folder, or of the collection.
QString CollectionFolder::fileOf(int folder) const
{
    const CollectionEntry *entry = this->entry(folder);
    const QString path = entry ? entry->path + QStringLiteral("/folder.yml") : QString(kCollectionFile);
    const QString other = path.chopped(4) + QStringLiteral(".yaml");
    return !QFileInfo::exists(absolute(path)) && QFileInfo::exists(absolute(other)) ? other : path;
}

std::optional<Error> CollectionFolder::harm(const QString &path) const
{
    return harmIn(m_folder, path);
}

Result<YamlValue> CollectionFolder::document(const QString &path)
{
    ReadFile read = readIn(m_folder, path, m_limits);
    if (read.value)
        m_read.insert(path, read.text);
    return std::move(read.value);
}

SaveResult<> CollectionFolder::write(const QString &path, const QByteArray &text)
{
    if (auto why = harm(path))
        return failure(refused(std::move(*why)));
    if (!QFileInfo(m_folder).isDir() || !QFileInfo(QFileInfo(absolute(path)).path()).isDir())
        return failure(failed(SaveFailure::Reason::Gone,
                              Error{QStringLiteral("the folder is not there any more"), path,
                                    QStringLiteral("Save the request into another collection, or put the folder back.")}));
    if (auto saved = saveFile(absolute(path), text); !saved)
        return failure(refused(saved.error()));
    m_read.insert(path, text);
    ++m_ownChanges;
    tellProgress();
    return {};
}

SaveResult<> CollectionFolder::change(const QString &path, const QByteArray &base, bool overwrite, const Update &update)
{
    if (auto why = harm(path))
        return failure(refused(std::move(*why)));
    const auto now = loadFile(absolute(path), m_limits.fileBytes);
    if (!now)
        return failure(failed(QFileInfo::exists(absolute(path)) ? SaveFailure::Reason::Refused : SaveFailure::Reason::Gone, now.error()));
    if (*now != base && !overwrite)
        return failure(failed(SaveFailure::Reason::Changed,
                              Error{QStringLiteral("the file was changed meanwhile"), path,
                                    QStringLiteral("Compare the two versions, then keep one of them or parts of both.")}));
    const auto read = readDocument(base.isEmpty() ? *now : base, m_limits);
    auto wanted = readDocument(*now, m_limits);
    if (!read || !wanted)
        return failure(refused(Error(read ? wanted.error() : read.error())));
    update(*read, *wanted);
    const auto text = patchYaml(*now, *wanted);
    if (!text)
        return failure(refused(Error(text.error())));
    if (*text == *now) {
        m_read.insert(path, *now);
        return {};
    }
    return write(path, *text);
}

void CollectionFolder::refresh(CollectionEntry &entry)
{
    const bool isFolder = entry.kind == CollectionEntry::Kind::Folder;
    const QString path = isFolder ? fileOf(entry.id) : entry.path;
    entry.stamp = stampOf(absolute(path));
    const auto read = indexFile(m_read.value(path), m_limits);
    if (!read)
        return;
    entry.name = read->name.isEmpty() ? entry.name : read->name;
    entry.order = read->order;
    entry.method = read->method;
    entry.address = read->address;
    entry.type = read->type;
    entry.kind = isFolder ? entry.kind : read->kind;
}

Result<RequestFile> CollectionFolder::requestFile(int id)
{
    const CollectionEntry *entry = this->entry(id);
    if (!entry)
        return failure(Error{QStringLiteral("the request is not there any more"), {}, QStringLiteral("It was removed.")});
    return requestFile(id, readIn(m_folder, entry->path, m_limits));
}

QFuture<CollectionFolder::ReadFile> CollectionFolder::readFiles(const std::vector<int> &ids) const
{
    QStringList paths;
    for (const int id : ids)
        paths += entry(id) ? entry(id)->path : QString();
    QPromise<ReadFile> promise;
    promise.start();
    const QFuture<ReadFile> files = promise.future();
    QThreadPool::globalInstance()->start(
        [promise = std::make_shared<QPromise<ReadFile>>(std::move(promise)), paths, folder = m_folder, limits = m_limits] {
            for (const QString &path : paths) {
                if (promise->isCanceled())
                    break;
                promise->addResult(readIn(folder, path, limits));
            }
            promise->finish();
        });
    return files;
}

Result<RequestFile> CollectionFolder::requestFile(int id, const ReadFile &read)
{
    const CollectionEntry *entry = this->entry(id);
    if (!entry)
        return failure(Error{QStringLiteral("the request is not there any more"), {}, QStringLiteral("It was removed.")});
    if (!read.value)
        return failure(Error(read.value.error()));
    m_read.insert(entry->path, read.text);
    RequestFile request = readRequest(*read.value, entry->path);
    request.text = read.text;
    m_sideCar.complete(entry->path, request.draft);
    for (VariableRow &variable : request.variables)
        variable.credential = variable.secret ? m_sideCar.credentialOf(entry->path, variable.name) : QByteArray();
    return request;
}

std::optional<RequestFile> CollectionFolder::outsideVersion(int id, const RequestFile &mine) const
{
    const CollectionEntry *entry = this->entry(id);
    const auto now = entry ? loadFile(absolute(entry->path), m_limits.fileBytes) : failure(Error{});
    if (!now || *now == mine.text)
        return std::nullopt;
    const auto value = readDocument(*now, m_limits);
    return value ? std::optional(readRequest(*value, entry->path)) : std::nullopt;
}

SaveResult<> CollectionFolder::save(int id, RequestFile &request, bool overwrite)
{
    CollectionEntry *entry = find(id);
    if (!entry)
        return failure(failed(SaveFailure::Reason::Gone, Error{QStringLiteral("the request is not there any more"), {}, {}}));
    auto saved = change(entry->path, request.text, overwrite, [&request](const YamlValue &before, YamlValue &wanted) {
        const RequestFile theirs = readRequest(wanted);
        updateRequest(wanted, theirs, mergeVersions(readRequest(before), request, theirs));
    });
    if (!saved)
        return saved;
    request.text = m_read.value(entry->path);
    refresh(*entry);
    m_sideCar.keep(entry->path, request.draft);
    if (auto kept = m_sideCar.save(); !kept)
        return failure(refused(kept.error()));
    return {};
}

Result<SettingsFile> CollectionFolder::settings(int folder)
{
    const QString path = fileOf(folder);
    const CollectionEntry *entry = this->entry(folder);
    SettingsFile settings;
    if (!QFileInfo::exists(absolute(path))) {
        settings.name = entry ? entry->name : m_name;
        settings.auth.kind = entry ? AuthKind::Inherited : AuthKind::None;
    } else {
        const auto value = document(path);
        if (!value)
            return failure(Error(value.error()));
        settings = readSettings(*value, !entry, path);
        settings.text = m_read.value(path);
    }
    m_sideCar.complete(entry ? entry->path : QString(), settings.auth);
    for (VariableRow &variable : settings.variables)
        variable.credential = variable.secret ? m_sideCar.credentialOf(path, variable.name) : QByteArray();
    return settings;
}

SaveResult<> CollectionFolder::saveSettings(int folder, SettingsFile &settings, bool overwrite)
{
    const QString path = fileOf(folder);
    CollectionEntry *entry = find(folder);
    SaveResult<> saved;
    if (QFileInfo::exists(absolute(path))) {
        saved = change(path, settings.text, overwrite, [&settings, entry](const YamlValue &before, YamlValue &wanted) {
            const SettingsFile theirs = readSettings(wanted, !entry);
            updateSettings(wanted, !entry, theirs, mergeVersions(readSettings(before, !entry), settings, theirs));
        });
    } else {
        const auto text = writeYaml(entry ? newFolder(settings) : newCollection(settings));
        saved = text ? write(path, *text) : failure(refused(Error(text.error())));
    }
    if (!saved)
        return saved;
    settings.text = m_read.value(path);
    if (entry)
        refresh(*entry);
    else
        m_name = settings.name;
    relist();
    m_sideCar.keep(entry ? entry->path : QString(), settings.auth);
    for (const VariableRow &variable : settings.variables)
        m_sideCar.setCredential(path, variable.name, variable.secret ? variable.credential : QByteArray());
    if (auto kept = m_sideCar.save(); !kept)
        return failure(refused(kept.error()));
    return {};
}

QStringList CollectionFolder::environments() const
{
    QStringList names;
    for (const QString &path : m_index.environments)
        names.push_back(environmentName(path));
    return names;
}

Result<EnvironmentFile> CollectionFolder::environment(const QString &name)
{
    for (const QString &path : m_index.environments) {
        if (environmentName(path) != name)
            continue;
        const auto value = document(path);
        if (!value)
            return failure(Error(value.error()));
        EnvironmentFile read = readEnvironment(*value, path);
        read.text = m_read.value(path);
        read.name = read.name.isEmpty() ? name : read.name;
        for (VariableRow &variable : read.variables)
            variable.credential = variable.secret ? m_sideCar.credentialOf(name, variable.name) : QByteArray();
        return read;
    }
    return failure(Error{QStringLiteral("there is no environment “%1”").arg(name), {}, QStringLiteral("Choose one of the list.")});
}

SaveResult<> CollectionFolder::saveEnvironment(const QString &name, EnvironmentFile &environment, bool overwrite)
{
    QString path = QStringLiteral("environments/") + name + QStringLiteral(".yml");
    for (const QString &each : m_index.environments)
        path = environmentName(each) == name ? each : path;
    SaveResult<> saved;
    if (QFileInfo::exists(absolute(path))) {
        saved = change(path, environment.text, overwrite, [&environment](const YamlValue &before, YamlValue &wanted) {
            const EnvironmentFile theirs = readEnvironment(wanted);
            updateEnvironment(wanted, theirs, mergeVersions(readEnvironment(before), environment, theirs));
        });
    } else {
        if (auto why = harm(path))
            return failure(refused(std::move(*why)));
        QDir(m_folder).mkdir(QStringLiteral("environments"));
        const auto text = writeYaml(newEnvironment(environment));
        saved = text ? write(path, *text) : failure(refused(Error(text.error())));
    }
    if (!saved)
        return saved;
    environment.text = m_read.value(path);
    if (!m_index.environments.contains(path))
        m_index.environments.push_back(path);
    m_index.environments.sort();
    relist();
    for (const VariableRow &variable : environment.variables)
        m_sideCar.setCredential(name, variable.name, variable.secret ? variable.credential : QByteArray());
    if (auto kept = m_sideCar.save(); !kept)
        return failure(refused(kept.error()));
    return {};
}

}
