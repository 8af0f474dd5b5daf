#pragma once

#include "core/history/kept_differences.h"
#include "core/secrets/credential_store.h"
#include "core/session/session.h"

#include <QThread>
#include <memory>

namespace keyhole {

/// Puts every exchange of a session into the history, on a thread of its own, so that neither disk nor index is waited for. Marks are made
/// with a key in the keychain, which is asked for at the first exchange and waited for two seconds at most; without it, with one of this
/// run alone: then secrets of different runs cannot be compared, which says() tells.
class HistoryKeeper : public QObject {
    Q_OBJECT
public:
    template <class T> using Answer = QFuture<Result<T>>;

    /// The session and the credentials must outlive it.
    HistoryKeeper(Session &session, CredentialStore &credentials, const QString &file, const HistoryRetention &retention = {},
                  QObject *parent = nullptr);
    ~HistoryKeeper() override;  ///< after what is on its way is written

    /// "Requests are kept for 90 days. …", for a person.
    const QString &says() const { return m_says; }

    Answer<std::vector<HistoryEntry>> search(const HistoryQuery &query, int most, std::optional<qint64> before = {});
    Answer<std::vector<HistoryGroup>> groups(const HistoryQuery &query, HistoryGrouping by, const QTimeZone &zone);
    Answer<Exchange> exchange(qint64 id);
    Answer<std::optional<HistoryEntry>> lastSuccess(const HistoryEntry &entry);
    Answer<std::optional<Differences>> differences(const HistoryEntry &entry);  ///< keptDifferences()
    Answer<std::vector<KeptExchange>> successes(const Request &request, int most);  ///< keptSuccesses()
    Answer<KeptExchange> kept(qint64 id);  ///< keptExchange()
    Answer<void> setPinned(qint64 id, bool pinned);
    Answer<void> setNote(qint64 id, const QString &note);
    Answer<void> remove(const std::vector<qint64> &ids);
    Answer<void> restore(const std::vector<qint64> &ids);
    const HistoryRetention &retention() const { return m_retention; }
    void setRetention(const HistoryRetention &retention);
    Answer<int> outdated(const HistoryRetention &retention);  ///< how many setRetention() would remove now

signals:
    void added(const keyhole::HistoryEntry &entry, const keyhole::Diagnosed &diagnosed);
    void changed();  ///< anything else
    void saysChanged();
    void noticed(const keyhole::Error &error);

private:
    struct Shelf;

    template <class T> Answer<T> ask(std::function<Result<T>(HistoryStore &)> work);
    template <class T> Answer<T> change(std::function<Result<T>(HistoryStore &)> work);
    void openStore(const QString &file);
    void keep(const Diagnosed &diagnosed);
    void put(const Diagnosed &diagnosed);
    void askForKey();
    void putWaiting();
    void say(const QString &text);

    Session &m_session;
    CredentialStore &m_credentials;
    QThread m_thread;
    Shelf *m_shelf;  ///< lives on the thread; deleted there
    bool m_asked = false, m_awaitsKey = false, m_hasKey = false;
    std::vector<Diagnosed> m_waiting;  ///< for the key
    HistoryRetention m_retention;
    QString m_says;
};

}
