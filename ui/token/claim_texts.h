#pragma once

#include "ui/token/claim_drafts.h"

namespace keyhole {

// Claims as a draft keeps them: the text of a JSON object whose times may be words ("in 5 minutes") and which may hold {{variables}}.
// Nothing is put in or resolved on the way to rows and back.

/// Fails for what is no JSON object as it stands, such as a {{variable}} outside of a text.
Result<std::vector<ClaimDraft>, SyntaxError> claimRowsOf(const QByteArray &text);

/// The rows that are on and have a name; empty without any.
QByteArray claimTextOf(const std::vector<ClaimDraft> &rows);

/// Why a row cannot be signed; nothing for one that can, or that a variable decides.
std::optional<Error> claimFault(const std::vector<ClaimDraft> &rows, Instant now);

}
