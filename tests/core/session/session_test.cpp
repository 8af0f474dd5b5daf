#include "canned_transport.h"
#include "catch.h"
#include "core/session/session.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QSignalSpy>

using namespace keyhole;

namespace {

RequestDraft get(const char *address)
{
    RequestDraft draft;
    draft.address = address;
    return draft;
}

struct Bench {
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};

    std::shared_ptr<const Exchange> exchange(const RequestDraft &draft)
    {
        auto future = session.send(draft);
        REQUIRE(future);
        const QDeadlineTimer deadline(5000);
        while (!future->isFinished() && !deadline.hasExpired())
            QCoreApplication::processEvents();
        REQUIRE(future->resultCount() == 1);
        return future->result().exchange;
    }
};

}

TEST_CASE("Session: a send brings the exchange, diagnosed, and tells everybody", "[session]")
{
    Bench bench;
    bench.transport.answer("https://example.com/me", 401);
    std::vector<int> told;
    QObject::connect(&bench.session, &Session::exchangeFinished,
                     [&told](const Diagnosed &diagnosed) { told.push_back(diagnosed.report.status); });
    const auto exchange = bench.exchange(get("https://example.com/me"));
    CHECK(exchange->last().response->status == 401);
    CHECK(exchange->source == ExchangeSource::Live);
    CHECK(told == std::vector<int>{401});
    CHECK(bench.session.history().size() == 1);
}

TEST_CASE("Session: what is previewed is what is sent", "[session]")
{
    Bench bench;
    bench.transport.answer("https://example.com/", 200);
    RequestDraft draft = get("example.com/");
    draft.method = "POST";
    draft.body.kind = BodyKind::Multipart;
    draft.body.parts = {{true, "a", "1", {}, {}}};
    const auto preview = bench.session.preview(draft);
    bench.exchange(draft);
    CHECK(bench.transport.sent.front().fields == preview->request.fields);
    CHECK(bench.transport.sent.front().body == preview->request.body);
}

TEST_CASE("Session: a redirect is followed one hop at a time, with why and what stayed behind", "[session]")
{
    Bench bench;
    bench.transport.answer("https://example.com/a", 302, {{"Location", "https://www.example.com/b", {}}});
    bench.transport.answer("https://www.example.com/b", 401);
    RequestDraft draft = get("https://example.com/a");
    draft.auth = {AuthKind::Bearer, {}, Secret("token-of-example"), "Bearer", {}, {}};
    const auto exchange = bench.exchange(draft);
    REQUIRE(exchange->hops.size() == 2);
    CHECK(exchange->hops[1].whyFollowed == "302 to https://www.example.com/b");
    REQUIRE(exchange->hops[1].droppedNotes.size() == 1);
    CHECK(exchange->hops[1].droppedNotes[0].startsWith("Authorization stayed behind"));
    CHECK(bench.transport.field(0, "Authorization") == "Bearer token-of-example");
    CHECK(bench.transport.field(1, "Authorization") == "(none)");
}

TEST_CASE("Session: a redirect that is refused is named in the answer that asked for it", "[session]")
{
    Bench bench;
    bench.transport.answer("https://example.com/", 302, {{"Location", "http://example.com/", {}}});
    const auto exchange = bench.exchange(get("https://example.com/"));
    REQUIRE(exchange->hops.size() == 1);
    REQUIRE(exchange->last().response->defects.size() == 1);
    CHECK(exchange->last().response->defects.front().id == "redirect.refused");
}

TEST_CASE("Session: cookies that an answer sets go with the next hop and the next send", "[session]")
{
    Bench bench;
    const QSignalSpy changed(&bench.session, &Session::jarChanged);
    bench.transport.answer("https://example.com/login", 303, {{"Set-Cookie", "sid=1; Path=/", {}}, {"Location", "/home", {}}});
    bench.transport.answer("https://example.com/home", 200);
    bench.exchange(get("https://example.com/login"));
    CHECK(bench.transport.field(1, "Cookie") == "sid=1");
    const auto second = bench.exchange(get("https://example.com/home"));
    CHECK(bench.transport.field(2, "Cookie") == "sid=1");
    REQUIRE(second->cookieLedger.size() == 1);
    CHECK(second->cookieLedger.front().sent);
    CHECK(changed.count() == 1);
}

