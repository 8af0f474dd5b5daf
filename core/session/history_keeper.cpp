#include "core/session/history_keeper.h"

#include "core/cookies/sealing.h"
#include "core/secrets/when_done.h"
#include "core/session/storage_key.h"

#include <QPromise>
#include <QTimer>

namespace keyhole {

namespace {

constexpr const char *kName = "history";
constexpr std::chrono::seconds kKeyWait{2};

Error closed()
{
    return {QStringLiteral("The history is not open."), QStringLiteral("history"),
            QStringLiteral("What is sent is kept until the program ends.")};
}

}

/// What stands on the other thread.
struct HistoryKeeper::Shelf : QObject {
    std::optional<HistoryStore> store;
};

/// Carried out on the other thread, in the order in which it was asked.
template <class T> HistoryKeeper::Answer<T> HistoryKeeper::ask(std::function<Result<T>(HistoryStore &)> work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QMetaObject::invokeMethod(m_shelf, [shelf = m_shelf, promise, work = std::move(work)] {
        promise->addResult(shelf->store ? work(*shelf->store) : Result<T>(failure(closed())));
        promise->finish();
    });
    return promise->future();
}

template <class T> HistoryKeeper::Answer<T> HistoryKeeper::change(std::function<Result<T>(HistoryStore &)> work)
{
    auto answer = ask<T>(std::move(work));
    whenDone(answer, this, [this](const Result<T> &done) {
        if (done)
            emit changed();
        else
            emit noticed(done.error());
    });
    return answer;
}

HistoryKeeper::HistoryKeeper(Session &session, CredentialStore &credentials, const QString &file, const HistoryRetention &retention,
                             QObject *parent)
    : QObject(parent), m_session(session), m_credentials(credentials), m_shelf(new Shelf), m_retention(retention)
{
    m_shelf->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_shelf, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("history"));
    m_thread.start();
    openStore(file);
    say(QStringLiteral("Requests are kept without their secrets."));
    connect(&m_session, &Session::exchangeFinished, this, &HistoryKeeper::keep);
    connect(&m_credentials, &CredentialStore::stateChanged, this, [this](StoreState state) {
        if (m_asked && !m_hasKey && isUsable(state))
            askForKey();
    });
}

HistoryKeeper::~HistoryKeeper()
{
    putWaiting();
    // Behind all that was asked before.
    QMetaObject::invokeMethod(m_shelf, [thread = &m_thread] { thread->quit(); });
    m_thread.wait();
}

void HistoryKeeper::openStore(const QString &file)
{
    auto promise = std::make_shared<QPromise<std::optional<Error>>>();
    promise->start();
    const auto key = makeSealingKey();
    QMetaObject::invokeMethod(
        m_shelf, [shelf = m_shelf, promise, file, key = key.value_or(Secret()), now = m_session.now(), retention = m_retention] {
            auto store = HistoryStore::open(file, key);
            std::optional<Error> told = store ? store->notice() : std::optional(store.error());
            if (store) {
                shelf->store = std::move(*store);
                if (const auto applied = shelf->store->apply(retention, now); !applied)
                    told = applied.error();
            }
            promise->addResult(told);
            promise->finish();
        });
    whenDone(promise->future(), this, [this](const std::optional<Error> &told) {
        if (told)
            emit noticed(*told);
        emit changed();
    });
}

void HistoryKeeper::keep(const Diagnosed &diagnosed)
{
    if (!m_asked)
        askForKey();
    if (m_awaitsKey)
        m_waiting.push_back(diagnosed);
    else
        put(diagnosed);
}

void HistoryKeeper::putWaiting()
{
    m_awaitsKey = false;
    for (const Diagnosed &each : std::exchange(m_waiting, {}))
        put(each);
}

void HistoryKeeper::put(const Diagnosed &diagnosed)
{
    const auto added = ask<HistoryEntry>([diagnosed](HistoryStore &store) {
        return store.add({*diagnosed.exchange, diagnosed.report, diagnosed.environment, diagnosed.credential, diagnosed.secrets});
    });
    whenDone(added, this, [this, diagnosed](const Result<HistoryEntry> &entry) {
        if (entry)
            emit this->added(*entry, diagnosed);
        else
            emit noticed(entry.error());
    });
}

