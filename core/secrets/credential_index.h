#pragma once

#include "core/result.h"
#include "core/secrets/credential.h"

#include <QDateTime>
#include <QObject>
#include <QThreadPool>
#include <functional>

namespace keyhole {

/// What is known of the credentials in the keychain, without any secret: a keychain cannot list its entries. One JSON file that only its
/// owner can read, written whole or not at all.
class CredentialIndex {
public:
    struct Entry {
        CredentialInfo info;
        quint32 generation = 0;  ///< the one acknowledged last
        friend bool operator==(const Entry &, const Entry &) = default;
    };

    explicit CredentialIndex(QString file);

    /// Reads the file again when another program changed it. A file that cannot be read as an index is put aside under another name, and
    /// that is told once; entries are then found by the ids that requests name.
    std::optional<Error> refresh();

    const std::vector<Entry> &entries() const { return m_entries; }
    /// 0 for an id that is not listed.
    quint32 generationOf(const CredentialId &id) const;
    /// SHA-256 of the entry by which the keychain is known again; empty before one was written.
    const QByteArray &canary() const { return m_canary; }

    /// Called when the file is written, or why it cannot be.
    using Saved = std::function<void(const Result<void> &)>;

    // What is in memory is as asked for at once, and stays so. The file is written in a thread: a disk may take a quarter of a second.
    /// An entry without a last use keeps the one that is known.
    void put(Entry entry, Saved saved);
    void take(const CredentialId &id, Saved saved);
    /// To the minute, so that the file is not written with every request. Whether that is news; else `saved` is not called.
    bool noteUse(const CredentialId &id, Instant at, Saved saved);
    void setCanary(QByteArray hash, Saved saved);
    /// Whether something is not written yet; refresh() does nothing meanwhile.
    bool isSaving() const { return m_saving > 0; }

private:
    void save(Saved saved);
    std::optional<Error> load();
    std::optional<Error> putAside();

    const QString m_file;
    std::vector<Entry> m_entries;
    QByteArray m_canary;
    QDateTime m_readAt;  ///< the file's own time of change
    qint64 m_size = -1;
    int m_saving = 0;
    QObject m_here;  ///< what a thread tells comes here; nothing does once this is gone
    QThreadPool m_thread;  ///< of one; what it has begun is written before this goes
};

}
