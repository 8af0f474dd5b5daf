#include "canary/database_contents.h"

#include "catch.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTemporaryDir>

namespace keyhole {

namespace {

bool isDatabase(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) && file.read(16) == QByteArray("SQLite format 3\0", 16);
}

void addAll(QSqlDatabase &database, const QString &select, std::vector<QByteArray> &values)
{
    QSqlQuery query(database);
    const bool read = query.exec(select);
    INFO(select.toStdString() << ": " << query.lastError().text().toStdString());
    REQUIRE(read);
    while (query.next()) {
        for (int column = 0; column < query.record().count(); ++column)
            values.push_back(query.value(column).toByteArray());
    }
}

}

std::vector<QByteArray> databaseContents(const QString &path)
{
    std::vector<QByteArray> values;
    if (!isDatabase(path))
        return values;
    const QTemporaryDir copy("/tmp/keyhole-scan-XXXXXX");
    for (const char *part : {"", "-wal", "-shm"})
        QFile::copy(path + part, copy.filePath(QStringLiteral("copy") + part));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", path);
        database.setDatabaseName(copy.filePath("copy"));
        REQUIRE(database.open());
        QStringList tables, indexes;
        QSqlQuery schema("SELECT name, sql FROM sqlite_master WHERE type = 'table'", database);
        while (schema.next())
            (schema.value(1).toString().contains("using fts5", Qt::CaseInsensitive) ? indexes : tables) << schema.value(0).toString();
        for (const QString &table : tables)
            addAll(database, "SELECT * FROM \"" + table + '"', values);
        for (const QString &index : indexes) {
            QSqlQuery(database).exec("CREATE VIRTUAL TABLE temp.words_of_" + index + " USING fts5vocab(main, " + index + ", row)");
            addAll(database, "SELECT term FROM temp.words_of_" + index, values);
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(path);
    return values;
}

}
