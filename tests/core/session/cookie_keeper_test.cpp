#include "canned_transport.h"
#include "catch.h"
#include "core/session/cookie_keeper.h"
#include "core/session/jar_renaming.h"
#include "kept_credentials.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

void runUntil(const std::function<bool()> &done)
{
    const QDeadlineTimer deadline(5000);
    while (!done() && !deadline.hasExpired())
        QCoreApplication::processEvents();
    CHECK(done());
}

struct Bench {
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};

    void receive(const char *setCookie)
    {
        session.editJar([&](CookieJar &jar) {
            jar.store(Url::parse("https://example.com/").value(), {{"Set-Cookie", setCookie, {}}}, session.now());
        });
    }
    QByteArray wouldSend() { return session.jar().cookieField(Url::parse("https://example.com/").value(), {}, session.now()); }
};

/// A run that leaves a cookie in the jar "Work" behind.
void keepCookieOfWork(KeptCredentials &credentials, const QString &file)
{
    Bench bench;
    const CookieKeeper keeper(bench.session, credentials, file);
    bench.session.setEnvironment({"Work", {}});
    bench.receive("a=1; Max-Age=60");
    runUntil([&] { return keeper.isLasting(); });
}

}

TEST_CASE("CookieKeeper: cookies that last are there in the next run, each environment's in its own jar", "[session][cookies]")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("cookies.sqlite");
    KeptCredentials credentials;
    {
        Bench bench;
        CookieKeeper keeper(bench.session, credentials, file);
        bench.receive("a=1; Max-Age=60");
        bench.receive("fleeting=1");
        runUntil([&] { return keeper.isLasting(); });
        bench.session.setEnvironment({"Work", {}});
        CHECK(bench.wouldSend().isEmpty());
        bench.receive("b=2; Max-Age=60");
    }
    Bench bench;
    const QSignalSpy changed(&bench.session, &Session::jarChanged);
    const CookieKeeper keeper(bench.session, credentials, file);
    runUntil([&] { return keeper.isLasting(); });
    CHECK(bench.wouldSend() == "a=1");
    CHECK(changed.count() >= 1);
    bench.session.setEnvironment({"Work", {}});
    CHECK(bench.wouldSend() == "b=2");
    bench.session.setEnvironment({});
    CHECK(bench.wouldSend() == "a=1");
}

TEST_CASE("CookieKeeper: what was removed stays away", "[session][cookies]")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("cookies.sqlite");
    KeptCredentials credentials;
    {
        Bench bench;
        const CookieKeeper keeper(bench.session, credentials, file);
        bench.receive("a=1; Max-Age=60");
        runUntil([&] { return keeper.isLasting(); });
    }
    {
        Bench bench;
        const CookieKeeper keeper(bench.session, credentials, file);
        runUntil([&] { return keeper.isLasting(); });
        bench.session.editJar([](CookieJar &jar) { jar.clear(); });
    }
    Bench bench;
    const CookieKeeper keeper(bench.session, credentials, file);
    runUntil([&] { return keeper.isLasting(); });
    CHECK(bench.wouldSend().isEmpty());
}

TEST_CASE("CookieKeeper: a keychain is asked for a cookie that lasts, and not before", "[session][cookies]")
{
    const QTemporaryDir folder;
    KeptCredentials credentials;
    Bench bench;
    const CookieKeeper keeper(bench.session, credentials, folder.filePath("cookies.sqlite"));
    bench.receive("fleeting=1");
    QCoreApplication::processEvents();
    CHECK_FALSE(keeper.isLasting());
    CHECK(credentials.list().empty());
    CHECK_FALSE(QFile::exists(folder.filePath("cookies.sqlite")));
    bench.receive("a=1; Max-Age=60");
    runUntil([&] { return keeper.isLasting(); });
    REQUIRE(credentials.list().size() == 1);
    CHECK(credentials.list().front().kind == CredentialKind::StorageKey);
    CHECK(credentials.list().front().origins.empty());
}

