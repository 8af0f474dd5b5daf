#include "catch.h"
#include "core/probes/sequence.h"

#include <functional>
#include <random>

using namespace keyhole;

namespace {

using Kind = ProbeAnswer::Kind;

ProbeAnswer answered(Kind kind, const QByteArray &likeness = {})
{
    ProbeAnswer answer;
    answer.kind = kind;
    answer.status = kind == Kind::Accepted ? 200 : 401;
    answer.likeness = likeness;
    answer.requests = 1;
    return answer;
}

std::vector<Observation> run(const std::vector<ProbeKind> &probes, const std::function<ProbeAnswer(int step)> &server)
{
    std::vector<Observation> seen;
    while (const auto step = nextStep(probes, seen)) {
        REQUIRE(seen.size() < 200);
        seen.push_back({*step, server(*step)});
    }
    return seen;
}

const std::vector<ProbeKind> kFour{ProbeKind::WithoutCookies, ProbeKind::WithoutAuthorization, ProbeKind::AsBrowser,
                                   ProbeKind::WithoutCache};

}

TEST_CASE("Probe sequence: the request as it was goes first, and what is accepted is repeated in turns with it", "[probes]")
{
    const auto seen = run(kFour, [](int step) { return answered(step == 1 ? Kind::Accepted : Kind::Refused); });
    std::vector<int> steps;
    for (const Observation &each : seen)
        steps.push_back(each.step);
    CHECK(steps == std::vector<int>{kAsSent, 0, 1, 1, kAsSent, 1, kAsSent, 2, 3});
    CHECK(outcomeOf(1, kFour, seen) == ProbeOutcome::Accepted);
    CHECK(outcomeOf(0, kFour, seen) == ProbeOutcome::RefusedAlike);
    CHECK(controlOf(kFour, seen, 401) == Control::Refused);
}

TEST_CASE("Probe sequence: a run that ends in the middle has settled nothing", "[probes]")
{
    auto seen = run(kFour, [](int step) { return answered(step == 1 ? Kind::Accepted : Kind::Refused); });
    seen.resize(5);  // as sent, 0, 1, 1, as sent
    CHECK(outcomeOf(1, kFour, seen) == ProbeOutcome::AcceptedOnce);
}

TEST_CASE("Probe sequence: a limit on requests ends the run, whatever it answers to", "[probes]")
{
    const int limited = GENERATE(0, 1, 3, 4);
    int asked = 0;
    const auto seen = run(kFour, [&](int step) {
        return answered(asked++ == limited ? Kind::RateLimited : step == 1 ? Kind::Accepted : Kind::Refused);
    });
    CHECK(int(seen.size()) == limited + 1);
    CHECK(controlOf(kFour, seen, 401) == Control::RateLimited);
}

TEST_CASE("Probe sequence: answers are alike or otherwise by what they say", "[probes]")
{
    const auto seen = run(kFour, [](int step) { return answered(Kind::Refused, step == 2 ? "other" : "same"); });
    CHECK(outcomeOf(0, kFour, seen) == ProbeOutcome::RefusedAlike);
    CHECK(outcomeOf(2, kFour, seen) == ProbeOutcome::RefusedOtherwise);
}

TEST_CASE("Probe sequence: another status than that which is asked about tells nothing", "[probes]")
{
    const auto seen = run(kFour, [](int) { return answered(Kind::Refused); });
    CHECK(controlOf(kFour, seen, 403) == Control::Changed);
}

TEST_CASE("Probe sequence: a server that answers by chance is hardly ever believed", "[probes]")
{
    const int percent = GENERATE(5, 20, 50, 80, 95);
    CAPTURE(percent);
    std::mt19937 random(3);
    int believed = 0;
    constexpr int kRounds = 20'000;
    for (int round = 0; round < kRounds; ++round) {
        const auto seen = run(kFour, [&](int) { return answered(int(random() % 100) < percent ? Kind::Accepted : Kind::Refused); });
        bool accepted = false;
        for (int i = 0; i < int(kFour.size()); ++i)
            accepted = accepted || outcomeOf(i, kFour, seen) == ProbeOutcome::Accepted;
        believed += accepted && controlOf(kFour, seen, 401) == Control::Refused;
    }
    CHECK(believed < kRounds / 50);
}
