#pragma once

#include "core/compare/comparison.h"
#include "core/diagnosis/facts.h"

namespace keyhole {

/// The last success that this exchange is best compared with: the same method and path first, then the same path in another spelling or at
/// another origin of the site, then a request of the same origin that brought a credential. nullptr without one.
const Earlier *lastSuccess(const Facts &facts);

/// What changed since it last worked; of a success, what changed since the refusal that came right before it at the same address. Only what
/// a server may judge by: not its answer, and nothing that differs each time by rule or among the accepted exchanges of the host. What
/// tells most stands first, and no more than 30 things are told. Absent without such an exchange.
std::optional<Differences> differencesOf(const Facts &facts);

/// The status of the refusal that a success is compared with; 0 where it is compared with a success.
int refusalOf(const Differences &differences);
/// Whether both asked by the same method for the same address.
bool isSameRequest(const Differences &differences);

/// Of an accepted exchange that was refused before: its verdict tells what changed since, and offers to compare. By Report::differences.
void tellWhatChanged(Report &report);

/// The same between two exchanges; where the first is to be found is not filled in. `learn` is asked for the noise of the host where that
/// may make a difference. `secretsCompare`: as in CompareOptions.
Differences differencesBetween(const Exchange &then, const Exchange &now, const std::function<LearnedNoise()> &learn,
                               bool secretsCompare = true);

}
