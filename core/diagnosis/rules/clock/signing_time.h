#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// The moment that a signed request says it was signed at, and where that stands.
struct SigningTime {
    Instant instant;
    QByteArray where;  ///< evidence place
    QByteArray written;
    /// How long after it the server takes the request: 15 minutes, the widest in common use, unless the address says for itself.
    Seconds window{15 * 60};
};

/// Read from X-Amz-Date (field or parameter), Hawk's ts, oauth_timestamp (RFC 5849, 3.3), created of a signature (RFC 9421, 2.3), or Date
/// beside a signature. Absent when the request is not signed with its time.
std::optional<SigningTime> signingTimeOf(const Facts &facts);

}
