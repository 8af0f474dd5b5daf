#pragma once

#include "app/cli/token_input.h"
#include "core/http/instant.h"

namespace keyhole {

/// For a person: what it says, whether its signature is valid and by which key, and whether it is in time, each told apart.
QByteArray tokenText(const TokenAnswer &answer, Instant now);

/// {"decoded": {…}, "signature": "valid|invalid|unchecked", "reason": …, "key": …, "problems": [{"offset": …, "message": …}]}, then what
/// tokenDetails() tells.
QByteArray tokenJson(const TokenAnswer &answer, Instant now);

/// "valid", "invalid", "unchecked".
QByteArray stateName(SignatureState state);
/// Type and name of the key that decided: "RSA 2026-10".
QByteArray keyName(const KeyCheck &check);

}