TEST_CASE("CookieKeeper: with a locked keychain the cookies stay in memory, which is told; unlocked, they are stored", "[session][cookies]")
{
    const QTemporaryDir folder;
    KeptCredentials credentials;
    credentials.open = false;
    Bench bench;
    const CookieKeeper keeper(bench.session, credentials, folder.filePath("cookies.sqlite"));
    const QSignalSpy said(&keeper, &CookieKeeper::saysChanged);
    bench.receive("a=1; Max-Age=60");
    runUntil([&] { return said.count() == 1; });
    CHECK_FALSE(keeper.isLasting());
    CHECK(keeper.says().startsWith("Cookies are kept in memory"));
    CHECK(bench.session.jarKeeping() == keeper.says());
    CHECK(bench.wouldSend() == "a=1");
    credentials.open = true;
    emit credentials.stateChanged(StoreState::Ready);
    runUntil([&] { return keeper.isLasting(); });
    CHECK(bench.wouldSend() == "a=1");
}

TEST_CASE("CookieKeeper: credentials that are forgotten with the program keep no cookies either", "[session][cookies]")
{
    const QTemporaryDir folder;
    SessionStore credentials;
    Bench bench;
    const CookieKeeper keeper(bench.session, credentials, folder.filePath("cookies.sqlite"));
    const QSignalSpy said(&keeper, &CookieKeeper::saysChanged);
    bench.receive("a=1; Max-Age=60");
    runUntil([&] { return said.count() == 1; });
    CHECK_FALSE(keeper.isLasting());
    CHECK_FALSE(QFile::exists(folder.filePath("cookies.sqlite")));
}

TEST_CASE("Session: an answer that comes after another environment was picked goes into the jar that it was asked from",
          "[session][cookies]")
{
    Bench bench;
    bench.transport.answer("https://example.com/", 200, {{"Set-Cookie", "late=1", {}}});
    RequestDraft draft;
    draft.address = "https://example.com/";
    auto future = bench.session.send(draft);
    REQUIRE(future);
    bench.session.setEnvironment({"Other", {}});
    runUntil([&] { return future->isFinished(); });
    CHECK(bench.wouldSend().isEmpty());
    bench.session.setEnvironment({});
    CHECK(bench.wouldSend() == "late=1");
}

TEST_CASE("Session: a Send tells what it changed in the jar", "[session][cookies]")
{
    Bench bench;
    bench.receive("same=1; Max-Age=60");
    bench.receive("other=1");
    bench.receive("gone=1");
    bench.transport.answer(
        "https://example.com/", 200,
        {{"Set-Cookie", "other=2; HttpOnly", {}}, {"Set-Cookie", "gone=; Max-Age=0", {}}, {"Set-Cookie", "added=1", {}}});
    RequestDraft draft;
    draft.address = "https://example.com/";
    auto future = bench.session.send(draft);
    REQUIRE(future);
    runUntil([&] { return future->isFinished(); });
    const std::vector<JarChange> changes = future->result().jarChanges;
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].kind == JarChange::Kind::Replaced);
    CHECK(changes[0].changed == QStringList({"value", "HttpOnly"}));
    CHECK(changes[1].kind == JarChange::Kind::Removed);
    CHECK(changes[1].cookie.name == "gone");
    CHECK(changes[2].kind == JarChange::Kind::Added);
}

TEST_CASE("CookieKeeper: a jar that was given another name is there under that in the next run", "[session][cookies]")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("cookies.sqlite");
    KeptCredentials credentials;
    keepCookieOfWork(credentials, file);
    const bool isOpen = GENERATE(true, false);
    CAPTURE(isOpen);
    {
        Bench bench;
        CookieKeeper keeper(bench.session, credentials, file);
        if (isOpen)
            runUntil([&] { return keeper.isLasting(); });
        renameJar(bench.session, "Work", "Office");
        keeper.renamed("Work", "Office");
        runUntil([&] { return keeper.isLasting(); });
    }
    Bench bench;
    const CookieKeeper keeper(bench.session, credentials, file);
    runUntil([&] { return keeper.isLasting(); });
    bench.session.setEnvironment({"Office", {}});
    CHECK(bench.wouldSend() == "a=1");
    bench.session.setEnvironment({"Work", {}});
    CHECK(bench.wouldSend().isEmpty());
}

TEST_CASE("CookieKeeper: a jar that was used before the keychain answered is filled as well", "[session][cookies]")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("cookies.sqlite");
    KeptCredentials credentials;
    keepCookieOfWork(credentials, file);
    Bench bench;
    const CookieKeeper keeper(bench.session, credentials, file);
    REQUIRE_FALSE(keeper.isLasting());
    bench.session.jarOf("Work");
    runUntil([&] { return keeper.isLasting(); });
    CHECK(bench.session.jarOf("Work").cookies().size() == 1);
}
