#pragma once

#include "core/secrets/secret.h"

namespace keyhole {

/// Copies a secret: marked so that clipboard managers do not keep it, and taken back after 30 s if it is still there.
void copySecret(const Secret &secret);

}
