#pragma once

#include "core/token/token.h"

namespace keyhole {

/// Sets what kind of token it says it is, and by which header parameter or claim. Needs header and payload as read; a JWE tells by its
/// header alone.
void classify(Token &token);

/// The same by the name under which a token was found, where it does not say itself: "id_token", "client_assertion", "DPoP".
void classifyByName(Token &token, QByteArrayView name);

}
