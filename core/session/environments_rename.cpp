// An environment gets another name.
#include "core/session/environments.h"

#include <QFileInfo>

namespace keyhole {

namespace {

SaveFailure refused(const Error &error)
{
    return {SaveFailure::Reason::Refused, error};
}

/// The file's bytes under another name, comments and all.
SaveResult<> writeAs(CollectionFolder &folder, const RemovedFiles &removed, const QString &name)
{
    RemovedFiles files = removed;
    QString &path = files.files.front().path;
    path = QStringLiteral("environments/%1.%2").arg(name, QFileInfo(path).suffix());
    if (auto written = folder.restore(files); !written)
        return written;
    auto file = folder.environment(name);
    if (!file)
        return failure(refused(file.error()));
    file->name = name;
    return folder.saveEnvironment(name, *file);
}

SaveResult<> addToRenamed(CollectionFolder &folder, const QString &from, const QString &to)
{
    for (const QString &name : folder.environments()) {
        auto file = folder.environment(name);
        if (!file || file->extends != from)
            continue;
        file->extends = to;
        if (auto saved = folder.saveEnvironment(name, *file); !saved)
            return saved;
    }
    return {};
}

}

SaveResult<> Environments::rename(CollectionFolder *collection, const QString &name, const QString &to)
{
    CollectionFolder *folder = collection ? collection : m_shared.get();
    const auto file = folder ? folder->environment(name) : Result<EnvironmentFile>(failure(Error{}));
    if (!file)
        return failure(refused(file.error()));
    const bool production = folder->sideCar().isProduction(name);
    QStringList order = ordered(*folder);
    auto removed = folder->removeEnvironment(name);
    if (!removed)
        return failure(SaveFailure(removed.error()));
    if (auto written = writeAs(*folder, *removed, to); !written) {
        if (const auto back = folder->restore(*removed); !back)
            return failure(SaveFailure(back.error()));
        return written;
    }
    for (const VariableRow &row : file->variables)
        folder->sideCar().setCredential(to, row.name, row.credential);
    folder->sideCar().setProduction(to, production);
    order.replace(order.indexOf(name), to);
    setOrder(*folder, order);
    auto added = addToRenamed(*folder, name, to);
    renamed(collection, name, to);
    return added;
}

void Environments::renamed(CollectionFolder *collection, const QString &from, const QString &to)
{
    m_captured.renameEnvironment(collection ? collection->folder() : QString(), from, to);
    emit jarRenamed(choiceOf(collection, from).jar(), choiceOf(collection, to).jar());
    if (wanted(collection) == from)
        choose(collection, to);
    else
        emit changed();
}

}
