#pragma once

#include "core/http/instant.h"
#include "core/token/key_text.h"

namespace keyhole {

/// A token as text for a terminal: its parts with what each claim means, the times for a person, and what is wrong with it. The signature
/// itself is left out.
QByteArray tokenText(const Token &token, const KeyCheck &check, Instant now);
/// The same as one JSON object: "decoded", "signature" ("valid", "invalid", "unchecked"), "reason", "key", "problems".
QByteArray tokenJson(const Token &token, const KeyCheck &check);

}
