#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// The last success that this exchange is best compared with: the same method and path first, then the same path in another spelling or at
/// another origin of the site, then a request of the same origin that brought a credential. nullptr without one.
const Earlier *lastSuccess(const Facts &facts);

/// What differs from it in meaning: the credential, claim by claim; cookies; method and address; fields; content; clocks, connection and
/// the answering server. What changes with every request (dates, ids of traces) is left out, and no more than 30 things are told. Absent
/// without an earlier success.
std::optional<Differences> differencesOf(const Facts &facts);

}
