#pragma once

#include "core/compare/comparison.h"
#include "core/diagnosis/report.h"

namespace keyhole {

/// "May explain it", "In the answer", "Of little weight", "Noise".
QString weightHeading(DifferenceWeight weight);
/// "GET https://host/path → 401 (entry 3, 09:43:12 UTC)".
QString sideText(const ComparedSide &side);

/// For a terminal; noise is counted and named, with `all` told as the rest is.
QString comparisonToText(const ExchangeComparison &comparison, bool all, const TextStyle &style = {});
/// For a ticket.
QString comparisonToMarkdown(const ExchangeComparison &comparison, bool all);
/// `keyhole.comparison/1`, one line:
///   schema, summary, differs (but for noise), left and right: {line, status, entry, at}, left_out, and
///   differences: [{part, kind (added, removed, changed, moved), where, name, left, right, says, weight (explains, outcome, minor, noise),
///   rank (0 to 100 within its weight), why}], what tells most first; a side that has none is null.
QByteArray comparisonToJson(const ExchangeComparison &comparison);

}
