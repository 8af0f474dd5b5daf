#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// Everything that can be said about an exchange: facts → rules → ranking → words. A pure function; needs no clock and no network.
Report diagnose(const DiagnosisInput &input);
/// The same of what was not accepted; of what was, the verdict alone, without cards, differences and marks: for many exchanges that nobody
/// opens one by one.
Report diagnoseRefusal(const DiagnosisInput &input);

// The parts of a report, from the facts.
Card headerCard(const Facts &facts);
Card tokenCard(const Facts &facts);
Card clockCard(const Facts &facts);
Card cookiesCard(const Facts &facts);
ReportVerdict verdictOf(const Facts &facts, const Report &report);
/// The verdict's line on an accepted answer of which nothing more is to be said.
constexpr QLatin1String kAcceptedLine("The server took the request.");

struct RankedFinding;
/// A finding with the words of its cause.
Finding inWords(const RankedFinding &ranked);
/// The verdict that rests on a cause; for an answer of this status.
ReportVerdict verdictFrom(const Finding &cause, int status);

}
