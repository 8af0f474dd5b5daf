#pragma once

#include "core/diagnosis/rule.h"
#include "core/probes/readings.h"

namespace keyhole {

/// A cause that the experiments speak for.
struct Conclusion {
    QByteArray cause;
    Certainty certainty = Certainty::Likely;  ///< Possible: it would explain one of the others
    std::vector<ProbeKind> shownBy;
    QString says;  ///< a sentence
};

/// The causes that the accepted experiments speak for, the surest first; empty where they settle nothing. Certain is only what leaves no
/// other reading: a decisive outcome that no other row of the table fits, or one that the report foretold for a likely cause.
std::vector<Conclusion> conclusionsOf(const Observed &observed);

/// The truth table with the conclusion in words.
Experiments experimentsOf(const Observed &observed);

/// The report once more, with the experiments: a cause that they confirm is certain and stands first, possible ones that they contradict
/// are ruled out. Nothing changes but that the table is there when they settle nothing.
Report withExperiments(const Observed &observed);

/// The words that a cause needs, as far as the experiments know them.
std::vector<TextParameter> parametersOf(QByteArrayView cause, const Observed &observed);

}
