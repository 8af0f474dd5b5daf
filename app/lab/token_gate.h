#pragma once

#include "app/lab/addresses.h"

namespace keyhole::lab {

/// What an API asks of a token.
struct Gate {
    QByteArray scope = "orders:read";
    Seconds clockShift{0};  ///< of the server's clock
    bool saysWhy = true;  ///< false: "invalid_token" and no more
    bool isWithdrawn = false;  ///< the token is on the list of withdrawn ones
    bool needsSecondFactor = false;
};

/// Looks at the credential as an API does, in its order: field, scheme, form, algorithm, key, signature, issuer, times, audience, kind,
/// scope. The orders, or a refusal with the real reason in the words of common libraries. RFC 6750, 3; RFC 9068, 4.
Answer orders(const Site &site, const Request &request, const Gate &gate = {});

}
