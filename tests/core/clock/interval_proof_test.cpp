#include "catch.h"
#include "core/clock/sampling.h"

#include <random>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

using Micro = std::chrono::microseconds;

/// A computer and a server whose clocks differ by a known offset, in microseconds: finer than what Keyhole reads of either.
class World final : public Clock {
public:
    explicit World(unsigned seed) : m_random(seed), m_now(1'795'242'667'000'000 + number(0, 999'999)) { }

    Instant now() const override { return Instant(std::chrono::floor<Milliseconds>(m_now)); }
    ClockReading reading() const override { return {m_now, m_since, m_since}; }

    qint64 number(qint64 least, qint64 most) { return std::uniform_int_distribution<qint64>(least, most)(m_random); }
    /// Short delays are common, long ones happen.
    Micro delay() { return Micro(number(0, 9) == 0 ? number(0, 2'000'000) : number(0, 80'000)); }

    void pass(Micro time)
    {
        m_now += time;
        m_since += time;
    }
    void setLocalClock(Micro forward)
    {
        m_now += forward;
        offset -= forward;
    }

    /// A request that goes now, and what its answer says: local times as the transport takes them, Date cut to its second.
    ClockOffset ask(Micro up, Micro down)
    {
        const Instant sentAt = now();
        pass(up);
        const Instant date(std::chrono::floor<Seconds>(m_now + offset));
        pass(down);
        return offsetFrom(date, sentAt, now() + 1ms);
    }

    Micro offset{0};  ///< server minus local

private:
    std::mt19937_64 m_random;
    Micro m_now, m_since{0};
};

bool holds(const ClockOffset &interval, Micro offset)
{
    return interval.low <= offset && offset <= interval.high;
}

Milliseconds widthOf(const ClockOffset &interval)
{
    return interval.high - interval.low;
}

const Origin kOrigin{"https", "api.example", 443};

/// Asks n times at the moments that Keyhole would choose.
ClockOffset measured(World &world, int answers, Milliseconds roundTrip)
{
    ClockOffset known = world.ask(roundTrip / 2, roundTrip / 2);
    for (int i = 1; i < answers; ++i) {
        const Instant next = nextSendMoment(known, roundTrip, world.now() + 200ms);
        world.pass(next - world.now());
        known = intersect(known, world.ask(roundTrip / 2, roundTrip / 2)).value();
    }
    return known;
}

}

TEST_CASE("Clock offset: the true one is always inside the interval, in a million exchanges", "[clock]")
{
    constexpr int kWorlds = 50'000, kExchanges = 20;  // a new server for each world
    int outside = 0, outsideAlone = 0, steps = 0;
    World world(20261121);
    for (int i = 0; i < kWorlds; ++i) {
        ClockBook book;
        StepWatch watch(world);
        world.offset = Micro(world.number(-90'000'000'000, 90'000'000'000));
        for (int j = 0; j < kExchanges; ++j) {
            world.pass(Micro(world.number(0, 3'000'000)));
            if (world.number(0, 19) == 0) {
                world.setLocalClock(Micro(world.number(-7'200'000'000, 7'200'000'000)));
                ++steps;
            }
            if (const auto change = watch.look())
                book.localClockChanged(*change);
            const ClockOffset told = world.ask(world.delay(), world.delay());
            book.add(kOrigin, told, world.now());
            outsideAlone += !holds(told, world.offset);
            outside += !holds(book.find(kOrigin)->offset, world.offset);
        }
    }
    CHECK(outsideAlone == 0);
    CHECK(outside == 0);
    CHECK(steps > 40'000);
}

TEST_CASE("Clock offset: the true one stays inside while the clocks drift apart by 100 parts in a million", "[clock]")
{
    int outside = 0;
    World world(7);
    for (int i = 0; i < 2'000; ++i) {
        ClockBook book;
        const auto rate = world.number(-100, 100);
        world.offset = Micro(world.number(-5'000'000, 5'000'000));
        for (int j = 0; j < 20; ++j) {
            const Micro pause(world.number(0, 600'000'000));
            world.pass(pause);
            world.offset += pause * rate / 1'000'000;
            book.add(kOrigin, world.ask(world.delay(), world.delay()), world.now());
            outside += !holds(book.find(kOrigin)->offset, world.offset);
        }
    }
    CHECK(outside == 0);
}

TEST_CASE("Clock offset: a server whose clock is set by more than the interval is wide is followed", "[clock]")
{
    int outside = 0, noticed = 0;
    World world(3);
    for (int i = 0; i < 2'000; ++i) {
        ClockBook book;
        for (int j = 0; j < 10; ++j) {
            world.pass(1'100ms);
            if (j == 5)
                world.offset += Micro((i % 2 == 0 ? 1 : -1) * world.number(6'000'000, 90'000'000));
            book.add(kOrigin, world.ask(world.delay(), world.delay()), world.now());
            outside += !holds(book.find(kOrigin)->offset, world.offset);
            noticed += j == 5 && book.find(kOrigin)->stepped;
        }
    }
    CHECK(outside == 0);
    CHECK(noticed == 2'000);
}

// The first answer leaves 1 s + r. A reading at the expected second boundary, r/2 after sending, leaves the half below it or above it, and
// half a round trip that the reading may have been earlier or later: w' = w/2 + r/2. So w = r + 1 s / 2^(n - 1).
TEST_CASE("Clock offset: at chosen moments n answers leave r + 1 s / 2^(n - 1)", "[clock]")
{
    const int answers = GENERATE(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    const auto roundTrip = GENERATE(as<Milliseconds>(), 0ms, 2ms, 30ms, 200ms);
    CAPTURE(answers, roundTrip.count());
    World world(unsigned(answers) * 1'000 + unsigned(roundTrip.count()));
    const Milliseconds theory = roundTrip + Milliseconds(1000) / (1 << (answers - 1));
    for (int i = 0; i < 50; ++i) {
        world.offset = Micro(world.number(-900'000'000, 900'000'000));
        const ClockOffset known = measured(world, answers, roundTrip);
        REQUIRE(holds(known, world.offset));
        CHECK(widthOf(known) <= theory + 4ms);  // the milliseconds of the local clock, twice
        CHECK(widthOf(known) >= theory - 4ms);
    }
}

// Without a choice the fractions of the server's second at the n readings are n equal draws. The interval is cut by the greatest and the
// smallest: 1 s less their distance, whose mean is (n - 1)/(n + 1).
TEST_CASE("Clock offset: at random moments n answers leave r + 2 s / (n + 1) in the mean", "[clock]")
{
    const int answers = GENERATE(1, 2, 5, 10, 20);
    CAPTURE(answers);
    constexpr int kTrials = 4'000;
    constexpr Milliseconds kRoundTrip{20};
    World world(99);
    double sum = 0;
    for (int i = 0; i < kTrials; ++i) {
        world.offset = Micro(world.number(-900'000'000, 900'000'000));
        std::optional<ClockOffset> known;
        for (int j = 0; j < answers; ++j) {
            world.pass(Micro(world.number(0, 999'999)));
            const ClockOffset told = world.ask(kRoundTrip / 2, kRoundTrip / 2);
            known = known ? intersect(*known, told).value() : told;
        }
        sum += double(widthOf(*known).count());
    }
    const double theory = 20.0 + 2'000.0 / (answers + 1);
    CHECK(sum / kTrials > theory - 8);
    CHECK(sum / kTrials < theory + 8);
}

TEST_CASE("nextSendMoment: the server reads its clock at the middle of what is possible, never before the pause is over", "[clock]")
{
    World world(5);
    for (int i = 0; i < 2'000; ++i) {
        const Milliseconds low(world.number(-100'000'000, 100'000'000)), width(world.number(0, 1'200)), trip(world.number(0, 3'000));
        const ClockOffset known{low, low + width};
        const Instant earliest = world.now() + Milliseconds(world.number(-5'000'000'000'000, 100'000));
        const Instant next = nextSendMoment(known, trip, earliest);
        CHECK(next >= earliest);
        CHECK(next < earliest + 1s);
        CHECK((next + known.middle() + trip / 2).time_since_epoch() % 1s == 0ms);
    }
}
