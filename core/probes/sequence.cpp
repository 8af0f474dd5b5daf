#include "core/probes/sequence.h"

namespace keyhole {

namespace {

using Kind = ProbeAnswer::Kind;

/// What follows on an experiment that was accepted.
constexpr bool kTurns[] = {true, false, true, false};  // true: the probe; false: the request as it was

std::vector<const ProbeAnswer *> answersOf(int step, const std::vector<Observation> &seen)
{
    std::vector<const ProbeAnswer *> answers;
    for (const Observation &each : seen) {
        if (each.step == step)
            answers.push_back(&each.answer);
    }
    return answers;
}

/// From the first sending of the probe on, until another one begins.
std::vector<Observation> turnsOf(int probe, const std::vector<Observation> &seen)
{
    const auto first = std::find_if(seen.begin(), seen.end(), [probe](const Observation &each) { return each.step == probe; });
    const auto last
        = std::find_if(first, seen.end(), [probe](const Observation &each) { return each.step != probe && each.step != kAsSent; });
    return {first, last};
}

bool isPreflight(int probe, const std::vector<ProbeKind> &probes)
{
    return probes[size_t(probe)] == ProbeKind::Preflight;
}

/// A preflight is another request, and compared with nothing.
bool needsControl(const std::vector<ProbeKind> &probes)
{
    return std::any_of(probes.begin(), probes.end(), [](ProbeKind kind) { return kind != ProbeKind::Preflight; });
}

/// An answer from a cache is replaced for everybody once the server was asked.
bool mayHeal(int probe, const std::vector<ProbeKind> &probes)
{
    return probes[size_t(probe)] == ProbeKind::WithoutCache;
}

bool allAre(const std::vector<Observation> &seen, int step, Kind kind)
{
    return std::all_of(seen.begin(), seen.end(), [&](const Observation &each) { return each.step != step || each.answer.kind == kind; });
}

bool anyIs(const std::vector<Observation> &seen, int step, Kind kind)
{
    return std::any_of(seen.begin(), seen.end(), [&](const Observation &each) { return each.step == step && each.answer.kind == kind; });
}

ProbeOutcome ofAccepted(int probe, const std::vector<ProbeKind> &probes, const std::vector<Observation> &seen)
{
    if (isPreflight(probe, probes))
        return ProbeOutcome::Accepted;
    const std::vector<Observation> turns = turnsOf(probe, seen);
    if (anyIs(turns, probe, Kind::RateLimited) || anyIs(turns, kAsSent, Kind::RateLimited))
        return ProbeOutcome::RateLimited;
    if (!allAre(turns, probe, Kind::Accepted))
        return ProbeOutcome::Unsteady;
    if (allAre(turns, kAsSent, Kind::Refused))
        return turns.size() > std::size(kTurns) ? ProbeOutcome::Accepted : ProbeOutcome::AcceptedOnce;
    const bool sinceThen = mayHeal(probe, probes) && allAre(turns, kAsSent, Kind::Accepted);
    return sinceThen ? ProbeOutcome::AcceptedSince : ProbeOutcome::Unsteady;
}

/// Whether the run is to end: what it builds on does not hold.
bool isOver(const std::vector<ProbeKind> &probes, const std::vector<Observation> &seen)
{
    if (seen.back().answer.kind == Kind::RateLimited || seen.front().answer.kind != Kind::Refused)
        return true;
    for (size_t i = 0; i < probes.size(); ++i) {
        const ProbeOutcome outcome = outcomeOf(int(i), probes, seen);
        if (outcome == ProbeOutcome::Unsteady || outcome == ProbeOutcome::AcceptedSince)
            return true;
    }
    return false;
}

/// The next of its turns; nothing when it needs no more.
std::optional<int> nextTurn(int probe, const std::vector<ProbeKind> &probes, const std::vector<Observation> &seen)
{
    const std::vector<Observation> turns = turnsOf(probe, seen);
    if (turns.empty())
        return probe;
    if (turns.front().answer.kind != Kind::Accepted || isPreflight(probe, probes) || turns.size() > std::size(kTurns))
        return std::nullopt;
    return kTurns[turns.size() - 1] ? probe : kAsSent;
}

}

const char *outcomeName(ProbeOutcome outcome)
{
    static constexpr const char *kNames[]
        = {"not made",     "accepted", "accepted once", "accepted since", "refused alike", "refused otherwise",
           "other answer", "unsteady", "rate limited",  "no answer",      "not sent"};
    return kNames[int(outcome)];
}

std::optional<int> nextStep(const std::vector<ProbeKind> &probes, const std::vector<Observation> &seen)
{
    if (seen.empty() && needsControl(probes))
        return kAsSent;
    if (seen.empty())
        return probes.empty() ? std::nullopt : std::optional(0);
    if (isOver(probes, seen))
        return std::nullopt;
    for (size_t i = 0; i < probes.size(); ++i) {
        if (const auto step = nextTurn(int(i), probes, seen))
            return step;
    }
    return std::nullopt;
}

ProbeOutcome outcomeOf(int probe, const std::vector<ProbeKind> &probes, const std::vector<Observation> &seen)
{
    const auto answers = answersOf(probe, seen);
    if (answers.empty())
        return ProbeOutcome::NotMade;
    switch (answers.front()->kind) {
    case Kind::Accepted:
        return ofAccepted(probe, probes, seen);
    case Kind::Refused:
        return answers.front()->likeness == seen.front().answer.likeness ? ProbeOutcome::RefusedAlike : ProbeOutcome::RefusedOtherwise;
    case Kind::RateLimited:
        return ProbeOutcome::RateLimited;
    case Kind::Other:
        return ProbeOutcome::OtherAnswer;
    case Kind::None:
        return ProbeOutcome::NoAnswer;
    case Kind::NotSent:
        return ProbeOutcome::NotSent;
    }
    return ProbeOutcome::NotMade;
}

Control controlOf(const std::vector<ProbeKind> &probes, const std::vector<Observation> &seen, int originalStatus)
{
    if (seen.empty() || seen.front().step != kAsSent)
        return Control::NotMade;
    for (size_t i = 0; i < probes.size(); ++i) {
        if (outcomeOf(int(i), probes, seen) == ProbeOutcome::Unsteady)
            return Control::Unsteady;
    }
    if (seen.back().answer.kind == Kind::RateLimited)
        return Control::RateLimited;
    switch (seen.front().answer.kind) {
    case Kind::Accepted:
        return Control::Accepted;
    case Kind::RateLimited:
        return Control::RateLimited;
    case Kind::None:
    case Kind::NotSent:
        return Control::NoAnswer;
    case Kind::Other:
        return Control::Changed;
    case Kind::Refused:
        return seen.front().answer.status == originalStatus ? Control::Refused : Control::Changed;
    }
    return Control::NotMade;
}

}
