#pragma once

#include "core/diagnosis/report.h"

namespace keyhole {

/// What came back on one sending, as far as experiments are compared.
struct ProbeAnswer {
    enum class Kind { Accepted, Refused, RateLimited, Other, None, NotSent } kind = Kind::None;
    int status = 0;
    /// Equal for answers that say the same: status, challenges, who answered, text without what changes each time.
    QByteArray likeness = {};
    QString shown = {};  ///< "401 Unauthorized, answered by nginx", or why there is none
    QByteArray cause = {};  ///< that its own diagnosis names; empty: none
    bool fromCache = false;  ///< it says so itself
    int requests = 0;  ///< hops
};

ProbeAnswer answerOf(const Exchange &exchange, const Report &report);

/// Of a preflight: accepted when the status is 2xx and Access-Control-Allow-Origin is there. Fetch, 4.8.
ProbeAnswer preflightAnswerOf(const Exchange &exchange, const Report &report);

/// A request that could not be sent as it stands.
ProbeAnswer notSent(const Error &error);

}
