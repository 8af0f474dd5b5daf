// Controls: a search that finds nothing proves something only where it would have found a secret.
#include "canary/scene.h"
#include "catch.h"
#include "core/secrets/waiting.h"

#include <QDir>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <zlib.h>
#include <zstd.h>

using namespace keyhole;

namespace {

CanarySecret planted()
{
    return {"control", randomText(10) + "\"<&%" + randomText(18)};
}

QByteArray gzipped(const QByteArray &bytes, int windowBits)
{
    z_stream stream{};
    QByteArray packed(4096 + bytes.size(), '\0');
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

QByteArray zstandard(const QByteArray &bytes)
{
    QByteArray packed(qsizetype(ZSTD_compressBound(size_t(bytes.size()))), '\0');
    packed.truncate(qsizetype(ZSTD_compress(packed.data(), size_t(packed.size()), bytes.constData(), size_t(bytes.size()), 3)));
    return packed;
}

QByteArray zipOf(const QByteArray &bytes)
{
    QByteArray zip("PK\x03\x04\x14\0\0\0\x08\0", 10);
    return zip + QByteArray(16, '\0') + QByteArray("\x01\0\0\0", 4) + "n" + gzipped(bytes, -15);
}

/// A database of two tables: the secret stands in a compressed value of many pages, or among the words of an index, small.
enum class Held { Packed, Word };
QByteArray databaseOf(const QByteArray &value, Held held)
{
    const QTemporaryDir folder;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", "control");
        database.setDatabaseName(folder.filePath("file"));
        REQUIRE(database.open());
        QSqlQuery query(database);
        REQUIRE(query.exec("CREATE TABLE packed (content BLOB)"));
        REQUIRE(query.exec("CREATE VIRTUAL TABLE words USING fts5 (content, content='')"));
        REQUIRE(query.prepare(held == Held::Packed ? "INSERT INTO packed VALUES (?)" : "INSERT INTO words VALUES (?)"));
        if (held == Held::Packed)
            query.addBindValue(zstandard(randomText(50'000) + value));
        else  // beside a word that shares its beginning
            query.addBindValue(QString::fromLatin1(value.chopped(1) + ' ' + value));
        REQUIRE(query.exec());
    }
    QSqlDatabase::removeDatabase("control");
    QFile file(folder.filePath("file"));
    REQUIRE(file.open(QFile::ReadOnly));
    return file.readAll();
}

bool foundIn(const CanarySecret &secret, const QByteArray &bytes)
{
    CanaryScan scan({secret});
    scan.searchBytes(bytes, "here");
    return !scan.hits().empty();
}

}

TEST_CASE("Control: a secret is found in each spelling, and in archives", "[canary]")
{
    const CanarySecret secret = planted();
    const std::vector<Spelling> spellings = spellingsOf(secret.value);
    CHECK(spellings.size() == 20);
    for (const Spelling &spelling : spellings) {
        CAPTURE(spelling.encoding);
        CHECK(foundIn(secret, "before" + spelling.bytes + "behind"));
    }
    for (int offset = 0; offset < 3; ++offset)
        CHECK(foundIn(secret, (QByteArray(offset, '-') + secret.value + "-").toBase64()));
    CHECK_FALSE(foundIn(secret, "before " + secret.value.chopped(1) + " behind"));  // a letter could be the one that lacks
    CHECK(foundIn(secret, gzipped("text " + secret.value, 15 + 16)));
    CHECK(foundIn(secret, zipOf("text " + secret.value)));
    CHECK(foundIn(secret, zstandard("text " + secret.value)));
}

TEST_CASE("Control: a secret is found in each place where a program could leave it", "[canary]")
{
    Scene scene;
    const QString name = "keyhole-control-" + QString::fromLatin1(randomText(8));
    const QByteArray value = scene.secret("bearer token");
    const std::pair<QString, QByteArray> files[] = {
        {scene.home + "/.profile-of-something", value},
        {qEnvironmentVariable("XDG_CONFIG_HOME") + "/keyhole/window.ini", "token=" + value},
        {qEnvironmentVariable("XDG_DATA_HOME") + "/keyhole/history.sqlite", "pages" + value},
        {qEnvironmentVariable("XDG_CACHE_HOME") + '/' + name, value},
        {qEnvironmentVariable("XDG_RUNTIME_DIR") + '/' + name, value},
        {qEnvironmentVariable("TMPDIR") + '/' + name, value},
        {scene.exports + "/a.har", "{\"text\":\"" + value.toBase64() + "\"}"},
        {scene.exports + "/a.zip", zipOf(value)},
        {scene.exports + "/a.gz", gzipped(value, 15 + 16)},
        {scene.home + "/values.sqlite", databaseOf(value, Held::Packed)},
        {scene.home + "/words.sqlite", databaseOf(value, Held::Word)},
        {scene.home + '/' + QString::fromLatin1(value), {}},
        {"/tmp/" + name, value},
        {"/tmp/" + name + "-folder/in/it", value},
        {"/var/tmp/" + name, value},
        {"/dev/shm/" + name, value},
    };
    const auto isFound = [&scene] {
        CanaryScan scan(scene.secrets);
        scene.places.search(scan);
        return !scan.hits().empty();
    };
    CHECK_FALSE(isFound());
    for (const auto &[path, content] : files) {
        CAPTURE(path.toStdString());
        QDir().mkpath(QFileInfo(path).path());
        writeInput(path, content);
        CHECK(isFound());
        QFile::remove(path);
    }
    QDir("/tmp").rmpath(name + "-folder/in");
    for (const QByteArray selection : {"CLIPBOARD", "PRIMARY"}) {
        CAPTURE(selection);
        const OtherProgram other(selection, value);
        CHECK(isFound());
    }
    CHECK_FALSE(isFound());
}

TEST_CASE("Control: a secret is found in the arguments and variables of a process and of its children", "[canary]")
{
    const QByteArray where = GENERATE(as<QByteArray>(), "argument", "argument of a child", "variable");
    CAPTURE(where);
    const CanarySecret secret{"control", randomText(32)};
    const QString value = QString::fromLatin1(secret.value);
    QProcess process;
    QStringList arguments{"-c", "read x; exit"};
    if (where == "argument")
        arguments << value;
    else if (where == "argument of a child")
        arguments = {"-c", "read secret; sh -c 'sleep 5; true' \"$secret\" & wait"};
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (where == "variable")
        environment.insert("A_TOKEN", value);
    process.setProcessEnvironment(environment);
    process.start("sh", arguments);
    REQUIRE(process.waitForStarted());
    if (where == "argument of a child")
        process.write(secret.value + '\n');
    CHECK(becomesTrue([&] {
        CanaryScan scan({secret});
        scan.searchProcess(process.processId());
        return !scan.hits().empty();
    }));
    process.kill();
    process.waitForFinished();
}

TEST_CASE("Control: a secret is found in the core file of a process that takes no care", "[canary]")
{
    Scene scene;
    QProcess process;
    startUnprotected(process, "sh", {"-c", "read secret; kill -SEGV $$"});
    process.write(scene.secret("bearer token") + '\n');
    REQUIRE(becomesTrue([&] { return process.state() == QProcess::NotRunning; }));
    CHECK(process.exitStatus() == QProcess::CrashExit);
    if (coreFiles(scene.home).isEmpty()) {
        WARN("this system leaves no core file in the folder of the process");
        return;
    }
    scene.searchAll();
    CHECK_FALSE(scene.scan.hits().empty());
}
