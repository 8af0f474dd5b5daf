#include "core/clock/clock_history.h"

#include <algorithm>

namespace keyhole {

namespace {

constexpr auto kKept = std::chrono::days(90);

const std::vector<QStringList> &schema()
{
    static const std::vector<QStringList> kSteps{{
        QStringLiteral(
            "CREATE TABLE answer (id INTEGER PRIMARY KEY AUTOINCREMENT, scheme TEXT NOT NULL, host TEXT NOT NULL, port INTEGER NOT "
            "NULL, at INTEGER NOT NULL, round_trip INTEGER NOT NULL, told_low INTEGER NOT NULL, told_high INTEGER NOT NULL, "
            "known_low INTEGER NOT NULL, known_high INTEGER NOT NULL)"),
        QStringLiteral(
            "CREATE TABLE local_change (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, forward INTEGER NOT NULL, doubt "
            "INTEGER NOT NULL, suspended INTEGER NOT NULL)"),
    }};
    return kSteps;
}

qint64 number(Milliseconds time)
{
    return time.count();
}

qint64 number(Instant time)
{
    return time.time_since_epoch().count();
}

Milliseconds time(const DatabaseRow &row, int column)
{
    return Milliseconds(row.at(column).toLongLong());
}

ClockRecord recordFrom(const DatabaseRow &row)
{
    return {{row.at(0).toByteArray(), row.at(1).toByteArray(), row.at(2).toInt()},
            Instant(time(row, 3)),
            time(row, 4),
            {time(row, 5), time(row, 6)},
            {time(row, 7), time(row, 8)}};
}

}

DatabaseResult<ClockHistory> ClockHistory::open(const QString &file, Instant now)
{
    auto database = Database::open(file, schema());
    if (!database)
        return failure(database.error());
    ClockHistory history;
    history.m_database = std::move(*database);
    if (const auto forgotten = history.forget(now); !forgotten)
        return failure(forgotten.error());
    if (const auto loaded = history.load(); !loaded)
        return failure(loaded.error());
    return history;
}

DatabaseResult<void> ClockHistory::forget(Instant now)
{
    for (const char *table : {"answer", "local_change"}) {
        const QString name = QString::fromLatin1(table);
        const auto old = m_database->run(QStringLiteral("DELETE FROM %1 WHERE at < ?").arg(name), {number(now - kKept)});
        if (!old)
            return old;
        const auto surplus
            = m_database->run(QStringLiteral("DELETE FROM %1 WHERE id <= (SELECT max(id) FROM %1) - ?").arg(name), {qint64(kMostRecords)});
        if (!surplus)
            return surplus;
    }
    return {};
}

DatabaseResult<void> ClockHistory::load()
{
    const auto answers = m_database->select(
        QStringLiteral("SELECT scheme, host, port, at, round_trip, told_low, told_high, known_low, known_high FROM answer ORDER BY id"));
    if (!answers)
        return failure(answers.error());
    const auto changes = m_database->select(QStringLiteral("SELECT at, forward, doubt, suspended FROM local_change ORDER BY id"));
    if (!changes)
        return failure(changes.error());
    std::transform(answers->begin(), answers->end(), std::back_inserter(m_records), recordFrom);
    for (const DatabaseRow &row : *changes)
        m_changes.push_back({Instant(time(row, 0)), {time(row, 1), time(row, 2), time(row, 3)}});
    return {};
}

DatabaseResult<void> ClockHistory::add(const ClockRecord &record)
{
    m_records.push_back(record);
    if (m_records.size() > kMostRecords)
        m_records.erase(m_records.begin(), m_records.begin() + kMostRecords / 10);
    if (!m_database)
        return {};
    return m_database->run(QStringLiteral("INSERT INTO answer (scheme, host, port, at, round_trip, told_low, told_high, known_low, "
                                          "known_high) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                           {QString::fromUtf8(record.origin.scheme), QString::fromUtf8(record.origin.host), record.origin.port,
                            number(record.at), number(record.roundTrip), number(record.told.low), number(record.told.high),
                            number(record.known.low), number(record.known.high)});
}

DatabaseResult<void> ClockHistory::add(const LocalClockRecord &record)
{
    m_changes.push_back(record);
    if (m_changes.size() > kMostRecords)
        m_changes.erase(m_changes.begin());
    if (!m_database)
        return {};
    const ClockChange &change = record.change;
    return m_database->run(QStringLiteral("INSERT INTO local_change (at, forward, doubt, suspended) VALUES (?, ?, ?, ?)"),
                           {number(record.at), number(change.set), number(change.doubt), number(change.suspended)});
}

std::vector<Origin> ClockHistory::origins() const
{
    std::vector<Origin> found;
    for (auto record = m_records.rbegin(); record != m_records.rend(); ++record) {
        if (std::find(found.begin(), found.end(), record->origin) == found.end())
            found.push_back(record->origin);
    }
    return found;
}

std::vector<ClockRecord> ClockHistory::of(const Origin &origin, Instant since) const
{
    std::vector<ClockRecord> found;
    std::copy_if(m_records.begin(), m_records.end(), std::back_inserter(found),
                 [&](const ClockRecord &record) { return record.origin == origin && record.at >= since; });
    return found;
}

DatabaseResult<void> ClockHistory::clear()
{
    m_records.clear();
    m_changes.clear();
    if (!m_database)
        return {};
    return m_database->inTransaction([this]() -> DatabaseResult<void> {
        const auto answers = m_database->run(QStringLiteral("DELETE FROM answer"));
        return answers ? m_database->run(QStringLiteral("DELETE FROM local_change")) : answers;
    });
}

}
