#pragma once

#include "core/database/database.h"
#include "core/diagnosis/report.h"
#include "core/history/history_query.h"
#include "core/history/marked_recording.h"
#include "core/secrets/secret.h"

namespace keyhole {

/// What the list of the history shows of one exchange. Nothing of it is a secret.
struct HistoryEntry {
    qint64 id = 0;  ///< later ones are greater
    Instant at{};  ///< when it was answered, or given up, by the local clock
    QByteArray method;
    QString address;  ///< with marks in the place of secrets
    int status = 0;  ///< 0: no answer
    QByteArray cause;  ///< id of the finding that the verdict rests on; empty when there is none
    std::optional<Certainty> certainty;
    QString headline;  ///< of the verdict
    QString environment;
    QByteArray credential;  ///< id of the stored credential that went along; empty: none did
    Milliseconds duration{0};
    bool pinned = false;
    QString note;
    QByteArray marks = {};  ///< which key its marks were made with: those of two entries can be compared where it is the same
};

/// An exchange to be kept.
struct HistoryRecord {
    const Exchange &exchange;
    const Report &report;
    QString environment = {};
    QByteArray credential = {};
    QByteArrayList secrets = {};  ///< values that the exchange carries and that must not be kept, wherever they stand
};

enum class HistoryGrouping { Day, Cause };
struct HistoryGroup {
    QString key;  ///< "2026-11-21", or the id of a cause
    int count = 0;
    Instant latest{};
};

/// What is kept, and for how long. What is pinned stays.
struct HistoryRetention {
    std::chrono::days age{90};
    qint64 bytes = 2LL << 30;
    int count = 200'000;
    friend bool operator==(const HistoryRetention &, const HistoryRetention &) = default;
};

/// Every exchange with its diagnosis, in a file of SQLite with an index of words (FTS5). Secrets are replaced before anything is written.
/// Used on one thread.
class HistoryStore {
public:
    /// Opens the file, or makes it; one that is damaged is set aside, and notice() tells. `markKey` are 32 bytes: with the same ones the
    /// same secret gets the same mark again.
    static Result<HistoryStore> open(const QString &file, const Secret &markKey);
    /// For a program that only reads, perhaps beside the one that writes: fails where there is no file, and takes nothing away.
    static Result<HistoryStore> openToRead(const QString &file);
    /// Where the window of this program keeps it.
    static QString usualFile();
    const std::optional<Error> &notice() const { return m_notice; }

    /// For what is added from now on.
    void setMarkKey(const Secret &markKey) { m_marks = std::make_unique<SecretMarks>(markKey.reveal()); }

    Result<HistoryEntry> add(const HistoryRecord &record);

    /// The entries that a query asks for, latest first; `before` continues behind an entry.
    Result<std::vector<HistoryEntry>> search(const HistoryQuery &query, int most = 200, std::optional<qint64> before = {}) const;
    /// How many entries a query asks for, by day (in `zone`) or by cause; the latest group first.
    Result<std::vector<HistoryGroup>> groups(const HistoryQuery &query, HistoryGrouping by, const QTimeZone &zone) const;
    /// The latest success of the same method, origin and path before an entry; nothing when there is none.
    Result<std::optional<HistoryEntry>> lastSuccess(const HistoryEntry &entry) const;
    /// The latest entries of the method, origin and path of a request, latest first; `before`: those before an entry.
    Result<std::vector<HistoryEntry>> like(const Request &request, int most, std::optional<qint64> before = {}) const;

    Result<Exchange> exchange(qint64 id) const;
    Result<HistoryEntry> entry(qint64 id) const;
    Result<void> setPinned(qint64 id, bool pinned);
    Result<void> setNote(qint64 id, const QString &note);
    /// Out of sight, and gone for good when the file is opened the next time; until then restore() brings them back.
    Result<void> remove(const std::vector<qint64> &ids);
    Result<void> restore(const std::vector<qint64> &ids);
    /// How many apply() would remove.
    Result<int> outdated(const HistoryRetention &retention, Instant now) const;
    /// How many were removed.
    Result<int> apply(const HistoryRetention &retention, Instant now);

private:
    HistoryStore(Database database, const Secret &markKey);

    Database m_database;
    std::unique_ptr<SecretMarks> m_marks;
    std::optional<Error> m_notice;
};

}
