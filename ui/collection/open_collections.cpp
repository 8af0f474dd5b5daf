#include "ui/collection/open_collections.h"

#include "core/json/values.h"

#include <QFileInfo>
#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

namespace keyhole {

namespace {

constexpr std::chrono::seconds kKeepAfter{3};
using Opened = std::shared_ptr<Result<CollectionFolder>>;

QFuture<Opened> openInThread(const QString &folder)
{
    auto promise = std::make_shared<QPromise<Opened>>();
    promise->start();
    const QFuture<Opened> future = promise->future();
    QThreadPool::globalInstance()->start([promise, folder] {
        promise->addResult(std::make_shared<Result<CollectionFolder>>(CollectionFolder::open(folder)));
        promise->finish();
    });
    return future;
}

}

OpenCollection::OpenCollection(CollectionFolder folder, QObject *parent) : QObject(parent), m_folder(std::move(folder)), m_watch(m_folder)
{
    readStatuses();
    connect(&m_watch, &CollectionWatch::changed, this, &OpenCollection::changed);
    m_keeping.setSingleShot(true);
    m_keeping.setInterval(kKeepAfter);
    connect(&m_keeping, &QTimer::timeout, this, &OpenCollection::keepStatuses);
}

OpenCollection::~OpenCollection()
{
    if (m_keeping.isActive())
        keepStatuses();
}

void OpenCollection::setLastStatus(int id, int status)
{
    if (m_folder.entry(id) && m_statuses.value(id) != status) {
        m_statuses.insert(id, status);
        m_keeping.start();
    }
}

void OpenCollection::readStatuses()
{
    const JsonValue kept = m_folder.sideCar().state("last-status");
    if (kept.members.empty())
        return;
    QHash<QString, int> byPath;
    for (const JsonMember &member : kept.members)
        byPath.insert(QString::fromUtf8(member.name), int(member.value.text.toInt()));
    for (const CollectionEntry &entry : m_folder.entries()) {
        if (const int status = byPath.value(entry.path))
            m_statuses.insert(entry.id, status);
    }
}

/// What cannot be kept (a folder that is read-only) is known until the collection is closed.
void OpenCollection::keepStatuses()
{
    JsonValue kept = jsonObject({});
    for (const CollectionEntry &entry : m_folder.entries()) {
        if (const int status = m_statuses.value(entry.id))
            kept.members.push_back({entry.path.toUtf8(), jsonNumber(status)});
    }
    m_folder.sideCar().setState("last-status", kept);
    if (QFileInfo(m_folder.folder()).isDir())
        m_folder.sideCar().save();
}

OpenCollections::OpenCollections(QObject *parent) : QObject(parent) { }

OpenCollections::~OpenCollections() = default;

bool OpenCollections::isCollection(const QString &folder)
{
    return QFileInfo(folder + QStringLiteral("/opencollection.yml")).isFile()
        || QFileInfo(folder + QStringLiteral("/opencollection.yaml")).isFile();
}

void OpenCollections::open(const QString &folder)
{
    if (OpenCollection *known = find(folder)) {
        emit opened(known, false);
        return;
    }
    auto *watcher = new QFutureWatcher<Opened>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, folder] {
        watcher->deleteLater();
        Result<CollectionFolder> &read = *watcher->result();
        OpenCollection *known = find(folder);
        if (known)
            emit opened(known, false);
        else if (read)
            emit opened(add(std::move(*read)), true);
        else
            emit refused(folder, read.error());
    });
    watcher->setFuture(openInThread(folder));
}

Result<OpenCollection *> OpenCollections::create(const QString &folder, const QString &name)
{
    auto made = CollectionFolder::create(folder, name);
    if (!made)
        return failure(Error(made.error()));
    OpenCollection *collection = add(std::move(*made));
    emit opened(collection, true);
    return collection;
}

OpenCollection *OpenCollections::add(CollectionFolder folder)
{
    m_all.push_back(std::make_unique<OpenCollection>(std::move(folder)));
    OpenCollection *collection = m_all.back().get();
    connect(collection, &OpenCollection::listed, this, [this, collection] { emit listed(collection); });
    connect(collection, &OpenCollection::changed, this,
            [this, collection](const OutsideChanges &changes) { emit changed(collection, changes); });
    return collection;
}

void OpenCollections::close(OpenCollection *collection)
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [collection](const auto &each) { return each.get() == collection; });
    if (found == m_all.end())
        return;
    emit closing(collection);
    m_all.erase(found);
}

OpenCollection *OpenCollections::find(const QString &folder) const
{
    const QString path = QFileInfo(folder).canonicalFilePath();
    for (const auto &collection : m_all) {
        if (collection->folder().folder() == folder || (!path.isEmpty() && collection->folder().folder() == path))
            return collection.get();
    }
    return nullptr;
}

}
