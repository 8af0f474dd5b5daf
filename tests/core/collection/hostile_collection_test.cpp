// What a folder from a stranger, or from an accident, may hold.
#include "catch.h"
#include "collection_on_disk.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace keyhole;

namespace {

/// A folder in which nothing can be written. The superuser may write everywhere, and is somebody else meanwhile.
class ReadOnly {
public:
    explicit ReadOnly(const QString &folder) : m_folder(QFile::encodeName(folder)), m_above(QFile::encodeName(QFileInfo(folder).path()))
    {
        ::chmod(m_folder.constData(), 0555);
        ::chmod(m_above.constData(), 0755);
        if (::geteuid() == 0)
            m_isSomebodyElse = ::seteuid(65534) == 0;
    }
    ~ReadOnly()
    {
        if (m_isSomebodyElse && ::seteuid(0) != 0)
            std::abort();
        ::chmod(m_folder.constData(), 0755);
        ::chmod(m_above.constData(), 0700);
    }
    ReadOnly(const ReadOnly &) = delete;
    ReadOnly &operator=(const ReadOnly &) = delete;

private:
    QByteArray m_folder, m_above;
    bool m_isSomebodyElse = false;
};

CollectionFolder opened(const CollectionOnDisk &disk)
{
    auto collection = CollectionFolder::open(disk.path());
    REQUIRE(collection);
    return std::move(*collection);
}

}

TEST_CASE("Hostile collection: files that cannot be read are told with their line, and stay as they are", "[collection][hostile]")
{
    const CollectionOnDisk disk;
    QByteArray bomb = "info: {name: bomb, type: http}\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        const QByteArray alias = " *a" + QByteArray::number(i - 1);
        bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + (alias + ',').repeated(9) + alias + "]\n";
    }
    disk.write("bomb.yml", bomb);
    disk.write("cycle.yml", "info: &i {name: c, type: http, in: *i}\n");
    disk.write("conflict.yml",
               "info:\n  name: x\n  type: http\n<<<<<<< HEAD\nhttp: {url: http://a/}\n=======\nhttp: {url: http://b/}\n>>>>>>> other\n");
    disk.write("broken.yml", "info:\n  name: \"x\n");
    disk.write("twice.yml", "info: {name: x, type: http}\nhttp:\n  url: a\n  url: b\n");
    disk.write("list.yml", "- 1\n- 2\n");
    auto collection = opened(disk);
    const auto [file, line]
        = GENERATE(table<const char *, int>({{"bomb.yml", 0}, {"cycle.yml", 1}, {"conflict.yml", 4}, {"broken.yml", 2}, {"list.yml", 1}}));
    CAPTURE(file);
    const FileNote note = disk.noteOf(collection, file);
    CHECK(note.kind == FileNote::Kind::Fault);
    CHECK_FALSE(note.text.isEmpty());
    CHECK((line == 0 || note.line == line || QByteArray(file) == "broken.yml"));
    CHECK(note.line > 0);
    const int id = collection.idOf(file);
    REQUIRE(id > 0);
    CHECK(collection.entry(id)->kind == CollectionEntry::Kind::Other);
    const QByteArray before = disk.read(file);
    CHECK_FALSE(collection.requestFile(id));
    RequestFile other;
    other.draft.name = "other";
    CHECK_FALSE(collection.save(id, other));
    CHECK(disk.read(file) == before);
    const auto twice = collection.requestFile(collection.idOf("twice.yml"));
    REQUIRE_FALSE(twice);
    CHECK(twice.error().place.contains("line 4"));
}

TEST_CASE("Hostile collection: a merge conflict that git made is told with its line", "[collection][hostile]")
{
    const CollectionOnDisk disk;
    disk.git({"init", "-q", "-b", "main"});
    disk.git({"add", "-A"});
    disk.git({"commit", "-qm", "all"});
    const QByteArray original = disk.read("health.yml");
    disk.git({"checkout", "-qb", "theirs"});
    disk.write("health.yml", QByteArray(original).replace("GET", "HEAD"));
    disk.git({"commit", "-qam", "theirs"});
    disk.git({"checkout", "-q", "main"});
    disk.write("health.yml", QByteArray(original).replace("GET", "POST"));
    disk.git({"commit", "-qam", "ours"});
    CHECK(disk.git({"merge", "theirs"}).contains("CONFLICT"));
    auto collection = opened(disk);
    const FileNote note = disk.noteOf(collection, "health.yml");
    CHECK(note.kind == FileNote::Kind::Fault);
    CHECK(note.line == 7);
    CHECK(note.text.contains("merge conflict"));
    CHECK(disk.namesOf(collection, 0).size() == 3);
    disk.git({"checkout", "-q", "--ours", "health.yml"});
    CHECK(collection.rescan().changed.size() == 1);
    CHECK(collection.requestFile(collection.idOf("health.yml"))->draft.method == "POST");
}

