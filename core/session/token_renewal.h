#pragma once

#include "core/collection/auth_draft.h"
#include "core/diagnosis/report.h"

namespace keyhole {

/// What can be done about a token besides looking at it.
struct TokenRenewal {
    bool canRefresh = false;  ///< it is stored, with what gave it
    bool canSignIn = false;  ///< a new one can be asked for
};

/// Puts "refresh-token" and "new-token" (argument: the scope that the server asks for) in front of what the report offers, where its cause
/// lies in the token or nothing better is known: two actions at most, the first is the best fix.
void offerRenewal(Report &report, const TokenRenewal &renewal);

/// The scope that an answer asks for, where it names one. RFC 6750, 3.
QByteArray askedScope(const Report &report);

}
