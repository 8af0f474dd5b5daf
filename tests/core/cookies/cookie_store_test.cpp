#include "catch.h"
#include "core/cookies/cookie_store.h"
#include "core/cookies/sealing.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const Instant kNow(1'795'250'000s);
const Secret kKey(QByteArray(32, 'k'));

std::vector<Cookie> someCookies()
{
    CookieJar jar;
    const Url url = Url::parse("https://www.shop.example/login").value();
    for (const char *value :
         {"sid=hemlock-7731; Max-Age=3600; Secure; HttpOnly", "wide=juniper-0042; Domain=shop.example; Path=/; Max-Age=99; SameSite=Strict",
          "apart=sorrel-5150; Secure; Partitioned; SameSite=None; Max-Age=50", "fleeting=bracken-9"})
        jar.store(url, {{"Set-Cookie", value, {}}}, kNow);
    return jar.cookies();
}

struct Folder {
    QTemporaryDir folder;
    QString file() const { return folder.filePath("cookies.sqlite"); }
    CookieStore open(const Secret &key = kKey) const
    {
        auto store = CookieStore::open(file(), key);
        REQUIRE(store);
        return std::move(*store);
    }
    /// All bytes of all files.
    QByteArray everything() const
    {
        QByteArray bytes;
        for (const QString &name : QDir(folder.path()).entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            REQUIRE(file.open(QIODevice::ReadOnly));
            bytes += file.readAll();
        }
        return bytes;
    }
};

void change(const Folder &folder, const QString &sql)
{
    auto database = Database::open(folder.file(), std::vector<QStringList>(1));
    REQUIRE(database);
    REQUIRE(database->run(sql));
}

}

TEST_CASE("CookieStore: cookies that last come back as they were, the others do not", "[cookies][store]")
{
    const Folder folder;
    std::vector<Cookie> cookies = someCookies();
    REQUIRE(folder.open().save("Work", cookies));
    CookieStore store = folder.open();
    CHECK_FALSE(store.notice());
    const auto loaded = store.load("Work", kNow);
    REQUIRE(loaded);
    CHECK(loaded->unreadable == 0);
    cookies.pop_back();
    CHECK(loaded->cookies == cookies);
}

TEST_CASE("CookieStore: session cookies are kept when that is asked for", "[cookies][store]")
{
    const Folder folder;
    REQUIRE(folder.open().save("Work", someCookies(), CookieStore::Keep::SessionToo));
    CHECK(folder.open().load("Work", kNow)->cookies == someCookies());
}

TEST_CASE("CookieStore: no value stands in any file, neither while it is open nor after", "[cookies][store]")
{
    const Folder folder;
    const auto check = [&folder] {
        const QByteArray bytes = folder.everything();
        REQUIRE(bytes.size() > 1000);
        for (const char *value : {"hemlock", "juniper", "sorrel", "bracken"})
            CHECK_FALSE(bytes.contains(value));
    };
    {
        CookieStore store = folder.open();
        REQUIRE(store.save("Work", someCookies(), CookieStore::Keep::SessionToo));
        check();
    }
    check();
}

TEST_CASE("CookieStore: each environment has its own", "[cookies][store]")
{
    const Folder folder;
    CookieStore store = folder.open();
    REQUIRE(store.save("Work", someCookies()));
    REQUIRE(store.save("Home", {someCookies().front()}));
    CHECK(store.load("Work", kNow)->cookies.size() == 3);
    CHECK(store.load("Home", kNow)->cookies.size() == 1);
    CHECK(store.load("Elsewhere", kNow)->cookies.empty());
    REQUIRE(store.save({}, {someCookies().front()}));
    CHECK(store.load(QString(), kNow)->cookies.size() == 1);
    CHECK(store.load("", kNow)->cookies.size() == 1);
    REQUIRE(store.remove("Work"));
    CHECK(store.load("Work", kNow)->cookies.empty());
    CHECK(store.load("Home", kNow)->cookies.size() == 1);
}

TEST_CASE("CookieStore: saving again replaces what changed and removes what is gone", "[cookies][store]")
{
    const Folder folder;
    std::vector<Cookie> cookies = someCookies();
    CookieStore store = folder.open();
    REQUIRE(store.save("Work", cookies));
    cookies[0].value = "nettle";
    cookies.erase(cookies.begin() + 1);
    REQUIRE(store.save("Work", cookies));
    cookies.pop_back();
    CHECK(folder.open().load("Work", kNow)->cookies == cookies);
}

