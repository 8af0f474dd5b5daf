#pragma once

#include "core/probes/answer.h"
#include "core/probes/probe.h"

namespace keyhole {

/// The request as it was; any other step is the index of a probe.
constexpr int kAsSent = -1;

struct Observation {
    int step = kAsSent;
    ProbeAnswer answer;
};

/// What came of one experiment.
enum class ProbeOutcome {
    NotMade,
    Accepted,  ///< each time, and the request as it was is refused each time between
    AcceptedOnce,  ///< and the run ended before that was tried again
    AcceptedSince,  ///< and from then on the request as it was is accepted, too
    RefusedAlike,  ///< by the same answer as the request as it was
    RefusedOtherwise,
    OtherAnswer,  ///< neither accepted nor refused: 400, 404, 500
    Unsteady,  ///< accepted and refused, though nothing changed
    RateLimited,
    NoAnswer,
    NotSent,
};
/// "accepted", "refused alike": for tables and programs.
const char *outcomeName(ProbeOutcome outcome);

/// How the request as it was fares when it is sent again.
enum class Control { NotMade, Refused, Accepted, Changed, Unsteady, RateLimited, NoAnswer };

/// What to send next, from what came so far; nothing: it is over. First the request as it was, for a refusal that does not stand tells
/// nothing (a preflight alone needs no comparison). An experiment that is accepted is sent again, in turns with the request as it was (as
/// sent, probe, probe, as sent, probe, as sent), so that no server that changes its answers by itself is taken for one that was convinced.
/// A limit on requests, and an answer that changes by itself, end the run. `original`: the answer that is asked about.
std::optional<int> nextStep(const std::vector<ProbeKind> &probes, const std::vector<Observation> &seen);

ProbeOutcome outcomeOf(int probe, const std::vector<ProbeKind> &probes, const std::vector<Observation> &seen);
/// `originalStatus`: of the answer that is asked about.
Control controlOf(const std::vector<ProbeKind> &probes, const std::vector<Observation> &seen, int originalStatus);

}
