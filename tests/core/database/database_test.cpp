#include "catch.h"
#include "core/database/database.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

const QStringList kFirstStep{"CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL UNIQUE)",
                             "CREATE TABLE page (book INTEGER NOT NULL REFERENCES book(id), text BLOB)"};
const QStringList kSecondStep{"ALTER TABLE book ADD COLUMN year INTEGER", "UPDATE book SET year = 2026"};

struct Folder {
    QTemporaryDir folder;
    QString file() const { return folder.filePath("deep/er/books.sqlite"); }
    DatabaseResult<Database> open(std::vector<QStringList> schema = {kFirstStep}) const { return Database::open(file(), schema); }
};

qint64 countBooks(const Database &database)
{
    return database.select("SELECT count(*) FROM book").value().front().value(0).toLongLong();
}

void overwrite(const QString &file, qint64 offset, const QByteArray &bytes)
{
    QFile raw(file);
    REQUIRE(raw.open(QIODevice::ReadWrite));
    REQUIRE(raw.seek(offset));
    raw.write(bytes);
}

}

TEST_CASE("Database: what is written is there when it is opened again, bytes and all", "[database]")
{
    const Folder folder;
    const QByteArray bytes("a\0b\xff", 4);
    {
        auto database = folder.open().value();
        REQUIRE(database.run("INSERT INTO book (title) VALUES (?)", {"Ulysses"}));
        REQUIRE(database.run("INSERT INTO page VALUES (1, ?)", {bytes}));
    }
    const auto database = folder.open().value();
    const auto rows = database.select("SELECT title, text FROM book JOIN page ON page.book = book.id WHERE title = ?", {"Ulysses"});
    REQUIRE(rows);
    REQUIRE(rows->size() == 1);
    CHECK(rows->front().value(0).toString() == "Ulysses");
    CHECK(rows->front().value(1).toByteArray() == bytes);
}

TEST_CASE("Database: the folder is made, and file and log are for the owner alone", "[database]")
{
    const Folder folder;
    auto database = folder.open().value();
    REQUIRE(database.run("INSERT INTO book (title) VALUES ('x')"));
    constexpr QFile::Permissions kOthers
        = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    for (const QString &name : {folder.file(), folder.file() + "-wal", folder.file() + "-shm", QFileInfo(folder.file()).path()}) {
        CAPTURE(name.toStdString());
        REQUIRE(QFile::exists(name));
        CHECK((QFile::permissions(name) & kOthers) == 0);
    }
}

TEST_CASE("Database: a file that others could read is closed to them", "[database]")
{
    const Folder folder;
    folder.open().value();
    QFile::setPermissions(folder.file(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    folder.open().value();
    CHECK((QFile::permissions(folder.file()) & QFile::ReadOther) == 0);
}

TEST_CASE("Database: a file of an earlier version gets the steps that it lacks, once", "[database]")
{
    const Folder folder;
    REQUIRE(folder.open().value().run("INSERT INTO book (title) VALUES ('old')"));
    for (int time = 0; time < 2; ++time) {
        const auto database = folder.open({kFirstStep, kSecondStep}).value();
        CHECK(database.select("SELECT year FROM book").value().front().value(0).toInt() == 2026);
    }
}

TEST_CASE("Database: a step that fails leaves nothing of itself", "[database]")
{
    const Folder folder;
    folder.open().value();
    const auto failed = folder.open({kFirstStep, {"CREATE TABLE shelf (id INTEGER)", "CREATE TABLE nonsense ("}});
    REQUIRE_FALSE(failed);
    CHECK(failed.error().fault == DatabaseFault::Refused);
    CHECK(folder.open().value().select("SELECT name FROM sqlite_master WHERE name = 'shelf'").value().empty());
}

TEST_CASE("Database: a file of a later version is told and left alone", "[database]")
{
    const Folder folder;
    folder.open({kFirstStep, kSecondStep}).value();
    const auto opened = folder.open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().fault == DatabaseFault::Newer);
    CHECK(folder.open({kFirstStep, kSecondStep}));
}

TEST_CASE("Database: a file that is none, or whose pages are broken, is damaged; set aside it makes room and nothing is lost", "[database]")
{
    const bool none = GENERATE(true, false);
    const Folder folder;
    {
        auto database = folder.open().value();
        for (int i = 0; i < 500; ++i)
            REQUIRE(database.run("INSERT INTO book (title) VALUES (?)", {QString("title %1").arg(i).repeated(20)}));
        REQUIRE(database.run("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    overwrite(folder.file(), none ? 0 : 4096 * 3, QByteArray(4096, 'x'));
    const qint64 size = QFileInfo(folder.file()).size();

    const auto opened = folder.open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().fault == DatabaseFault::Damaged);
    CHECK(QFileInfo(folder.file()).size() == size);
    const auto name = setAside(folder.file());
    REQUIRE(name);
    CHECK(QFileInfo(*name).size() == size);
    CHECK(countBooks(folder.open().value()) == 0);
}

TEST_CASE("setAside: a second damaged file does not push out the first", "[database]")
{
    const Folder folder;
    QStringList names;
    for (int time = 0; time < 2; ++time) {
        folder.open().value();
        names.append(setAside(folder.file()).value());
    }
    CHECK(names[0] != names[1]);
    CHECK(QFile::exists(names[0]));
    CHECK_FALSE(setAside(folder.file()));
}

TEST_CASE("Database: a place where no file can be is an error in words", "[database]")
{
    const QTemporaryDir folder;
    QFile inTheWay(folder.filePath("deep"));
    REQUIRE(inTheWay.open(QIODevice::WriteOnly));
    const auto opened = Database::open(folder.filePath("deep/books.sqlite"), std::vector<QStringList>{kFirstStep});
    REQUIRE_FALSE(opened);
    CHECK(opened.error().fault == DatabaseFault::NotOpened);
    CHECK_FALSE(opened.error().error.what.isEmpty());
}

TEST_CASE("Database: a transaction is done whole or not at all", "[database]")
{
    const Folder folder;
    auto database = folder.open().value();
    const auto failed = database.inTransaction([&]() -> DatabaseResult<void> {
        CHECK(database.run("INSERT INTO book (title) VALUES ('one')"));
        return database.run("INSERT INTO book (title) VALUES ('one')");
    });
    CHECK_FALSE(failed);
    CHECK(countBooks(database) == 0);
    CHECK(database.inTransaction([&] { return database.run("INSERT INTO book (title) VALUES ('one')"); }));
    CHECK(countBooks(database) == 1);
}

TEST_CASE("Database: foreign keys hold", "[database]")
{
    const Folder folder;
    auto database = folder.open().value();
    const auto refused = database.run("INSERT INTO page VALUES (7, 'x')");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == DatabaseFault::Refused);
}

TEST_CASE("Database: one statement takes many lists of values", "[database]")
{
    const Folder folder;
    auto database = folder.open().value();
    REQUIRE(database.runForEach("INSERT INTO book (title) VALUES (?)", {{"a"}, {"b"}, {"c"}}));
    CHECK(countBooks(database) == 3);
    CHECK(database.select("SELECT id FROM book", {}, 2).value().size() == 2);
}

TEST_CASE("Database: two connections see each other; a lock that is not given back is told as busy", "[database]")
{
    const Folder folder;
    auto one = folder.open().value();
    auto other = folder.open().value();
    REQUIRE(one.run("INSERT INTO book (title) VALUES ('x')"));
    CHECK(countBooks(other) == 1);
    REQUIRE(one.run("BEGIN IMMEDIATE"));
    const auto refused = other.run("INSERT INTO book (title) VALUES ('y')");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == DatabaseFault::Busy);
}
