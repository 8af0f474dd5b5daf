#include "core/history/history_store.h"

#include "core/history/exchange_blob.h"

#include <QDateTime>
#include <QFileInfo>
#include <QStandardPaths>

namespace keyhole {

namespace {

// The latest ones that fit into number and size stay, of those that are young enough.
constexpr const char *kOutdated
    = "FROM (SELECT id, at, pinned, row_number() OVER latest AS number, sum(size) OVER latest AS bytes FROM exchange "
      "WINDOW latest AS (ORDER BY id DESC)) WHERE pinned = 0 AND (number > ? OR bytes > ? OR at < ?)";

// The words of the index besides those of the address: "401 4xx", "none" where there is no cause.
const std::vector<QStringList> &schema()
{
    static const std::vector<QStringList> steps{
        {
            "CREATE TABLE exchange (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, method TEXT NOT NULL, address TEXT NOT "
            "NULL, "
            "origin TEXT NOT NULL, path TEXT NOT NULL, status INTEGER NOT NULL, cause TEXT NOT NULL, certainty INTEGER, headline TEXT NOT "
            "NULL, "
            "environment TEXT NOT NULL, credential TEXT NOT NULL, duration INTEGER NOT NULL, pinned INTEGER NOT NULL DEFAULT 0, "
            "note TEXT NOT NULL DEFAULT '', removed INTEGER NOT NULL DEFAULT 0, size INTEGER NOT NULL)",
            "CREATE INDEX exchange_at ON exchange (at)",
            "CREATE INDEX exchange_place ON exchange (origin, path, method, status)",
            "CREATE INDEX exchange_pinned ON exchange (pinned) WHERE pinned = 1",
            "CREATE TABLE recording (id INTEGER PRIMARY KEY REFERENCES exchange(id) ON DELETE CASCADE, packed BLOB NOT NULL)",
            "CREATE VIRTUAL TABLE words USING fts5 (address, host, status, method, cause, headline, environment, note, "
            "prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2')",
        },
        {
            "ALTER TABLE exchange ADD COLUMN marks TEXT NOT NULL DEFAULT ''",
        }};
    return steps;
}

const QString kColumns = QStringLiteral("e.id, e.at, e.method, e.address, e.status, e.cause, e.certainty, e.headline, e.environment, "
                                        "e.credential, e.duration, e.pinned, e.note, e.marks");

qint64 stored(Instant instant)
{
    return instant.time_since_epoch().count();
}

HistoryEntry entryOf(const DatabaseRow &row)
{
    HistoryEntry entry;
    entry.id = row.value(0).toLongLong();
    entry.at = Instant(Milliseconds(row.value(1).toLongLong()));
    entry.method = row.value(2).toString().toUtf8();
    entry.address = row.value(3).toString();
    entry.status = row.value(4).toInt();
    entry.cause = row.value(5).toString().toLatin1();
    if (!row.value(6).isNull())
        entry.certainty = Certainty(std::clamp(row.value(6).toInt(), 0, int(Certainty::Certain)));
    entry.headline = row.value(7).toString();
    entry.environment = row.value(8).toString();
    entry.credential = row.value(9).toString().toLatin1();
    entry.duration = Milliseconds(row.value(10).toLongLong());
    entry.pinned = row.value(11).toInt() != 0;
    entry.note = row.value(12).toString();
    entry.marks = row.value(13).toString().toLatin1();
    return entry;
}

/// NULL is what nothing equals.
QString text(const QString &value)
{
    return value.isNull() ? QString("") : value;
}

HistoryEntry entryFor(const HistoryRecord &record, const Exchange &kept)
{
    const Hop &last = kept.last();
    HistoryEntry entry;
    entry.at = last.answeredAt.value_or(last.sentAt.value_or(Instant()));
    entry.method = kept.first().request.method;
    entry.address = QString::fromUtf8(kept.first().request.url.toString());
    entry.status = last.response ? last.response->status : 0;
    const bool refused = record.report.verdict.outcome != Outcome::Accepted;
    entry.cause = refused ? record.report.verdict.id : QByteArray();
    entry.certainty = refused ? record.report.verdict.certainty : std::nullopt;
    entry.headline = record.report.verdict.headline;
    entry.environment = record.environment;
    entry.credential = record.credential;
    for (const Hop &hop : kept.hops)
        entry.duration += std::chrono::duration_cast<Milliseconds>(hop.times.end.value_or(PhaseTimes::Duration(0)));
    return entry;
}

QString statusWords(int status)
{
    return status ? QStringLiteral("%1 %2xx").arg(status).arg(status / 100) : QStringLiteral("0");
}

QString quotedWord(const QString &word)
{
    return u'"' + QString(word).replace(u'"', QLatin1String("\"\"")) + u'"';
}

/// One key of a query as FTS5 writes it: (host : "api"* OR host : "www"*).
QString anyOf(const QString &column, const QStringList &values, const QString &before, const QString &after)
{
    QStringList alternatives;
    for (const QString &value : values)
        alternatives += column + QStringLiteral(" : ") + before + quotedWord(value) + after;
    return u'(' + alternatives.join(QStringLiteral(" OR ")) + u')';
}

QStringList strings(const QByteArrayList &list)
{
    QStringList result;
    for (const QByteArray &each : list)
        result += QString::fromUtf8(each);
    return result;
}

/// What the index of words is asked; empty when it need not be.
QString matchOf(const HistoryQuery &query)
{
    QStringList all;
    for (const QString &word : query.words)
        all += quotedWord(word) + u'*';
    if (!query.statuses.isEmpty())
        all += anyOf(QStringLiteral("status"), strings(query.statuses), {}, {});
    if (!query.methods.isEmpty())
        all += anyOf(QStringLiteral("method"), strings(query.methods), {}, {});
    if (!query.hosts.isEmpty())
        all += anyOf(QStringLiteral("host"), query.hosts, {}, QStringLiteral("*"));
    if (!query.causes.isEmpty())
        all += anyOf(QStringLiteral("cause"), strings(query.causes), QStringLiteral("^"), {});
    if (!query.environments.isEmpty())
        all += anyOf(QStringLiteral("environment"), query.environments, {}, QStringLiteral("*"));
    return all.join(QStringLiteral(" AND "));
}

/// FROM and WHERE of a query, with the values of its question marks.
struct Condition {
    QString from = QStringLiteral("exchange e");
    QStringList where{QStringLiteral("e.removed = 0")};
    QVariantList values;
    bool indexed = false;

