#pragma once

#include "core/probes/probe.h"

#include "core/http/challenge.h"

namespace keyhole {

/// The same credential, or another one that is at hand, in the scheme that a server asks for.
struct SchemeChange {
    RequestDraft draft;
    QString text;  ///< "the same token behind “Token” instead of “Bearer”"
    int requests = 1;  ///< that one sending takes
};

/// One at most: for the first challenge whose scheme the request did not use and for which something is at hand. A secret goes only to the
/// origin that it went to, and never in a scheme that shows more of it than the one before over a connection that is not secure.
std::vector<SchemeChange> otherSchemes(const RequestDraft &asSent, const std::vector<Challenge> &challenges, const Request &request,
                                       const std::vector<CredentialInfo> &stored);

}
