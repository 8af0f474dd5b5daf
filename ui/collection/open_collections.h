#pragma once

#include "core/collection/collection_watch.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>
#include <memory>

namespace keyhole {

/// A collection's folder that is open in the window: its files, the watch over them, and what was answered last.
class OpenCollection : public QObject {
    Q_OBJECT
public:
    explicit OpenCollection(CollectionFolder folder, QObject *parent = nullptr);
    ~OpenCollection() override;

    CollectionFolder &folder() { return m_folder; }
    const CollectionFolder &folder() const { return m_folder; }
    CollectionWatch &watch() { return m_watch; }

    /// The status of the last answer to a request; 0: none. Kept in the side-car, some seconds later or when the collection is closed.
    int lastStatus(int id) const { return m_statuses.value(id); }
    void setLastStatus(int id, int status);
    /// Whether a folder's rows are shown; kept as the statuses are.
    bool isUnfolded(int folder) const { return m_unfolded.contains(folder); }
    void setUnfolded(int folder, bool unfolded);
    /// The host of an address; for one that begins with a variable, those of the values that it has in the collection and its environments.
    QString hostsOf(const QByteArray &address) const;
    /// Changes about so many files; `done` follows, after listed(). More than a few are changed in a thread, on a copy of what is known of
    /// them, which then takes the place of that. Meanwhile isBusy(): nobody else here is to change the files.
    using Work = std::function<SaveResult<>(CollectionFolder &)>;
    using Done = std::function<void(const SaveResult<> &)>;
    static constexpr int kAtOnce = 20;
    void work(const Work &work, Done done, int files);
    /// It is closed: what is being done is done to its end, and told as not done.
    void abandon();
    bool isBusy() const { return m_busy; }
    /// To be called after a change of one's own: those who show the collection look at it again.
    void told() { emit listed(); }

signals:
    void worked(int files);  ///< so many were written, moved or removed by now; several times a second
    void listed();  ///< by own doing
    void changed(const keyhole::OutsideChanges &changes);  ///< by others

private:
    void workInThread(const Work &work);
    void readHosts();
    void readStates();
    void keepStates();

    CollectionFolder m_folder;
    CollectionWatch m_watch;
    QHash<int, int> m_statuses;
    QSet<int> m_unfolded;
    QHash<QByteArray, QString> m_hosts;  ///< by variable
    QTimer m_keeping;
    bool m_busy = false;
    Done m_whenDone;
};

/// The folders that are open, in the order in which they were opened. Listing one is done in a thread.
class OpenCollections : public QObject {
    Q_OBJECT
public:
    explicit OpenCollections(QObject *parent = nullptr);
    ~OpenCollections() override;

    /// Whether a folder is an OpenCollection: opencollection.yml is in it.
    static bool isCollection(const QString &folder);

    /// opened() or refused() follows. An open one is opened() again, as it is.
    void open(const QString &folder);
    /// A new one, in a folder that is empty or not there. Fails with what is in the way.
    Result<OpenCollection *> create(const QString &folder, const QString &name);
    void close(OpenCollection *collection);

    OpenCollection *find(const QString &folder) const;  ///< nullptr: not open
    const std::vector<std::unique_ptr<OpenCollection>> &all() const { return m_all; }

signals:
    void opened(keyhole::OpenCollection *collection, bool anew);
    void closing(keyhole::OpenCollection *collection);
    void listed(keyhole::OpenCollection *collection);
    void changed(keyhole::OpenCollection *collection, const keyhole::OutsideChanges &changes);
    void worked(keyhole::OpenCollection *collection, int files);
    void refused(const QString &folder, const keyhole::Error &error);

private:
    OpenCollection *add(CollectionFolder folder);

    std::vector<std::unique_ptr<OpenCollection>> m_all;
};

}
