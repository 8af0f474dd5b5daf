#pragma once

#include "core/result.h"

#include <QVariantList>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace keyhole {

enum class DatabaseFault {
    NotOpened,  ///< folder or file cannot be made or read
    Damaged,  ///< no database, or its pages do not fit together; see setAside()
    Newer,  ///< written by a later version of the program; left as it is
    Busy,  ///< another program holds it
    Refused,  ///< a statement cannot be carried out
};

struct DatabaseError {
    DatabaseFault fault = DatabaseFault::Refused;
    Error error;
};
template <class T> using DatabaseResult = Result<T, DatabaseError>;

/// The columns of one row, in the order of the SELECT.
using DatabaseRow = QVariantList;

/// A file of SQLite, readable by its owner alone. One connection an object, used on the thread that opened it; nothing throws.
class Database {
public:
    /// Opens the file, and makes it and its folder where they are missing. `schema` are the statements of each step: a file that has had n
    /// of them (`PRAGMA user_version`) gets those after the nth, each whole or not at all. So a step that was released is never changed.
    /// The pages are checked; a damaged file is told and left as it is. Foreign keys hold; the log is written ahead (WAL); another
    /// program's lock is waited for a second at most.
    static DatabaseResult<Database> open(const QString &file, std::span<const QStringList> schema);

    Database(Database &&) noexcept;
    Database &operator=(Database &&) noexcept;
    ~Database();

    /// Carries out one statement with a value for each '?'. A null QString or QByteArray goes in as NULL, an empty one does not.
    DatabaseResult<void> run(const QString &sql, const QVariantList &values = {});
    /// The same statement for each list of values; prepared once.
    DatabaseResult<void> runForEach(const QString &sql, const std::vector<QVariantList> &valuesOfEach);
    /// The rows of a SELECT, at most `most` of them.
    DatabaseResult<std::vector<DatabaseRow>> select(const QString &sql, const QVariantList &values = {}, qsizetype most = 100'000) const;
    /// All that `work` does, or nothing where it fails.
    DatabaseResult<void> inTransaction(const std::function<DatabaseResult<void>()> &work);

private:
    struct Connection;
    explicit Database(std::unique_ptr<Connection> connection);
    DatabaseResult<void> prepareFile();
    DatabaseResult<void> bringUpToDate(std::span<const QStringList> schema);

    std::unique_ptr<Connection> m_connection;
};

/// Gives a file that cannot be read another name beside its own, with what SQLite keeps next to it, so that nothing is lost and a new one
/// can begin. The new name, or why it cannot be given.
Result<QString> setAside(const QString &file);

}