    void add(const QString &condition, const QVariant &value)
    {
        where += condition;
        values += value;
    }
    QString sql() const { return QStringLiteral(" FROM ") + from + QStringLiteral(" WHERE ") + where.join(QStringLiteral(" AND ")); }
    QString newestFirst() const { return indexed ? QStringLiteral(" ORDER BY words.rowid DESC") : QStringLiteral(" ORDER BY e.id DESC"); }
};

Condition conditionOf(const HistoryQuery &query)
{
    Condition condition;
    if (const QString match = matchOf(query); !match.isEmpty()) {
        condition.indexed = true;
        condition.from = QStringLiteral("words CROSS JOIN exchange e ON e.id = words.rowid");  // the index first, whatever is guessed
        condition.add(QStringLiteral("words MATCH ?"), match);
    }
    const QString id = condition.indexed ? QStringLiteral("words.rowid") : QStringLiteral("e.id");
    if (query.since) {
        condition.add(id + QStringLiteral(" >= (SELECT ifnull(min(id), 9223372036854775807) FROM exchange WHERE at >= ?)"),
                      stored(*query.since));
        condition.add(QStringLiteral("e.at >= ?"), stored(*query.since));
    }
    if (query.until)
        condition.add(QStringLiteral("e.at < ?"), stored(*query.until));
    if (query.pinned)
        condition.where += QStringLiteral("e.pinned = 1");
    if (query.noted)
        condition.where += QStringLiteral("e.note <> ''");
    for (const QString &word : query.withoutWords)
        condition.add(QStringLiteral("e.id NOT IN (SELECT rowid FROM words WHERE words MATCH ?)"), QString(quotedWord(word) + u'*'));
    return condition;
}

template <class T> auto told(DatabaseResult<T> result)
{
    return std::move(result).map_error([](const DatabaseError &error) { return error.error; });
}

std::vector<QVariantList> rowsOf(const std::vector<qint64> &ids)
{
    std::vector<QVariantList> rows;
    for (const qint64 id : ids)
        rows.push_back({id});
    return rows;
}

constexpr int kMostGroups = 5000;

}

HistoryStore::HistoryStore(Database database, const Secret &markKey)
    : m_database(std::move(database)), m_marks(std::make_unique<SecretMarks>(markKey.reveal()))
{ }

Result<HistoryStore> HistoryStore::open(const QString &file, const Secret &markKey)
{
    auto database = Database::open(file, schema());
    std::optional<Error> notice;
    if (!database && database.error().fault == DatabaseFault::Damaged) {
        const auto aside = setAside(file);
        if (!aside)
            return failure(aside.error());
        notice = Error{QStringLiteral("The history cannot be read: its file is damaged."), *aside,
                       QStringLiteral("It is kept as %1; a new one was begun.").arg(QFileInfo(*aside).fileName())};
        database = Database::open(file, schema());
    }
    if (!database)
        return failure(database.error().error);
    HistoryStore store(std::move(*database), markKey);
    store.m_notice = notice;
    for (const char *purge :
         {"DELETE FROM words WHERE rowid IN (SELECT id FROM exchange WHERE removed = 1)", "DELETE FROM exchange WHERE removed = 1"}) {
        if (auto done = store.m_database.run(QLatin1String(purge)); !done)
            return failure(done.error().error);
    }
    return store;
}

Result<HistoryStore> HistoryStore::openToRead(const QString &file)
{
    if (!QFileInfo::exists(file))
        return failure(
            Error{QStringLiteral("There is no history yet."), file, QStringLiteral("What the window of Keyhole sends is kept in it.")});
    auto database = Database::open(file, schema());
    if (!database)
        return failure(database.error().error);
    return HistoryStore(std::move(*database), Secret(QByteArray(32, '\0')));
}

QString HistoryStore::usualFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/history.sqlite");
}

