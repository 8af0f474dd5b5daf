#include "core/collection/collection_watch.h"

#include <QFileInfo>
#include <QFutureWatcher>
#include <QPromise>
#include <QSet>
#include <QThreadPool>

namespace keyhole {

namespace {

constexpr int kMostFiles = 2'000;
/// Programs that save a file often do it in several steps.
constexpr std::chrono::milliseconds kSettling{80};
constexpr std::chrono::seconds kRegularly{5};

using Listed = std::shared_ptr<CollectionIndex>;

QFuture<Listed> listInThread(const CollectionFolder &collection)
{
    auto promise = std::make_shared<QPromise<Listed>>();
    promise->start();
    const QFuture<Listed> future = promise->future();
    QThreadPool::globalInstance()->start([promise, copy = collection] {
        promise->addResult(std::make_shared<CollectionIndex>(copy.listAnew()));
        promise->finish();
    });
    return future;
}

}

CollectionWatch::CollectionWatch(CollectionFolder &collection, QObject *parent) : QObject(parent), m_collection(collection)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSettling);
    connect(&m_soon, &QTimer::timeout, this, &CollectionWatch::lookInThread);
    connect(&m_regularly, &QTimer::timeout, this, &CollectionWatch::lookInThread);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_soon, qOverload<>(&QTimer::start));
    setInterval(kRegularly);
    watchAll();
}

void CollectionWatch::setInterval(std::chrono::milliseconds interval)
{
    m_regularly.stop();
    if (interval.count() > 0)
        m_regularly.start(interval);
}

void CollectionWatch::setPaused(bool paused)
{
    m_paused = paused;
    if (!paused)
        m_soon.start();
}

void CollectionWatch::look()
{
    if (!m_paused)
        tell(m_collection.rescan());
}

/// What was listed while the collection was changed here is listed once more.
void CollectionWatch::lookInThread()
{
    if (m_paused)
        return;
    m_again = m_looking;
    if (std::exchange(m_looking, true))
        return;
    auto *watcher = new QFutureWatcher<Listed>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, before = m_collection.ownChanges()] {
        watcher->deleteLater();
        m_looking = false;
        if (!m_paused && m_collection.ownChanges() == before)
            tell(m_collection.rescan(std::move(*watcher->result())));
        else
            m_again = true;
        if (std::exchange(m_again, false))
            m_soon.start();
    });
    watcher->setFuture(listInThread(m_collection));
}

void CollectionWatch::tell(const OutsideChanges &changes)
{
    watchAll();
    const bool toldAlready = changes.folderGone && m_gone;
    m_gone = changes.folderGone;
    if (!changes.isEmpty() && !toldAlready)
        emit changed(changes);
}

/// A file that was replaced is no longer watched, and new ones are not yet.
void CollectionWatch::watchAll()
{
    const QString folder = m_collection.folder();
    QStringList paths{folder, folder + QStringLiteral("/environments")};
    int files = 0;
    for (const CollectionEntry &entry : m_collection.entries()) {
        const bool isFolder = entry.kind == CollectionEntry::Kind::Folder;
        if (isFolder || ++files <= kMostFiles)
            paths.push_back(folder + '/' + entry.path);
    }
    const QStringList watchedFiles = m_watcher.files(), watchedFolders = m_watcher.directories();
    const QSet<QString> watched
        = QSet<QString>(watchedFiles.begin(), watchedFiles.end()) + QSet<QString>(watchedFolders.begin(), watchedFolders.end());
    QStringList fresh;
    for (const QString &path : paths) {
        if (!watched.contains(path) && QFileInfo::exists(path))
            fresh.push_back(path);
    }
    if (!fresh.isEmpty())
        m_watcher.addPaths(fresh);
}

}