TEST_CASE("Session: a cookie that was refused is in the ledger of later requests to the site", "[session]")
{
    Bench bench;
    bench.transport.answer("http://example.com/login", 200, {{"Set-Cookie", "sid=1; Secure", {}}});
    bench.transport.answer("http://api.example.com/me", 401);
    bench.transport.answer("http://example.org/", 200);
    bench.exchange(get("http://example.com/login"));
    const auto exchange = bench.exchange(get("http://api.example.com/me"));
    REQUIRE(exchange->cookieLedger.size() == 1);
    CHECK(exchange->cookieLedger.front().name == "sid");
    CHECK(exchange->cookieLedger.front().rule == "secure");
    CHECK_FALSE(exchange->cookieLedger.front().sent);
    CHECK(bench.exchange(get("http://example.org/"))->cookieLedger.empty());
}

TEST_CASE("Session: without the jar no cookie is sent or kept", "[session]")
{
    Bench bench;
    bench.transport.answer("https://example.com/", 200, {{"Set-Cookie", "a=1", {}}});
    RequestDraft draft = get("https://example.com/");
    draft.useJar = false;
    bench.exchange(draft);
    CHECK(bench.session.jar().cookies().empty());
}

TEST_CASE("Session: a failure of the transport stands in the last hop", "[session]")
{
    Bench bench;
    const auto exchange = bench.exchange(get("https://nobody.example/"));
    CHECK(exchange->last().error->fault == TransportFault::Refused);
    CHECK(bench.session.history().size() == 1);
}

TEST_CASE("Session: a draft that cannot be resolved fails at once and sends nothing", "[session]")
{
    Bench bench;
    CHECK_FALSE(bench.session.send(get("ftp://example.com/")));
    CHECK(bench.transport.sent.empty());
    CHECK(bench.session.history().empty());
}

TEST_CASE("Session: cancelling the future cancels the transfer", "[session]")
{
    Bench bench;
    bench.transport.hold();
    auto future = bench.session.send(get("https://example.com/"));
    CHECK_FALSE(bench.transport.lastIsCancelled());
    future->cancel();
    const QDeadlineTimer deadline(5000);
    while (!(future->isFinished() && bench.transport.lastIsCancelled()) && !deadline.hasExpired())
        QCoreApplication::processEvents();
    CHECK(bench.transport.lastIsCancelled());
    CHECK(future->isFinished());
    CHECK(bench.session.history().empty());
}

TEST_CASE("Session: when the transport gives up, so does the send", "[session]")
{
    Bench bench;
    bench.transport.hold();
    auto future = bench.session.send(get("https://example.com/"));
    bench.transport.giveUp();
    const QDeadlineTimer deadline(5000);
    while (!future->isFinished() && !deadline.hasExpired())
        QCoreApplication::processEvents();
    CHECK(future->isFinished());
    CHECK(future->isCanceled());
}

TEST_CASE("Session: when it goes, what is under way is cancelled", "[session]")
{
    CannedTransport transport;
    transport.hold();
    const FixedClock clock;
    auto session = std::make_unique<Session>(transport, clock);
    auto future = session->send(get("https://example.com/"));
    session.reset();
    CHECK(transport.lastIsCancelled());
    CHECK(future->isFinished());
}

TEST_CASE("Session: five hundred exchanges are kept, the latest", "[session]")
{
    Bench bench;
    bench.transport.answer("https://example.com/", 200);
    for (int i = 0; i < 501; ++i)
        bench.exchange(get(("https://example.com/" + QByteArray(i ? "" : "first")).constData()));
    CHECK(bench.session.history().size() == 500);
    CHECK(bench.session.history().front()->last().request.url.path == "/");
}