Result<HistoryEntry> HistoryStore::add(const HistoryRecord &record)
{
    const Exchange kept = withMarks(record.exchange, record.secrets, *m_marks);
    HistoryEntry entry = entryFor(record, kept);
    entry.marks = m_marks->fingerprint();
    const QByteArray bytes = packed(kept);
    const Url &url = kept.first().request.url;
    const auto done = m_database.inTransaction([&]() -> DatabaseResult<void> {
        const QVariant certainty = entry.certainty ? QVariant(int(*entry.certainty)) : QVariant(QMetaType::fromType<int>());
        const auto row = m_database.select(
            "INSERT INTO exchange (at, method, address, origin, path, status, cause, certainty, headline, environment, credential, "
            "duration, size, marks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            {stored(entry.at), QString::fromUtf8(entry.method), entry.address, QString::fromUtf8(url.origin().toString()),
             text(QString::fromUtf8(url.path)), entry.status, text(QString::fromLatin1(entry.cause)), certainty, text(entry.headline),
             text(entry.environment), text(QString::fromLatin1(entry.credential)), qint64(entry.duration.count()), bytes.size(),
             text(QString::fromLatin1(entry.marks))});
        if (!row)
            return failure(row.error());
        entry.id = row->front().value(0).toLongLong();
        if (auto written = m_database.run("INSERT INTO recording (id, packed) VALUES (?, ?)", {entry.id, bytes}); !written)
            return written;
        return m_database.run("INSERT INTO words (rowid, address, host, status, method, cause, headline, environment, note) VALUES (?, ?, "
                              "?, ?, ?, ?, ?, ?, '')",
                              {entry.id, entry.address, text(QString::fromUtf8(url.origin().host)), statusWords(entry.status),
                               QString::fromUtf8(entry.method),
                               entry.cause.isEmpty() ? QStringLiteral("none") : QString::fromLatin1(entry.cause), text(entry.headline),
                               text(entry.environment)});
    });
    if (!done)
        return failure(done.error().error);
    return entry;
}

