#include "catch.h"
#include "core/transport/curl_transport.h"
#include "listed_requests.h"
#include "slow_server.h"

using namespace keyhole;

namespace {

struct LiveReplay {
    SlowServer server;
    SystemClock clock;
    CurlTransport transport{clock};
    Session session{transport, clock};
    ListedRequests source;
    ReplayOptions options;
    std::unique_ptr<ReplayRun> run;

    LiveReplay() { options.transport.proxy = ProxyChoice::None; }

    ReplayRequest &add(const QByteArray &path) { return source.add("GET", server.address() + path); }
    void finish()
    {
        run = std::make_unique<ReplayRun>(session, source, source.all(), options);
        REQUIRE(run->start());
        REQUIRE(comesTrue([this] { return run->state() == ReplayRun::State::Finished; }));
    }
};

Capture captures(const QByteArray &variable, const QByteArray &expression)
{
    Capture capture;
    capture.variable = variable;
    capture.expression = expression;
    return capture;
}

}

TEST_CASE("ReplayRun: as many go at once as were asked for, and never more", "[replay]")
{
    const int parallel = GENERATE(1, 2, 5, 16);
    CAPTURE(parallel);
    LiveReplay replay;
    replay.add("/item");
    replay.options.repeat = 60;
    replay.options.parallel = parallel;
    replay.finish();
    CHECK(replay.server.served == 60);
    CHECK(replay.server.most == parallel);
    CHECK(replay.run->progress().failed == 0);
}

TEST_CASE("ReplayRun: in parallel, each round has its own values, and who needs one waits for it", "[replay]")
{
    LiveReplay replay;
    int handedOut = 0;
    replay.server.body = [&handedOut](const QByteArray &head) {
        return head.startsWith("GET /ticket") ? "{\"ticket\":\"t" + QByteArray::number(++handedOut) + "\"}" : QByteArray("{}");
    };
    replay.add("/ticket").captures = {captures("ticket", "res.body.ticket")};
    replay.add("/use/{{ticket}}");
    replay.add("/use/{{ticket}}");
    replay.options.repeat = 10;
    replay.options.parallel = 8;
    replay.finish();
    CHECK(replay.run->progress().failed == 0);
    std::map<QByteArray, int> used;
    for (const QByteArray &head : replay.server.requests) {
        if (head.startsWith("GET /use/"))
            ++used[head.mid(9, head.indexOf(' ', 4) - 9)];
    }
    CHECK(used.size() == 10);
    for (const auto &[ticket, count] : used) {
        CAPTURE(ticket);
        CHECK(count == 2);
    }
}

TEST_CASE("ReplayRun: cancelled in the middle, nothing more reaches the server", "[replay]")
{
    LiveReplay replay;
    replay.add("/item");
    replay.options.repeat = 1000;
    replay.options.parallel = 4;
    replay.run = std::make_unique<ReplayRun>(replay.session, replay.source, replay.source.all(), replay.options);
    REQUIRE(replay.run->start());
    REQUIRE(comesTrue([&] { return replay.run->results().size() >= 20; }));
    const size_t begun = replay.run->results().size() + size_t(replay.run->progress().running);
    replay.run->cancel();
    CHECK(replay.run->state() == ReplayRun::State::Finished);
    CHECK(replay.run->results().size() == begun);
    QCoreApplication::processEvents();
    CHECK(replay.server.requests.size() <= begun);
}

TEST_CASE("ReplayRun: the time that is left follows from the time that it took", "[replay]")
{
    LiveReplay replay;
    replay.add("/item");
    replay.options.repeat = 100;
    replay.run = std::make_unique<ReplayRun>(replay.session, replay.source, replay.source.all(), replay.options);
    CHECK_FALSE(replay.run->progress().left);
    REQUIRE(replay.run->start());
    REQUIRE(comesTrue([&] { return replay.run->results().size() == 50; }));
    const ReplayProgress half = replay.run->progress();
    REQUIRE(half.left);
    CHECK(*half.left == half.elapsed);
    REQUIRE(comesTrue([&] { return replay.run->state() == ReplayRun::State::Finished; }));
    CHECK(replay.run->progress().left == Milliseconds(0));
}
