#include "core/session/environment_state.h"

#include "core/collection/saved_file.h"

#include <QFileInfo>

namespace keyhole {

namespace {

constexpr qint64 kLargest = 4 << 20;

QString pathOf(const CollectionFolder &folder, const QString &name)
{
    const QString path = name.isEmpty() ? QStringLiteral("opencollection") : QStringLiteral("environments/") + name;
    const QString other = path + QStringLiteral(".yaml");
    return QFileInfo::exists(folder.folder() + '/' + other) ? other : path + QStringLiteral(".yml");
}

std::optional<QByteArray> bytesOf(const CollectionFolder &folder, const QString &name)
{
    const auto bytes = loadFile(folder.folder() + '/' + pathOf(folder, name), kLargest);
    return bytes ? std::optional(*bytes) : std::nullopt;
}

template <class File> std::vector<VariableRow> secretsOf(const Result<File> &file)
{
    std::vector<VariableRow> secrets;
    for (const VariableRow &row : file ? file->variables : std::vector<VariableRow>()) {
        if (row.secret)
            secrets.push_back(row);
    }
    return secrets;
}

void add(EnvironmentState &state, CollectionFolder &folder, const QString &name)
{
    if (const auto bytes = bytesOf(folder, name))
        state.files.insert(name,
                           {*bytes, name.isEmpty() ? secretsOf(folder.settings(0)) : secretsOf(folder.environment(name)),
                            !name.isEmpty() && folder.sideCar().isProduction(name)});
}

std::optional<QByteArray> bytesIn(const EnvironmentState &state, const QString &name)
{
    const auto file = state.files.constFind(name);
    return file == state.files.cend() ? std::nullopt : std::optional(file->bytes);
}

/// The names whose files differ.
QStringList differing(const EnvironmentState &one, const EnvironmentState &other)
{
    QStringList names = one.files.keys();
    for (const QString &name : other.files.keys()) {
        if (!names.contains(name))
            names.append(name);
    }
    names.removeIf([&](const QString &name) { return bytesIn(one, name) == bytesIn(other, name); });
    return names;
}

SaveResult<> put(CollectionFolder &folder, const QString &name, const std::optional<QByteArray> &bytes)
{
    const auto there = bytesOf(folder, name);
    if (there == bytes)
        return {};
    if (!bytes)
        return folder.removeEnvironment(name).map([](const RemovedFiles &) {});
    if (there)
        return folder.putBack(pathOf(folder, name), *there, *bytes);
    RemovedFiles files;
    files.files.push_back({pathOf(folder, name), *bytes});
    return folder.restore(files);
}

bool isSame(const Environment &one, const Environment &other)
{
    const auto same = [](const Variable &a, const Variable &b) { return a.name == b.name && a.value == b.value && a.secret == b.secret; };
    return one.name == other.name && one.color == other.color && one.production == other.production
        && std::equal(one.variables.begin(), one.variables.end(), other.variables.begin(), other.variables.end(), same);
}

bool isSame(const std::vector<Environment> &one, const std::vector<Environment> &other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const Environment &a, const Environment &b) { return isSame(a, b); });
}

/// What the side-car keeps of an environment, once its file is there.
void putBeside(CollectionFolder &folder, const QString &name, const EnvironmentState::File &file)
{
    for (const VariableRow &secret : file.secrets)
        folder.sideCar().setCredential(name, secret.name, secret.credential);
    if (!name.isEmpty() && folder.sideCar().isProduction(name) != file.production)
        folder.sideCar().setProduction(name, file.production);
}

}

EnvironmentState stateOf(const Environments &environments, CollectionFolder *collection)
{
    EnvironmentState state;
    CollectionFolder *folder = collection ? collection : environments.shared();
    if (!collection)
        state.inMemory = environments.inMemory();
    if (!folder)
        return state;
    add(state, *folder, {});
    for (const QString &name : folder->environments())
        add(state, *folder, name);
    state.order = Environments::ordered(*folder);
    return state;
}

bool isSame(const EnvironmentState &one, const EnvironmentState &other)
{
    return one.files == other.files && one.order == other.order && isSame(one.inMemory, other.inMemory);
}

SaveResult<> bringTo(Environments &environments, CollectionFolder *collection, const EnvironmentState &now, const EnvironmentState &wanted)
{
    CollectionFolder *folder = collection ? collection : environments.shared();
    const QStringList names = differing(now, wanted);
    for (const QString &name : names) {
        if (!folder || bytesOf(*folder, name) != bytesIn(now, name))
            return failure(SaveFailure{
                SaveFailure::Reason::Changed,
                {QStringLiteral("Others changed “%1” meanwhile.").arg(name.isEmpty() ? QStringLiteral("opencollection.yml") : name),
                 {},
                 QStringLiteral("It is left as it is.")}});
    }
    for (const QString &name : names) {
        if (auto done = put(*folder, name, bytesIn(wanted, name)); !done)
            return done;
    }
    for (auto file = wanted.files.cbegin(); file != wanted.files.cend(); ++file)
        putBeside(*folder, file.key(), *file);
    if (folder)
        Environments::setOrder(*folder, wanted.order);
    if (!collection && !isSame(now.inMemory, wanted.inMemory))
        environments.setInMemory(wanted.inMemory);
    else
        environments.told();
    return {};
}

}