TEST_CASE("CookieStore: what ended between two runs is not loaded", "[cookies][store]")
{
    const Folder folder;
    REQUIRE(folder.open().save("Work", someCookies()));
    CHECK(folder.open().load("Work", kNow + 60s)->cookies.size() == 2);
    CHECK(folder.open().load("Work", kNow + 2h)->cookies.empty());
}

TEST_CASE("CookieStore: a row that was changed from outside is told and kept apart; the others are read", "[cookies][store]")
{
    const char *sql = GENERATE("UPDATE cookie SET sealed = zeroblob(60) WHERE name = CAST('sid' AS BLOB)",
                               "UPDATE cookie SET domain = CAST('evil.example' AS BLOB) WHERE name = CAST('sid' AS BLOB)",
                               "UPDATE cookie SET flags = 0 WHERE name = CAST('sid' AS BLOB)",
                               "UPDATE cookie SET expires = expires + 1 WHERE name = CAST('sid' AS BLOB)",
                               "UPDATE cookie SET environment = 'Work' WHERE environment = 'Other'");
    CAPTURE(sql);
    const Folder folder;
    REQUIRE(folder.open().save("Work", someCookies()));
    Cookie other = someCookies().front();
    other.name = "other";
    REQUIRE(folder.open().save("Other", {other}));
    change(folder, sql);
    {
        CookieStore store = folder.open();
        const auto loaded = store.load("Work", kNow);
        REQUIRE(loaded);
        CHECK(loaded->unreadable == 1);
        CHECK(loaded->cookies.size() >= 2);
        REQUIRE(store.save("Work", {}));
    }
    auto database = Database::open(folder.file(), std::vector<QStringList>(1)).value();
    CHECK(database.select("SELECT count(*) FROM unreadable").value().front().value(0).toInt() == 1);
}

TEST_CASE("CookieStore: with another key the file is set aside as it is, and that is told", "[cookies][store]")
{
    const Folder folder;
    REQUIRE(folder.open().save("Work", someCookies()));
    {
        CookieStore store = folder.open(Secret(QByteArray(32, 'x')));
        REQUIRE(store.notice());
        CHECK(store.load("Work", kNow)->cookies.empty());
        REQUIRE(QFile::exists(store.notice()->place));
        QFile::rename(store.notice()->place, folder.folder.filePath("again.sqlite"));
    }
    auto again = CookieStore::open(folder.folder.filePath("again.sqlite"), kKey);
    REQUIRE(again);
    CHECK(again->load("Work", kNow)->cookies.size() == 3);
}

TEST_CASE("CookieStore: a damaged file is set aside, and that is told", "[cookies][store]")
{
    const Folder folder;
    REQUIRE(folder.open().save("Work", someCookies()));
    QFile file(folder.file());
    REQUIRE(file.open(QIODevice::ReadWrite));
    file.write(QByteArray(200, 'x'));
    file.close();
    CookieStore store = folder.open();
    REQUIRE(store.notice());
    CHECK(QFile::exists(store.notice()->place));
    CHECK(store.save("Work", someCookies()));
}

TEST_CASE("CookieStore: a key of another size is refused before any file is touched", "[cookies][store]")
{
    const Folder folder;
    CHECK_FALSE(CookieStore::open(folder.file(), Secret("short")));
    CHECK_FALSE(QFile::exists(folder.file()));
}

TEST_CASE("seal: what comes back is what went in, for this key and identity alone", "[cookies][store]")
{
    const QByteArray plain = GENERATE(QByteArray(), QByteArray("x"), QByteArray(5000, 'a'));
    const auto sealed = seal(plain, kKey, "one");
    REQUIRE(sealed);
    CHECK(unseal(*sealed, kKey, "one") == plain);
    CHECK_FALSE(unseal(*sealed, kKey, "two"));
    CHECK_FALSE(unseal(*sealed, Secret(QByteArray(32, 'x')), "one"));
    for (qsizetype i = 0; i < sealed->size(); i += 7) {
        QByteArray changed = *sealed;
        changed[i] = char(changed[i] ^ 1);
        CHECK_FALSE(unseal(changed, kKey, "one"));
    }
    CHECK_FALSE(unseal(sealed->first(sealed->size() - 1), kKey, "one"));
    CHECK(seal(plain, kKey, "one") != sealed);
}