Result<std::vector<HistoryEntry>> HistoryStore::search(const HistoryQuery &query, int most, std::optional<qint64> before) const
{
    Condition condition = conditionOf(query);
    if (before)
        condition.add(condition.indexed ? QStringLiteral("words.rowid < ?") : QStringLiteral("e.id < ?"), *before);
    condition.values += most;
    const auto rows = m_database.select(
        QStringLiteral("SELECT ") + kColumns + condition.sql() + condition.newestFirst() + QStringLiteral(" LIMIT ?"), condition.values);
    if (!rows)
        return failure(rows.error().error);
    std::vector<HistoryEntry> entries;
    for (const DatabaseRow &row : *rows)
        entries.push_back(entryOf(row));
    return entries;
}

Result<std::vector<HistoryGroup>> HistoryStore::groups(const HistoryQuery &query, HistoryGrouping by, const QTimeZone &zone) const
{
    // By the quarter of an hour, which every zone's days are made of; put together below.
    static constexpr qint64 kQuarter = 15 * 60 * 1000;
    const Condition condition = conditionOf(query);
    const QString key = by == HistoryGrouping::Cause ? QStringLiteral("e.cause") : QStringLiteral("e.at / %1").arg(kQuarter);
    const auto rows = m_database.select(QStringLiteral("SELECT ") + key + QStringLiteral(", count(*), max(e.at)") + condition.sql()
                                            + QStringLiteral(" GROUP BY 1 ORDER BY 3 DESC"),
                                        condition.values);
    if (!rows)
        return failure(rows.error().error);
    std::vector<HistoryGroup> groups;
    for (const DatabaseRow &row : *rows) {
        const QString name = by == HistoryGrouping::Cause
            ? row.value(0).toString()
            : QDateTime::fromMSecsSinceEpoch(row.value(0).toLongLong() * kQuarter, zone).date().toString(Qt::ISODate);
        const auto known = std::find_if(groups.begin(), groups.end(), [&](const HistoryGroup &group) { return group.key == name; });
        if (known != groups.end())
            known->count += row.value(1).toInt();
        else if (groups.size() < kMostGroups)
            groups.push_back({name, row.value(1).toInt(), Instant(Milliseconds(row.value(2).toLongLong()))});
    }
    return groups;
}

Result<std::optional<HistoryEntry>> HistoryStore::lastSuccess(const HistoryEntry &entry) const
{
    const auto rows
        = m_database.select(QStringLiteral("SELECT ") + kColumns
                                + QStringLiteral(" FROM exchange e JOIN exchange this ON this.id = ? AND e.origin = this.origin AND "
                                                 "e.path = this.path AND e.method = this.method AND e.id < this.id "
                                                 "WHERE e.removed = 0 AND e.status BETWEEN 200 AND 299 AND e.cause = '' "
                                                 "ORDER BY e.id DESC LIMIT 1"),
                            {entry.id});
    if (!rows)
        return failure(rows.error().error);
    return rows->empty() ? std::nullopt : std::optional(entryOf(rows->front()));
}

