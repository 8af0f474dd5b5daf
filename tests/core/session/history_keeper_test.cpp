#include "canned_transport.h"
#include "catch.h"
#include "core/session/history_keeper.h"
#include "kept_credentials.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

void runUntil(const std::function<bool()> &done)
{
    const QDeadlineTimer deadline(5000);
    while (!done() && !deadline.hasExpired())
        QCoreApplication::processEvents();
    REQUIRE(done());
}

template <class T> T waitFor(QFuture<Result<T>> future)
{
    runUntil([&] { return future.isFinished(); });
    REQUIRE(future.result());
    return *future.result();
}

struct Bench {
    QTemporaryDir folder;
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};
    KeptCredentials credentials;

    QString file() const { return folder.filePath("history.sqlite"); }
    HistoryEntry send(HistoryKeeper &keeper, const char *token)
    {
        QSignalSpy added(&keeper, &HistoryKeeper::added);
        RequestDraft draft;
        draft.address = "https://api.example.com/me";
        draft.auth.kind = AuthKind::Bearer;
        draft.auth.secret = Secret(token);
        transport.answer("https://api.example.com/me", 401);
        REQUIRE(session.send(draft));
        runUntil([&] { return added.count() == 1; });
        return added.front().front().value<HistoryEntry>();
    }
};

QByteArray authorizationOf(const Exchange &exchange)
{
    return exchange.first().request.fields.value("Authorization").value_or(QByteArray());
}

constexpr const char *kToken = "Zq8vLr2TnX5wPk1yHs7dCf3gJb9mEa4u";

}

TEST_CASE("History keeper: what was sent is found again, without its secret", "[history]")
{
    Bench bench;
    HistoryKeeper keeper(bench.session, bench.credentials, bench.file());
    const HistoryEntry entry = bench.send(keeper, kToken);
    CHECK(entry.status == 401);
    CHECK_FALSE(entry.cause.isEmpty());
    const auto found = waitFor(keeper.search({}, 10));
    REQUIRE(found.size() == 1);
    CHECK(found.front().id == entry.id);
    const Exchange exchange = waitFor(keeper.exchange(entry.id));
    CHECK_FALSE(authorizationOf(exchange).contains(kToken));
    CHECK(authorizationOf(exchange).startsWith("Bearer "));
}

TEST_CASE("History keeper: with a key in the keychain the same secret is known again in another run", "[history]")
{
    Bench bench;
    QByteArray first;
    {
        HistoryKeeper keeper(bench.session, bench.credentials, bench.file());
        bench.send(keeper, "warms up the key, which is asked for first");
        runUntil([&] { return keeper.says().contains("keychain"); });
        first = authorizationOf(waitFor(keeper.exchange(bench.send(keeper, kToken).id)));
    }
    HistoryKeeper keeper(bench.session, bench.credentials, bench.file());
    bench.send(keeper, "again");
    runUntil([&] { return keeper.says().contains("keychain"); });
    CHECK(authorizationOf(waitFor(keeper.exchange(bench.send(keeper, kToken).id))) == first);
    CHECK(bench.credentials.list().size() == 1);
    CHECK(waitFor(keeper.search({}, 10)).size() == 4);
}

TEST_CASE("History keeper: without the keychain all is kept, and says what cannot be compared", "[history]")
{
    Bench bench;
    bench.credentials.open = false;
    HistoryKeeper keeper(bench.session, bench.credentials, bench.file());
    const HistoryEntry one = bench.send(keeper, kToken);
    const HistoryEntry two = bench.send(keeper, kToken);
    CHECK(authorizationOf(waitFor(keeper.exchange(one.id))) == authorizationOf(waitFor(keeper.exchange(two.id))));
    CHECK(keeper.says().contains("of this run"));
    bench.credentials.open = true;
    emit bench.credentials.stateChanged(StoreState::Ready);
    runUntil([&] { return !keeper.says().contains("of this run"); });
}

TEST_CASE("History keeper: a file that cannot be had is told, and sending goes on", "[history]")
{
    Bench bench;
    QFile blocker(bench.folder.filePath("blocker"));
    REQUIRE(blocker.open(QIODevice::WriteOnly));
    HistoryKeeper keeper(bench.session, bench.credentials, bench.folder.filePath("blocker/history.sqlite"));
    QSignalSpy noticed(&keeper, &HistoryKeeper::noticed);
    runUntil([&] { return noticed.count() == 1; });
    CHECK_FALSE(noticed.front().front().value<Error>().what.isEmpty());
    RequestDraft draft;
    draft.address = "https://api.example.com/me";
    CHECK(bench.session.send(draft));
}

TEST_CASE("History keeper: the window goes on while a long search runs", "[history]")
{
    Bench bench;
    HistoryKeeper keeper(bench.session, bench.credentials, bench.file());
    auto first = keeper.search({}, 10);
    CHECK_FALSE(first.isFinished());  // nothing was waited for here
    runUntil([&] { return first.isFinished(); });
}

TEST_CASE("History keeper: the first exchange of a run waits for the key of the marks, so that it compares with those of the run before",
          "[history]")
{
    Bench bench;
    QByteArray first;
    {
        HistoryKeeper keeper(bench.session, bench.credentials, bench.file());
        first = waitFor(keeper.kept(bench.send(keeper, kToken).id)).marks;
    }
    HistoryKeeper keeper(bench.session, bench.credentials, bench.file());
    CHECK_FALSE(first.isEmpty());
    CHECK(waitFor(keeper.kept(bench.send(keeper, kToken).id)).marks == first);
}
