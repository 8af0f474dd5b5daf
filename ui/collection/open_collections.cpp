#include "ui/collection/open_collections.h"

#include "core/http/url.h"
#include "core/json/values.h"

#include <QFileInfo>
#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>
#include <atomic>

namespace keyhole {

namespace {

constexpr std::chrono::seconds kKeepAfter{3};
constexpr std::chrono::milliseconds kTick{200};
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
    readStates();
    readHosts();
    connect(&m_watch, &CollectionWatch::changed, this, [this](const OutsideChanges &changes) {
        if (changes.environments || changes.settings)
            readHosts();
        emit changed(changes);
    });
    m_keeping.setSingleShot(true);
    m_keeping.setInterval(kKeepAfter);
    connect(&m_keeping, &QTimer::timeout, this, &OpenCollection::keepStates);
}

OpenCollection::~OpenCollection()
{
    if (m_keeping.isActive())
        keepStates();
}

void OpenCollection::setLastStatus(int id, int status)
{
    if (m_folder.entry(id) && m_statuses.value(id) != status) {
        m_statuses.insert(id, status);
        m_keeping.start();
    }
}

void OpenCollection::setUnfolded(int folder, bool unfolded)
{
    if (!m_folder.entry(folder) || isUnfolded(folder) == unfolded)
        return;
    if (unfolded)
        m_unfolded.insert(folder);
    else
        m_unfolded.remove(folder);
    m_keeping.start();
}

void OpenCollection::work(const Work &work, Done done, int files)
{
    if (files > kAtOnce) {
        m_whenDone = std::move(done);
        return workInThread(work);
    }
    const SaveResult<> result = work(m_folder);
    told();
    done(result);
}

void OpenCollection::workInThread(const Work &work)
{
    struct State {
        explicit State(const CollectionFolder &known) : folder(known) { }
        CollectionFolder folder;
        SaveResult<> result = {};
        std::atomic<int> files = 0;
    };
    m_busy = true;
    m_watch.setPaused(true);
    const auto state = std::make_shared<State>(m_folder);
    auto *ticking = new QTimer(this);
    connect(ticking, &QTimer::timeout, this, [this, state] { emit worked(state->files); });
    ticking->start(kTick);
    auto promise = std::make_shared<QPromise<void>>();
    auto *watcher = new QFutureWatcher<void>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [=, this] {
        watcher->deleteLater();
        delete ticking;
        const SaveResult<> taken = m_folder.takeOver(std::move(state->folder));
        m_busy = false;
        m_watch.setPaused(false);
        told();
        std::exchange(m_whenDone, {})(state->result ? taken : state->result);
    });
    promise->start();
    watcher->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, state, work] {
        state->folder.setProgress([files = &state->files] { ++*files; });
        state->result = work(state->folder);
        state->folder.setProgress({});
        promise->finish();
    });
}

void OpenCollection::abandon()
{
    if (m_busy)
        std::exchange(m_whenDone, {})(failure(SaveFailure{SaveFailure::Reason::Gone, {tr("The collection was closed."), {}, {}}}));
}

void OpenCollection::readHosts()
{
    m_hosts.clear();
    const auto take = [this](const std::vector<VariableRow> &variables) {
        for (const VariableRow &variable : variables) {
            if (const auto url = Url::parse(variable.value))
                m_hosts[variable.name] += QString::fromUtf8(url->host) + ' ';
        }
    };
    if (const auto settings = m_folder.settings(0))
        take(settings->variables);
    for (const QString &name : m_folder.environments()) {
        if (const auto environment = m_folder.environment(name))
            take(environment->variables);
    }
}

QString OpenCollection::hostsOf(const QByteArray &address) const
{
    const qsizetype end = address.startsWith("{{") ? address.indexOf("}}") : -1;
    if (end > 0)
        return m_hosts.value(address.mid(2, end - 2).trimmed());
    const auto url = Url::parse(address);
    return url ? QString::fromUtf8(url->host) : QString();
}

void OpenCollection::readStates()
{
    const JsonValue statuses = m_folder.sideCar().state("last-status"), unfolded = m_folder.sideCar().state("unfolded");
    if (statuses.members.empty() && unfolded.items.empty())
        return;
    QHash<QString, int> byPath;
    QSet<QString> shown;
    for (const JsonMember &member : statuses.members)
        byPath.insert(QString::fromUtf8(member.name), member.value.text.toInt());
    for (const JsonValue &item : unfolded.items)
        shown.insert(QString::fromUtf8(item.text));
    for (const CollectionEntry &entry : m_folder.entries()) {
        if (const int status = byPath.value(entry.path))
            m_statuses.insert(entry.id, status);
        if (shown.contains(entry.path))
            m_unfolded.insert(entry.id);
    }
}

/// What cannot be kept (a folder that is read-only) is known until the collection is closed.
void OpenCollection::keepStates()
{
    if (m_busy)
        return m_keeping.start();
    JsonValue statuses = jsonObject({}), unfolded = jsonList({});
    for (const CollectionEntry &entry : m_folder.entries()) {
        if (const int status = m_statuses.value(entry.id))
            statuses.members.push_back({entry.path.toUtf8(), jsonNumber(status)});
        if (m_unfolded.contains(entry.id))
            unfolded.items.push_back(jsonText(entry.path.toUtf8()));
    }
    m_folder.sideCar().setState("last-status", statuses);
    m_folder.sideCar().setState("unfolded", unfolded);
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
    connect(collection, &OpenCollection::worked, this, [this, collection](int files) { emit worked(collection, files); });
    connect(collection, &OpenCollection::changed, this,
            [this, collection](const OutsideChanges &changes) { emit changed(collection, changes); });
    return collection;
}

void OpenCollections::close(OpenCollection *collection)
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [collection](const auto &each) { return each.get() == collection; });
    if (found == m_all.end())
        return;
    collection->abandon();
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