TEST_CASE("Hostile collection: links are not followed, neither read nor written", "[collection][hostile]")
{
    const CollectionOnDisk disk;
    const QTemporaryDir outside;
    const QString secret = outside.filePath("secret.yml");
    QFile file(secret);
    REQUIRE(file.open(QFile::WriteOnly));
    file.write("info: {name: secret, type: http}\n");
    file.close();
    REQUIRE(QFile::link(secret, disk.path() + "/link.yml"));
    REQUIRE(QFile::link(outside.path(), disk.path() + "/linked"));
    REQUIRE(QFile::link(secret, disk.path() + "/environments/link.yml"));
    auto collection = opened(disk);
    CHECK(collection.idOf("link.yml") == 0);
    CHECK(collection.idOf("linked/secret.yml") == 0);
    CHECK(disk.noteOf(collection, "link.yml").kind == FileNote::Kind::Ignored);
    CHECK(disk.noteOf(collection, "linked").kind == FileNote::Kind::Ignored);
    CHECK(collection.environments().size() == 2);

    // A folder becomes a link while the collection is open.
    const int id = collection.idOf("orders/list.yml");
    auto request = collection.requestFile(id);
    REQUIRE(request);
    REQUIRE(QDir(disk.path() + "/orders").removeRecursively());
    REQUIRE(QFile::link(outside.path(), disk.path() + "/orders"));
    request->draft.method = "HEAD";
    CHECK_FALSE(collection.save(id, *request));
    CHECK(QDir(outside.path()).entryList(QDir::Files) == QStringList{"secret.yml"});
}

TEST_CASE("Hostile collection: a side-car that is a link is refused", "[collection][hostile]")
{
    const CollectionOnDisk disk;
    const QTemporaryDir outside;
    REQUIRE(QFile::link(outside.path(), disk.path() + "/.keyhole"));
    CHECK_FALSE(CollectionFolder::open(disk.path()));
}

TEST_CASE("Hostile collection: environment names never lead out of the folder", "[collection][hostile]")
{
    const CollectionOnDisk disk;
    auto collection = opened(disk);
    EnvironmentFile environment;
    const QString name = GENERATE(QString("../../evil"), QString("a/../../b"), QString("/etc/evil"), QString(".."), QString(""));
    CAPTURE(name);
    environment.name = name;
    const auto saved = collection.saveEnvironment(name, environment);
    CHECK((!saved || disk.exists("environments/" + name + ".yml")));
    CHECK_FALSE(QFileInfo::exists(QFileInfo(disk.path()).path() + "/evil.yml"));
    CHECK_FALSE(QFileInfo::exists(QFileInfo(disk.path()).path() + "/b.yml"));
}

TEST_CASE("Hostile collection: names that differ in case alone and equal names are told", "[collection][hostile]")
{
    const CollectionOnDisk disk;
    disk.write("Health.yml", disk.request("Other", 9, "x"));
    disk.write("copy.yml", disk.request("Who am I", 8, "x"));
    auto collection = opened(disk);
    CHECK(disk.noteOf(collection, "health.yml").text.contains("Health.yml"));
    CHECK(disk.noteOf(collection, "whoami.yml").text.contains("copy.yml"));
    CHECK(disk.namesOf(collection, 0).size() == 5);
    RequestFile fresh;
    fresh.draft.name = "HEALTH";
    const auto added = collection.add(0, fresh);
    REQUIRE(added);
    CHECK(collection.entry(*added)->path == "HEALTH 1.yml");
}

TEST_CASE("Hostile collection: a file of a gigabyte is told and not read", "[collection][hostile]")
{
    const CollectionOnDisk disk;
    QFile file(disk.path() + "/huge.yml");
    REQUIRE(file.open(QFile::WriteOnly));
    REQUIRE(file.resize(1LL << 30));
    file.close();
    auto collection = opened(disk);
    CHECK(disk.noteOf(collection, "huge.yml").text.contains("1073741824"));
    CHECK(disk.namesOf(collection, 0).size() == 4);
}

TEST_CASE("Hostile collection: more items and deeper folders than the limits are told", "[collection][hostile]")
{
    const CollectionOnDisk disk;
    QString deep = "d";
    for (int i = 0; i < 10; ++i)
        deep += "/d";
    disk.write(deep + "/x.yml", disk.request("deep", 1, "x"));
    CollectionLimits limits;
    limits.depth = 5;
    auto collection = CollectionFolder::open(disk.path(), limits);
    REQUIRE(collection);
    CHECK(collection->idOf(deep + "/x.yml") == 0);
    CHECK(disk.noteOf(*collection, "d/d/d/d/d/d").text.contains("5"));
    limits.entries = 3;
    collection = CollectionFolder::open(disk.path(), limits);
    REQUIRE(collection);
    CHECK(collection->entries().size() == 3);
}

TEST_CASE("Hostile collection: nothing is written into a read-only folder, and that is told", "[collection][hostile]")
{
    const CollectionOnDisk disk;
    auto collection = opened(disk);
    const int id = collection.idOf("health.yml");
    auto request = collection.requestFile(id);
    request->draft.method = "HEAD";
    const QByteArray before = disk.read("health.yml");
    const ReadOnly readOnly(disk.path());
    const auto saved = collection.save(id, *request);
    const auto added = collection.addFolder(0, "New");
    const auto moved = collection.move(id, collection.idOf("orders"), 0);
    const auto removed = collection.remove(id);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().error.what.contains("permission"));
    CHECK(saved.error().error.place.contains("health.yml"));
    CHECK_FALSE(added);
    CHECK_FALSE(moved);
    CHECK_FALSE(removed);
    CHECK(disk.read("health.yml") == before);
    CHECK(collection.entry(id));
}

TEST_CASE("Hostile collection: what an interrupted save left is cleared away at the start", "[collection][hostile]")
{
    const CollectionOnDisk disk;
    disk.write("orders/.list.yml.keyhole-0123456789abcdef.tmp", "half");
    disk.write(".other.tmp", "not ours");
    auto collection = opened(disk);
    CHECK_FALSE(disk.exists("orders/.list.yml.keyhole-0123456789abcdef.tmp"));
    CHECK(disk.exists(".other.tmp"));
}
