#pragma once

#include "core/probes/sequence.h"

#include <span>

namespace keyhole {

/// Everything that a reading is decided by.
struct ProbeSubject {
    const Exchange &exchange;  ///< that is asked about
    const Report &report;  ///< of it, without experiments
    const RequestDraft &asSent;
};
struct Observed {
    ProbeSubject subject;
    std::vector<Probe> probes;  ///< that were to be made
    std::vector<Observation> seen;

    std::vector<ProbeKind> kinds() const;
    ProbeOutcome outcome(ProbeKind kind) const;  ///< NotMade as well for one that was not chosen
    const Probe *probe(ProbeKind kind) const;
};

/// How far an outcome speaks for a cause.
enum class Weight {
    Decisive,  ///< it has no other reading, unless another row fits as well
    Fits,  ///< the cause foretells it, and so might something that is no row
    Refines,  ///< says more about the cause of another row, and does not compete with it
};

/// An outcome of an experiment, and a cause by which it can be understood.
struct Reading {
    ProbeKind probe;
    const char *cause;
    Weight weight;
    bool (*fits)(const Observed &observed);
    const char *says;  ///< a sentence, without its full stop
};

/// The one table: what it means that an experiment is accepted.
std::span<const Reading> acceptedReadings();

/// What it means that an experiment is refused as well: this alone is not the cause.
struct Contradiction {
    ProbeKind probe;
    const char *cause;  ///< an id, or an area with a dot at its end
    bool otherwiseOnly;  ///< only where the answer is another one than before
    bool (*fits)(const Observed &observed);
    const char *reason;
};
std::span<const Contradiction> refusedReadings();
/// Whether a cause is meant by an id, or by an area with a dot at its end.
bool covers(QByteArrayView pattern, QByteArrayView cause);

/// The possible causes of a report that an experiment tells from others.
std::vector<QByteArray> settledBy(ProbeKind probe, const Report &report);

}
