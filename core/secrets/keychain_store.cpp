#include "core/secrets/keychain_store.h"

namespace keyhole {

namespace {

StoreFault faultOf(StoreState state)
{
    switch (state) {
    case StoreState::Locked:
        return StoreFault::Locked;
    case StoreState::Absent:
        return StoreFault::Absent;
    case StoreState::Denied:
        return StoreFault::Denied;
    case StoreState::Waiting:
        return StoreFault::NoAnswer;
    case StoreState::Replaced:
        return StoreFault::Replaced;
    default:
        return StoreFault::Failed;
    }
}

/// What may be the keychain's state rather than the entry's.
bool isInDoubt(StoreFault fault)
{
    return fault == StoreFault::NotFound || fault == StoreFault::Denied || fault == StoreFault::Failed || fault == StoreFault::NotStored
        || fault == StoreFault::Damaged || fault == StoreFault::Stale;
}

}

KeychainStore::KeychainStore(std::unique_ptr<Keychain> keychain, const QString &indexFile, QObject *parent)
    : CredentialStore(parent), m_keychain(std::move(keychain)), m_canary(*m_keychain), m_entries(*m_keychain), m_index(indexFile)
{
    m_soft.setSingleShot(true);
    m_soft.setInterval(kSoftLimit);
    connect(&m_soft, &QTimer::timeout, this, [this] { show(StoreState::Waiting); });
    // Told when somebody can listen.
    if (const auto error = m_index.refresh())
        QMetaObject::invokeMethod(
            this, [=, this] { emit indexLost(*error); }, Qt::QueuedConnection);
}

KeychainStore::~KeychainStore() = default;

void KeychainStore::setSoftLimit(std::chrono::milliseconds limit)
{
    m_soft.setInterval(limit);
}

std::vector<CredentialInfo> KeychainStore::list() const
{
    std::vector<CredentialInfo> all;
    for (const CredentialIndex::Entry &entry : m_index.entries())
        all.push_back(entry.info);
    sortByLabel(all);
    return all;
}

/// One call after the other. One whose future was cancelled before its turn is left out.
template <class T, class Run> QFuture<T> KeychainStore::enqueue(Run run)
{
    const auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    m_queue.push_back([=, this] {
        if (promise->isCanceled()) {
            promise->finish();
            return goOn();
        }
        refreshIndex();
        run(promise);
    });
    QMetaObject::invokeMethod(this, &KeychainStore::startNext, Qt::QueuedConnection);
    return promise->future();
}

template <class T> void KeychainStore::finish(const Promise<T> &promise, T result)
{
    promise->addResult(std::move(result));
    promise->finish();
    goOn();
}

void KeychainStore::goOn()
{
    m_soft.stop();
    show(m_answered);
    m_busy = false;
    QMetaObject::invokeMethod(this, &KeychainStore::startNext, Qt::QueuedConnection);
}

/// What others wrote into the list is read first, and that only once what is known here is written.
void KeychainStore::startNext()
{
    if (m_busy || m_queue.empty() || m_index.isSaving())
        return;
    m_busy = true;
    m_soft.start();
    const auto run = std::move(m_queue.front());
    m_queue.pop_front();
    run();
}

void KeychainStore::setState(StoreState state)
{
    if (!isUsable(state) && state != StoreState::Waiting)
        m_known = false;
    m_answered = state;
    show(state);
}

void KeychainStore::show(StoreState state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

void KeychainStore::refreshIndex()
{
    if (const auto error = m_index.refresh())
        emit indexLost(*error);
}

CredentialStore::Answer<Credential> KeychainStore::read(const CredentialId &id)
{
    using Answered = Result<Credential, StoreError>;
    return enqueue<Answered>([=, this](const Promise<Answered> &promise) {
        const auto fail = [=, this](const StoreError &error) { finish<Answered>(promise, failure(error)); };
        whenOpen([=, this](std::optional<StoreError> closed) {
            if (closed)
                return fail(*closed);
            m_entries.read(id, m_index.generationOf(id), [=, this](const Result<StoredCredential, StoreError> &stored) {
                auto credential = stored ? accept(*stored) : failure(stored.error());
                if (!credential)
                    return explain(credential.error(), fail);
                finish<Answered>(promise, std::move(credential));
            });
        });
    });
}

/// The list learns what it does not know; what the keychain has must not be older than what was acknowledged.
Result<Credential, StoreError> KeychainStore::accept(const StoredCredential &stored)
{
    const quint32 acknowledged = m_index.generationOf(stored.credential.info.id);
    if (stored.generation < acknowledged)
        return failure(storeError(StoreFault::Stale));
    if (stored.generation > acknowledged) {
        m_index.put({stored.credential.info, stored.generation}, [this](const Result<void> &) { startNext(); });
        emit listChanged();
    }
    return stored.credential;
}

CredentialStore::Answer<void> KeychainStore::write(const Credential &credential)
{
    using Answered = Result<void, StoreError>;
    return enqueue<Answered>([=, this](const Promise<Answered> &promise) {
        const auto fail = [=, this](const StoreError &error) { finish<Answered>(promise, failure(error)); };
        whenWritable([=, this](std::optional<StoreError> closed) {
            if (closed)
                return fail(*closed);
            const quint32 acknowledged = m_index.generationOf(credential.info.id);
            m_entries.write(credential, acknowledged, [=, this](const Result<CredentialEntries::Written, StoreError> &written) {
                if (!written)
                    return explain(written.error(), fail);
                m_index.put({credential.info, written->generation}, [=, this, now = *written](const Result<void> &saved) {
                    emit listChanged();
                    if (!saved)
                        return fail({StoreFault::Failed, saved.error()});
                    if (now.oldIsLeft)
                        tidy(credential.info.id, now.generation);
                    finish<Answered>(promise, {});
                });
            });
        });
    });
}

/// The next thing that is done, and waited for by nobody: the new generation has been acknowledged. One that cannot be removed has a lower
/// generation and is never used again.
void KeychainStore::tidy(const CredentialId &id, quint32 generation)
{
    m_queue.push_front([=, this] { m_entries.removeOld(id, generation, [this](const Result<void, StoreError> &) { goOn(); }); });
}

/// A locked keychain says "removed" and keeps the entry, so its state is asked before and after, and the canary must be there both times.
CredentialStore::Answer<void> KeychainStore::remove(const CredentialId &id)
{
    using Answered = Result<void, StoreError>;
    return enqueue<Answered>([=, this](const Promise<Answered> &promise) {
        const auto fail = [=, this](const StoreError &error) { finish<Answered>(promise, failure(error)); };
        const auto forget = [=, this](std::optional<StoreError> closed) {
            if (closed)
                return fail(*closed);
            m_index.take(id, [=, this](const Result<void> &saved) {
                emit listChanged();
                if (!saved)
                    return fail({StoreFault::Failed, saved.error()});
                finish<Answered>(promise, {});
            });
        };
        m_known = false;
        whenOpen([=, this](std::optional<StoreError> closed) {
            if (closed)
                return fail(*closed);
            m_entries.remove(id, [=, this](const Result<void, StoreError> &removed) {
                if (!removed)
                    return explain(removed.error(), fail);
                m_known = false;
                whenOpen(forget);
            });
        });
    });
}

/// A list that cannot be saved says so at the next write; a last use is not worth a message.
void KeychainStore::noteUse(const CredentialId &id, Instant at)
{
    refreshIndex();
    if (m_index.noteUse(id, at, [this](const Result<void> &) { startNext(); }))
        emit listChanged();
}

/// Goes on when the keychain is open and the one that is known.
void KeychainStore::whenOpen(Step step)
{
    m_keychain->probe([=, this](StoreState state) {
        if (isUsable(state) && !m_known && !m_index.canary().isEmpty())
            return lookForCanary(state, step);
        setState(state);
        step(isUsable(state) ? std::nullopt : std::optional(storeError(faultOf(state))));
    });
}

void KeychainStore::lookForCanary(StoreState probed, Step step)
{
    m_canary.look(m_index.canary(), [=, this](const Result<bool, EntryFault> &found) {
        m_known = found.value_or(false);
        if (m_known) {
            setState(probed);
            return step(std::nullopt);
        }
        // It may have been locked, or gone, in this moment: only an open one that lacks the canary is another one.
        m_keychain->probe([=, this](StoreState state) {
            if (isUsable(state) && !found && found.error() == EntryFault::Denied)
                state = StoreState::Denied;
            if (isUsable(state) && found && !*found)
                state = StoreState::Replaced;
            setState(state);
            step(storeError(isUsable(state) ? StoreFault::Failed : faultOf(state)));
        });
    });
}

/// The canary is looked for before each write: where reading does not work, a write would destroy what it cannot see.
void KeychainStore::whenWritable(Step step)
{
    m_known = false;
    whenOpen([=, this](std::optional<StoreError> closed) {
        if (closed || !m_index.canary().isEmpty())
            return step(closed);
        plantCanary(step);
    });
}

void KeychainStore::plantCanary(Step step)
{
    m_canary.plant([=, this](const Result<QByteArray, EntryFault> &hash) {
        if (!hash)
            return explain(storeError(hash.error() == EntryFault::Denied ? StoreFault::Denied : StoreFault::NotStored), step);
        m_index.setCanary(*hash, [=, this](const Result<void> &saved) {
            m_known = saved.has_value();
            step(saved ? std::nullopt : std::optional(StoreError{StoreFault::Failed, saved.error()}));
        });
    });
}

/// What a keychain says of an entry is often its own state in disguise; that is looked at again before anything is told.
void KeychainStore::explain(StoreError error, std::function<void(StoreError)> done)
{
    if (!isInDoubt(error.fault))
        return done(error);
    m_known = false;
    whenOpen([=, this](std::optional<StoreError> closed) {
        const bool explained = closed && closed->fault != StoreFault::Failed;
        if (!explained && error.fault == StoreFault::Denied)
            setState(StoreState::Denied);
        done(explained ? *closed : error);
    });
}

QFuture<StoreState> KeychainStore::refresh()
{
    return enqueue<StoreState>([this](const Promise<StoreState> &promise) {
        m_known = false;
        whenOpen([=, this](std::optional<StoreError>) { finish(promise, m_answered); });
    });
}

QFuture<StoreState> KeychainStore::unlock()
{
    return enqueue<StoreState>([this](const Promise<StoreState> &promise) {
        m_keychain->unlock([=, this](StoreState) {
            m_known = false;
            whenOpen([=, this](std::optional<StoreError>) { finish(promise, m_answered); });
        });
    });
}

QFuture<StoreState> KeychainStore::startAnew()
{
    return enqueue<StoreState>([this](const Promise<StoreState> &promise) {
        m_keychain->probe([=, this](StoreState state) {
            setState(state);
            if (!isUsable(state))
                return finish(promise, state);
            plantCanary([=, this](std::optional<StoreError> error) { finish(promise, error ? m_answered : state); });
        });
    });
}

}
