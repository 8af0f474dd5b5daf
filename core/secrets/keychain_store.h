#pragma once

#include "core/secrets/canary.h"
#include "core/secrets/credential_entries.h"
#include "core/secrets/credential_index.h"
#include "core/secrets/credential_store.h"

#include <QPromise>
#include <QTimer>
#include <deque>
#include <memory>

namespace keyhole {

/// Credentials in the keychain of the operating system. Each call first asks for the keychain's state and looks for the canary; what a
/// keychain says of an entry is believed only while both are as they should be. Nothing is ever kept in a file instead.
class KeychainStore final : public CredentialStore {
    Q_OBJECT
public:
    /// `indexFile` is made with its folder when a first credential is stored.
    KeychainStore(std::unique_ptr<Keychain> keychain, const QString &indexFile, QObject *parent = nullptr);
    ~KeychainStore() override;

    StoreState state() const override { return m_state; }
    bool isLasting() const override { return true; }
    std::vector<CredentialInfo> list() const override;
    Answer<Credential> read(const CredentialId &id) override;
    Answer<void> write(const Credential &credential) override;
    Answer<void> remove(const CredentialId &id) override;
    void noteUse(const CredentialId &id, Instant at) override;
    QFuture<StoreState> refresh() override;
    QFuture<StoreState> unlock() override;
    QFuture<StoreState> startAnew() override;

    static constexpr std::chrono::seconds kSoftLimit{5};  ///< then the state is Waiting
    void setSoftLimit(std::chrono::milliseconds limit);

signals:
    /// The list of entries was damaged and put aside.
    void indexLost(const keyhole::Error &error);

private:
    using Step = std::function<void(std::optional<StoreError>)>;
    template <class T> using Promise = std::shared_ptr<QPromise<T>>;

    template <class T, class Run> QFuture<T> enqueue(Run run);
    template <class T> void finish(const Promise<T> &promise, T result);
    void startNext();
    void goOn();
    void tidy(const CredentialId &id, quint32 generation);
    void setState(StoreState state);
    void show(StoreState state);
    void refreshIndex();

    void whenOpen(Step step);
    void lookForCanary(StoreState probed, Step step);
    void plantCanary(Step step);
    void whenWritable(Step step);
    void explain(StoreError error, std::function<void(StoreError)> done);
    Result<Credential, StoreError> accept(const StoredCredential &stored);

    const std::unique_ptr<Keychain> m_keychain;  ///< owned, so that no late answer finds the store gone
    Canary m_canary;
    CredentialEntries m_entries;
    CredentialIndex m_index;
    StoreState m_state = StoreState::Unknown;
    StoreState m_answered = StoreState::Unknown;  ///< what the keychain said last; differs from m_state while it lets wait
    bool m_known = false;  ///< the canary was seen since the keychain was last opened
    std::deque<std::function<void()>> m_queue;
    bool m_busy = false;
    QTimer m_soft;
};

}
