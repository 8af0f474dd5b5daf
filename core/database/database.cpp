#include "core/database/database.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <atomic>

namespace keyhole {

namespace {

constexpr QFile::Permissions kOwnerAlone = QFile::ReadOwner | QFile::WriteOwner;

DatabaseError notOpened(const QString &file, const QString &why)
{
    return {DatabaseFault::NotOpened,
            {QStringLiteral("%1 cannot be opened: %2").arg(QFileInfo(file).fileName(), why), file,
             QStringLiteral("Look who owns the file and its folder, and whether the disk is full.")}};
}

DatabaseError damaged(const QString &file, const QString &why)
{
    return {
        DatabaseFault::Damaged,
        {QStringLiteral("%1 is damaged: %2").arg(QFileInfo(file).fileName(), why), file, QStringLiteral("It is kept under another name.")}};
}

/// By SQLite's result codes: https://www.sqlite.org/rescode.html
DatabaseFault faultOf(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    switch (code) {
    case 5:  // SQLITE_BUSY
    case 6:  // SQLITE_LOCKED
        return DatabaseFault::Busy;
    case 11:  // SQLITE_CORRUPT
    case 26:  // SQLITE_NOTADB
        return DatabaseFault::Damaged;
    case 14:  // SQLITE_CANTOPEN
        return DatabaseFault::NotOpened;
    default:
        return DatabaseFault::Refused;
    }
}

DatabaseError errorOf(const QSqlError &error, const QString &file)
{
    const DatabaseFault fault = faultOf(error);
    const QString why = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    if (fault == DatabaseFault::Damaged)
        return damaged(file, why);
    if (fault == DatabaseFault::NotOpened)
        return notOpened(file, why);
    return {fault,
            {QStringLiteral("%1: %2").arg(QFileInfo(file).fileName(), why), file,
             fault == DatabaseFault::Busy ? QStringLiteral("Close the other program that uses it.") : QString()}};
}

/// SQLite gives the files beside it (-wal, -shm) the permissions of the file itself, so it has to have them first.
DatabaseResult<void> makeFile(const QString &file)
{
    const QDir folder = QFileInfo(file).absoluteDir();
    if (!folder.exists()) {
        if (!folder.mkpath(QStringLiteral(".")))
            return failure(notOpened(file, QStringLiteral("its folder cannot be made")));
        QFile::setPermissions(folder.absolutePath(), kOwnerAlone | QFile::ExeOwner);
    }
    QFile made(file);
    if (!made.exists() && !made.open(QIODevice::ReadWrite | QIODevice::NewOnly, kOwnerAlone))
        return failure(notOpened(file, made.errorString()));
    if (made.permissions() != (kOwnerAlone | QFile::ReadUser | QFile::WriteUser) && !made.setPermissions(kOwnerAlone))
        return failure(notOpened(file, made.errorString()));
    return {};
}

}

struct Database::Connection {
    explicit Connection(const QString &path) : name(nextName()), file(path)
    {
        database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=1000"));
    }
    ~Connection()
    {
        database = {};  // Qt asks that no copy is left
        QSqlDatabase::removeDatabase(name);
    }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    static QString nextName()
    {
        static std::atomic<int> count = 0;
        return QStringLiteral("keyhole-%1").arg(++count);
    }

    DatabaseResult<QSqlQuery> prepared(const QString &sql) const
    {
        QSqlQuery query(database);
        query.setForwardOnly(true);
        if (!query.prepare(sql))
            return failure(errorOf(query.lastError(), file));
        return query;
    }
    DatabaseResult<void> run(QSqlQuery &query, const QVariantList &values) const
    {
        for (qsizetype i = 0; i < values.size(); ++i)
            query.bindValue(int(i), values[i]);
        if (!query.exec())
            return failure(errorOf(query.lastError(), file));
        return {};
    }