void HistoryKeeper::askForKey()
{
    m_asked = m_awaitsKey = true;
    QTimer::singleShot(kKeyWait, this, &HistoryKeeper::putWaiting);
    withStorageKey(m_credentials, QLatin1String(kName), m_session.now(), this, [this](const Result<Secret> &key) {
        if (!key) {
            say(QStringLiteral("Requests are kept without their secrets; those of this run can be compared with each other alone. %1")
                    .arg(key.error().what));
            putWaiting();
            return;
        }
        m_hasKey = true;
        ask<void>([key = *key](HistoryStore &store) -> Result<void> {
            store.setMarkKey(key);
            return {};
        });
        putWaiting();
        say(QStringLiteral("Requests are kept without their secrets; whether two are the same is known by a key in the keychain."));
    });
}

void HistoryKeeper::say(const QString &text)
{
    m_says = text;
    emit saysChanged();
}

HistoryKeeper::Answer<std::vector<HistoryEntry>> HistoryKeeper::search(const HistoryQuery &query, int most, std::optional<qint64> before)
{
    return ask<std::vector<HistoryEntry>>([=](HistoryStore &store) { return store.search(query, most, before); });
}

HistoryKeeper::Answer<std::vector<HistoryGroup>> HistoryKeeper::groups(const HistoryQuery &query, HistoryGrouping by, const QTimeZone &zone)
{
    return ask<std::vector<HistoryGroup>>([=](HistoryStore &store) { return store.groups(query, by, zone); });
}

HistoryKeeper::Answer<Exchange> HistoryKeeper::exchange(qint64 id)
{
    return ask<Exchange>([=](HistoryStore &store) { return store.exchange(id); });
}

HistoryKeeper::Answer<std::optional<HistoryEntry>> HistoryKeeper::lastSuccess(const HistoryEntry &entry)
{
    return ask<std::optional<HistoryEntry>>([=](HistoryStore &store) { return store.lastSuccess(entry); });
}

HistoryKeeper::Answer<std::optional<Differences>> HistoryKeeper::differences(const HistoryEntry &entry)
{
    return ask<std::optional<Differences>>([=](HistoryStore &store) { return keptDifferences(store, entry); });
}

HistoryKeeper::Answer<KeptExchange> HistoryKeeper::kept(qint64 id)
{
    return ask<KeptExchange>([=](HistoryStore &store) { return keptExchange(store, id); });
}

HistoryKeeper::Answer<std::vector<KeptExchange>> HistoryKeeper::successes(const Request &request, int most)
{
    return ask<std::vector<KeptExchange>>([=](HistoryStore &store) { return keptSuccesses(store, request, most); });
}

HistoryKeeper::Answer<void> HistoryKeeper::setPinned(qint64 id, bool pinned)
{
    return change<void>([=](HistoryStore &store) { return store.setPinned(id, pinned); });
}

HistoryKeeper::Answer<void> HistoryKeeper::setNote(qint64 id, const QString &note)
{
    return change<void>([=](HistoryStore &store) { return store.setNote(id, note); });
}

HistoryKeeper::Answer<void> HistoryKeeper::remove(const std::vector<qint64> &ids)
{
    return change<void>([=](HistoryStore &store) { return store.remove(ids); });
}

HistoryKeeper::Answer<void> HistoryKeeper::restore(const std::vector<qint64> &ids)
{
    return change<void>([=](HistoryStore &store) { return store.restore(ids); });
}

HistoryKeeper::Answer<int> HistoryKeeper::outdated(const HistoryRetention &retention)
{
    return ask<int>([=, now = m_session.now()](HistoryStore &store) { return store.outdated(retention, now); });
}

void HistoryKeeper::setRetention(const HistoryRetention &retention)
{
    m_retention = retention;
    change<int>([=, now = m_session.now()](HistoryStore &store) { return store.apply(retention, now); });
}

}
