#include "catch.h"
#include "core/clock/step_watch.h"

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

/// Three clocks that go on as a test says.
struct SettableClock final : Clock {
    std::chrono::nanoseconds wall = 1'795'250'000s, sinceStart = 5000s, awake = 4000s, doubt = 0ns;

    Instant now() const override { return Instant(std::chrono::floor<Milliseconds>(wall)); }
    ClockReading reading() const override { return {wall, sinceStart, awake, doubt}; }

    void pass(std::chrono::nanoseconds time)
    {
        wall += time;
        sinceStart += time;
        awake += time;
    }
    void sleep(std::chrono::nanoseconds time)
    {
        wall += time;
        sinceStart += time;
    }
};

}

TEST_CASE("StepWatch: says nothing while the clocks go on together", "[clock]")
{
    SettableClock clock;
    StepWatch watch(clock);
    CHECK_FALSE(watch.look());
    for (const auto time : {1ns, 3'600'000'000'000ns, 86'400'000'000'000ns}) {
        clock.pass(time);
        CHECK_FALSE(watch.look());
    }
}

TEST_CASE("StepWatch: tells by how much the local clock was set, once", "[clock]")
{
    const auto step = GENERATE(as<Milliseconds>(), 840s, -840s, 20ms, -20ms, 7200s, -1ms * 86'400'000);
    SettableClock clock;
    StepWatch watch(clock);
    clock.pass(10s);
    clock.wall += step;
    clock.pass(2s);
    const auto change = watch.look();
    REQUIRE(change);
    CHECK(change->set == step);
    CHECK(change->suspended == 0ms);
    CHECK_FALSE(watch.look());
}

TEST_CASE("StepWatch: small steps count when they add up", "[clock]")
{
    SettableClock clock;
    StepWatch watch(clock);
    clock.wall += 12ms;
    CHECK_FALSE(watch.look());
    clock.wall += 12ms;
    const auto change = watch.look();
    REQUIRE(change);
    CHECK(change->set == 24ms);
}

TEST_CASE("StepWatch: what may be the doubt of the reading is no step", "[clock]")
{
    SettableClock clock;
    StepWatch watch(clock);
    clock.wall += 30ms;
    clock.doubt = 15ms;
    CHECK_FALSE(watch.look());
    clock.wall += 10ms;
    const auto change = watch.look();
    REQUIRE(change);
    CHECK(change->set == 40ms);
    CHECK(change->doubt == 16ms);
}

TEST_CASE("StepWatch: a sleep is no step, and a step during a sleep is both", "[clock]")
{
    SettableClock clock;
    StepWatch watch(clock);
    clock.sleep(3600s);
    const auto slept = watch.look();
    REQUIRE(slept);
    CHECK((slept->set == 0ms && slept->suspended == 3600s));

    clock.sleep(60s);
    clock.wall -= 90s;
    const auto both = watch.look();
    REQUIRE(both);
    CHECK((both->set == -90s && both->suspended == 60s));
}

TEST_CASE("SystemClock: its readings go on together, and agree with now()", "[clock]")
{
    const SystemClock clock;
    StepWatch watch(clock);
    const ClockReading first = clock.reading(), second = clock.reading();
    CHECK(second.sinceStart >= first.sinceStart);
    CHECK(second.awake >= first.awake);
    CHECK(std::chrono::abs(second.wall - clock.now().time_since_epoch()) < 10s);
    CHECK_FALSE(watch.look());
}
