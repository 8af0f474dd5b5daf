#pragma once

#include "core/collection/draft_journal.h"
#include "ui/collection/open_collections.h"
#include "ui/main_window/kept_tabs.h"
#include "ui/main_window/open_requests.h"

#include <QSet>
#include <QThreadPool>
#include <QTimer>

namespace keyhole {

/// Keeps what is open, and what was typed and not saved, so that it outlives the program however it ends. Written half a second after a
/// change, in a thread, without secrets: a variable stands in the place of each.
class TabJournal : public QObject {
    Q_OBJECT
public:
    /// `folder` is for this journal alone, and is made. `now` is the time that drafts are written with.
    TabJournal(OpenRequests &requests, OpenCollections &collections, const QString &folder, std::function<Instant()> now,
               QObject *parent = nullptr);
    ~TabJournal() override;

    /// Opens what was open, and begins to keep. Tabs of files get what these say once their collection is open.
    void restore();
    /// Folders of collections, the last opened one first.
    const QStringList &recent() const { return m_recent; }
    /// Writes what is not written yet, and waits for it.
    void flush();

signals:
    /// From now on nothing is kept.
    void failed(const keyhole::Error &error);

private:
    void openTab(const KeptTab &tab, const UnsavedDraft *draft);
    void follow();
    void touch(int index);
    void noteOpened(OpenCollection *collection);
    KeptTabs state() const;
    void write();
    void writeDraft(const OpenRequest &request);
    void tell(const Error &error);

    OpenRequests &m_requests;
    OpenCollections &m_collections;
    QString m_folder;
    std::function<Instant()> m_now;
    std::shared_ptr<DraftJournal> m_journal;  ///< used in m_thread alone, once it is open
    QThreadPool m_thread;  ///< of one
    QTimer m_soon;
    QStringList m_recent;
    QStringList m_awaited;  ///< collections that are still being opened
    QSet<QByteArray> m_edited;  ///< keys of tabs whose drafts are to be written
    QSet<QByteArray> m_inJournal;
    KeptTabs m_written;
    bool m_told = false;
};

}
