#include "catch.h"
#include "core/http/date.h"
#include "core/session/canned_transport.h"
#include "core/session/clock_measurement.h"
#include "core/session/clock_recorder.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QSignalSpy>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

/// A clock that can be set while the one that cannot be stands.
struct SettableClock final : Clock {
    Instant moment = FixedClock().moment;
    Milliseconds set{0};

    Instant now() const override { return moment + set; }
    ClockReading reading() const override { return {now().time_since_epoch(), moment.time_since_epoch(), moment.time_since_epoch()}; }
};

bool comesTrue(const std::function<bool()> &condition)
{
    const QDeadlineTimer deadline(10'000);
    while (!condition() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
    return condition();
}

RequestDraft getFrom(const QByteArray &address)
{
    RequestDraft draft;
    draft.address = address;
    return draft;
}

}

TEST_CASE("Session: each answer tells its server's clock, and a history keeps it", "[session][clock]")
{
    SettableClock clock;
    CannedTransport transport;
    Session session(transport, clock);
    const ClockRecorder recorder(session, {});
    transport.answer("https://a.example/", 200, {{"Date", formatHttpDate(clock.moment + 90s), {}}});
    REQUIRE(session.send(getFrom("https://a.example/")));
    REQUIRE(comesTrue([&] { return session.history().size() == 1; }));
    const auto records = recorder.history().of({"https", "a.example", 443});
    REQUIRE(records.size() == 1);
    CHECK(records.front().known.contains(90s));
    CHECK(session.clocks().entries().size() == 1);
}

TEST_CASE("Session: what was learnt moves when the local clock is set, and the history tells it", "[session][clock]")
{
    SettableClock clock;
    CannedTransport transport;
    Session session(transport, clock);
    const ClockRecorder recorder(session, {});
    transport.answer("https://a.example/", 200, {{"Date", formatHttpDate(clock.moment + 90s), {}}});
    REQUIRE(session.send(getFrom("https://a.example/")));
    REQUIRE(comesTrue([&] { return session.history().size() == 1; }));
    clock.set = 60s;
    REQUIRE(session.send(getFrom("https://b.example/")));
    REQUIRE(comesTrue([&] { return session.history().size() == 2; }));
    CHECK(session.clocks().find({"https", "a.example", 443})->offset.contains(30s));
    REQUIRE(recorder.history().localChanges().size() == 1);
    CHECK(recorder.history().localChanges().front().change.set == 60s);
}

TEST_CASE("ClockMeasurement: an address that cannot be asked is refused, and nothing is sent", "[session][clock]")
{
    FixedClock clock;
    CannedTransport transport;
    ClockMeasurement measurement(transport, clock);
    CHECK_FALSE(measurement.start({"https://a.example/", "ftp://b.example/"}, {}));
    QCoreApplication::processEvents();
    CHECK(transport.sent.empty());
    CHECK_FALSE(measurement.isRunning());
}

TEST_CASE("ClockMeasurement: no more than the allowed requests go out, none with a credential or a cookie", "[session][clock]")
{
    FixedClock clock;  // it stands, so that the interval cannot become narrower than a second
    CannedTransport transport;
    SamplingLimits limits;
    limits.requests = 4;
    limits.pause = Milliseconds(0);
    ClockMeasurement measurement(transport, clock, limits);
    QSignalSpy finished(&measurement, &ClockMeasurement::finished);
    transport.answer("https://a.example/", 200, {{"Date", formatHttpDate(clock.moment), {}}, {"Set-Cookie", "a=b", {}}});
    REQUIRE(measurement.start({"https://a.example/"}, {}));
    REQUIRE(comesTrue([&] { return finished.count() == 1; }));
    CHECK(transport.sent.size() == 4);
    CHECK(measurement.clocks().front().end == MeasuredClock::End::AllSent);
    CHECK(measurement.clocks().front().offset == ClockOffset{0ms, 1s});
    for (const Request &request : transport.sent) {
        CHECK_FALSE(request.fields.contains("Cookie"));
        CHECK_FALSE(request.fields.contains("Authorization"));
        CHECK(request.fields.value("User-Agent")->startsWith("keyhole/"));
    }
}

TEST_CASE("ClockMeasurement: ending it stops the request that is under way", "[session][clock]")
{
    FixedClock clock;
    CannedTransport transport;
    transport.hold();
    ClockMeasurement measurement(transport, clock);
    REQUIRE(measurement.start({"https://a.example/"}, {}));
    REQUIRE(comesTrue([&] { return !transport.sent.empty(); }));
    measurement.cancel();
    CHECK(transport.lastIsCancelled());
    CHECK_FALSE(measurement.isRunning());
}
