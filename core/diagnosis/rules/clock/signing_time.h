#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// The longest life of a signed address that the services in common use give: seven days.
constexpr Seconds kLongestLink{7 * 86'400};

/// The moment that a signed request says it was signed at, and where that stands.
struct SigningTime {
    Instant instant;
    QByteArray where;  ///< evidence place
    QByteArray written;
    /// How long after it the server takes the request, and how long before it: 15 minutes, the widest in common use, unless the scheme or
    /// the service says otherwise.
    Milliseconds late{15 * 60'000}, early{15 * 60'000};
    bool windowIsKnown = false;  ///< the service itself says so
};

/// Read from the scheme's own time (X-Amz-Date, Hawk's ts, oauth_timestamp, created, st of a shared access signature), from the timestamp
/// of a webhook, from where the service is known to read it, or from Date beside a signature. Absent when the request is not signed with
/// its time.
std::optional<SigningTime> signingTimeOf(const Facts &facts);

/// How long before the server's Date the signature ended by its own word (expires, se, X-Amz-Expires). Absent when it did not, or says
/// none.
std::optional<Milliseconds> overdue(const Facts &facts);

}