Result<std::vector<HistoryEntry>> HistoryStore::like(const Request &request, int most, std::optional<qint64> before) const
{
    const auto rows
        = m_database.select(QStringLiteral("SELECT ") + kColumns
                                + QStringLiteral(" FROM exchange e WHERE e.origin = ? AND e.path = ? AND e.method = ? AND e.id < ? "
                                                 "AND e.removed = 0 ORDER BY e.id DESC LIMIT ?"),
                            {QString::fromUtf8(request.url.origin().toString()), text(QString::fromUtf8(request.url.path)),
                             QString::fromUtf8(request.method), before.value_or(std::numeric_limits<qint64>::max()), most});
    if (!rows)
        return failure(rows.error().error);
    std::vector<HistoryEntry> entries;
    for (const DatabaseRow &row : *rows)
        entries.push_back(entryOf(row));
    return entries;
}

Result<Exchange> HistoryStore::exchange(qint64 id) const
{
    const auto rows = m_database.select("SELECT packed FROM recording WHERE id = ?", {id});
    if (!rows)
        return failure(rows.error().error);
    if (rows->empty())
        return failure(Error{QStringLiteral("The history has no such exchange any more."), QStringLiteral("history"), {}});
    return unpacked(rows->front().value(0).toByteArray());
}

Result<HistoryEntry> HistoryStore::entry(qint64 id) const
{
    const auto rows = m_database.select(QStringLiteral("SELECT ") + kColumns + QStringLiteral(" FROM exchange e WHERE e.id = ?"), {id});
    if (!rows)
        return failure(rows.error().error);
    if (rows->empty())
        return failure(Error{QStringLiteral("The history has no such exchange any more."), QStringLiteral("history"), {}});
    return entryOf(rows->front());
}

Result<void> HistoryStore::setPinned(qint64 id, bool pinned)
{
    return told(m_database.run("UPDATE exchange SET pinned = ? WHERE id = ?", {int(pinned), id}));
}

Result<void> HistoryStore::setNote(qint64 id, const QString &note)
{
    return told(m_database.inTransaction([&]() -> DatabaseResult<void> {
        if (auto done = m_database.run("UPDATE exchange SET note = ? WHERE id = ?", {text(note), id}); !done)
            return done;
        return m_database.run("UPDATE words SET note = ? WHERE rowid = ?", {text(note), id});
    }));
}

Result<void> HistoryStore::remove(const std::vector<qint64> &ids)
{
    return told(
        m_database.inTransaction([&] { return m_database.runForEach("UPDATE exchange SET removed = 1 WHERE id = ?", rowsOf(ids)); }));
}

Result<void> HistoryStore::restore(const std::vector<qint64> &ids)
{
    return told(
        m_database.inTransaction([&] { return m_database.runForEach("UPDATE exchange SET removed = 0 WHERE id = ?", rowsOf(ids)); }));
}

Result<int> HistoryStore::outdated(const HistoryRetention &retention, Instant now) const
{
    const auto rows = m_database.select(QStringLiteral("SELECT count(*) ") + QLatin1String(kOutdated),
                                        {retention.count, retention.bytes, stored(now - retention.age)});
    if (!rows)
        return failure(rows.error().error);
    return rows->front().value(0).toInt();
}

Result<int> HistoryStore::apply(const HistoryRetention &retention, Instant now)
{
    const auto rows = m_database.select(QStringLiteral("SELECT id ") + QLatin1String(kOutdated),
                                        {retention.count, retention.bytes, stored(now - retention.age)});
    if (!rows)
        return failure(rows.error().error);
    std::vector<QVariantList> old;
    for (const DatabaseRow &row : *rows)
        old.push_back({row.value(0)});
    const auto done = m_database.inTransaction([&]() -> DatabaseResult<void> {
        if (auto words = m_database.runForEach("DELETE FROM words WHERE rowid = ?", old); !words)
            return words;
        return m_database.runForEach("DELETE FROM exchange WHERE id = ?", old);
    });
    if (!done)
        return failure(done.error().error);
    return int(old.size());
}

}