    QString name, file;
    QSqlDatabase database;
};

Database::Database(std::unique_ptr<Connection> connection) : m_connection(std::move(connection)) { }
Database::Database(Database &&) noexcept = default;
Database &Database::operator=(Database &&) noexcept = default;
Database::~Database() = default;

DatabaseResult<Database> Database::open(const QString &file, std::span<const QStringList> schema)
{
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QSQLITE")))
        return failure(DatabaseError{DatabaseFault::NotOpened,
                                     {QStringLiteral("Qt's driver for SQLite is missing"), file,
                                      QStringLiteral("Install libqt6sql6-sqlite, or what it is called on this system.")}});
    if (auto made = makeFile(file); !made)
        return failure(made.error());
    auto connection = std::make_unique<Connection>(file);
    if (!connection->database.open())
        return failure(errorOf(connection->database.lastError(), file));
    Database database(std::move(connection));
    if (auto ready = database.prepareFile(); !ready)
        return failure(ready.error());
    if (auto current = database.bringUpToDate(schema); !current)
        return failure(current.error());
    return database;
}

DatabaseResult<void> Database::prepareFile()
{
    for (const char *pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON",
                               "PRAGMA secure_delete = ON", "PRAGMA trusted_schema = OFF"}) {
        if (auto done = run(QLatin1String(pragma)); !done)
            return done;
    }
    const auto check = select(QStringLiteral("PRAGMA quick_check(1)"));
    if (!check)
        return failure(check.error());
    const QString found = check->empty() ? QString() : check->front().value(0).toString();
    if (found != QLatin1String("ok"))
        return failure(damaged(m_connection->file, found));
    return {};
}

DatabaseResult<void> Database::bringUpToDate(std::span<const QStringList> schema)
{
    const auto version = select(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return failure(version.error());
    const int had = version->empty() ? 0 : version->front().value(0).toInt();
    if (had < 0 || size_t(had) > schema.size())
        return failure(
            DatabaseError{DatabaseFault::Newer,
                          {QStringLiteral("%1 was written by a later version of Keyhole").arg(QFileInfo(m_connection->file).fileName()),
                           m_connection->file, QStringLiteral("Use that version; the file is left as it is.")}});
    for (size_t step = size_t(had); step < schema.size(); ++step) {
        auto done = inTransaction([&]() -> DatabaseResult<void> {
            for (const QString &sql : schema[step]) {
                if (auto ran = run(sql); !ran)
                    return ran;
            }
            return run(QStringLiteral("PRAGMA user_version = %1").arg(step + 1));
        });
        if (!done)
            return done;
    }
    return {};
}

DatabaseResult<void> Database::run(const QString &sql, const QVariantList &values)
{
    auto query = m_connection->prepared(sql);
    return query ? m_connection->run(*query, values) : DatabaseResult<void>(failure(query.error()));
}

DatabaseResult<void> Database::runForEach(const QString &sql, const std::vector<QVariantList> &valuesOfEach)
{
    auto query = m_connection->prepared(sql);
    if (!query)
        return failure(query.error());
    for (const QVariantList &values : valuesOfEach) {
        if (auto done = m_connection->run(*query, values); !done)
            return done;
    }
    return {};
}

DatabaseResult<std::vector<DatabaseRow>> Database::select(const QString &sql, const QVariantList &values, qsizetype most) const
{
    auto query = m_connection->prepared(sql);
    if (!query)
        return failure(query.error());
    if (auto done = m_connection->run(*query, values); !done)
        return failure(done.error());
    const int columns = query->record().count();
    std::vector<DatabaseRow> rows;
    while (qsizetype(rows.size()) < most && query->next()) {
        DatabaseRow row;
        for (int column = 0; column < columns; ++column)
            row.append(query->value(column));
        rows.push_back(std::move(row));
    }
    if (query->lastError().isValid())
        return failure(errorOf(query->lastError(), m_connection->file));
    return rows;
}

DatabaseResult<void> Database::inTransaction(const std::function<DatabaseResult<void>()> &work)
{
    if (auto begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    auto done = work();
    if (done)
        done = run(QStringLiteral("COMMIT"));
    if (!done)
        run(QStringLiteral("ROLLBACK"));
    return done;
}

Result<QString> setAside(const QString &file)
{
    QString name = file + QLatin1String(".damaged");
    for (int number = 2; QFile::exists(name); ++number)
        name = QStringLiteral("%1.damaged-%2").arg(file).arg(number);
    if (!QFile::rename(file, name))
        return failure(Error{QStringLiteral("%1 cannot be renamed").arg(QFileInfo(file).fileName()), file,
                             QStringLiteral("Look who owns its folder, and move it away by hand.")});
    for (const char *beside : {"-wal", "-shm"}) {
        if (QFile::exists(file + QLatin1String(beside)))
            QFile::rename(file + QLatin1String(beside), name + QLatin1String(beside));
    }
    return name;
}

}
