#pragma once

#include "core/clock/clock_record.h"
#include "core/database/database.h"

namespace keyhole {

/// What the answers of 90 days told of servers' clocks: 20,000 of them at most, the oldest go first. Names of servers and times; no
/// address beyond the origin, nothing that was sent. In memory, or in a file of SQLite.
class ClockHistory {
public:
    /// In memory, gone with the object.
    ClockHistory() = default;
    /// Opens the file, and forgets what is older than 90 days.
    static DatabaseResult<ClockHistory> open(const QString &file, Instant now);

    /// Fails when the file cannot be written; it is in memory all the same.
    DatabaseResult<void> add(const ClockRecord &record);
    DatabaseResult<void> add(const LocalClockRecord &record);

    std::vector<Origin> origins() const;  ///< the latest answered first
    std::vector<ClockRecord> of(const Origin &origin, Instant since = {}) const;  ///< oldest first
    const std::vector<LocalClockRecord> &localChanges() const { return m_changes; }
    DatabaseResult<void> clear();

    static constexpr size_t kMostRecords = 20'000;

private:
    DatabaseResult<void> load();
    DatabaseResult<void> forget(Instant now);

    std::optional<Database> m_database;
    std::vector<ClockRecord> m_records;  ///< in the order in which they were added
    std::vector<LocalClockRecord> m_changes;
};

}
