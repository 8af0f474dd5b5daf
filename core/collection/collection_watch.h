#pragma once

#include "core/collection/collection_folder.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace keyhole {

/// Tells when others change a collection's folder. Folders are watched, and up to 2,000 files; besides, the folder is looked through every
/// few seconds, in a thread, which reads nothing that kept its stamp.
class CollectionWatch : public QObject {
    Q_OBJECT
public:
    /// The collection must outlive it.
    explicit CollectionWatch(CollectionFolder &collection, QObject *parent = nullptr);

    /// Looks at once, as when the window becomes active.
    void look();
    /// How often it is looked without a sign; 0: never.
    void setInterval(std::chrono::milliseconds interval);

    /// While its files are changed by a thread of this program, nobody is told.
    void setPaused(bool paused);

signals:
    /// The collection lists the new state already.
    void changed(const keyhole::OutsideChanges &changes);

private:
    void lookInThread();
    void tell(const OutsideChanges &changes);
    void watchAll();

    CollectionFolder &m_collection;
    QFileSystemWatcher m_watcher;
    QTimer m_soon, m_regularly;
    bool m_paused = false;
    bool m_gone = false, m_looking = false, m_again = false;
};

}
