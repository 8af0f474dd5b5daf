#pragma once

#include "core/token/token.h"

namespace keyhole {

/// What a token is and how far it can be read, for a person: a few sentences without markup, the first of them what it is. Of an encrypted
/// one, how it is encrypted and who alone reads on; of a broken one, how far it goes; of an opaque one, what its form shows.
QStringList explainToken(const Token &token);

}
