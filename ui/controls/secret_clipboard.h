#pragma once

#include "core/secrets/secret.h"

#include <chrono>

namespace keyhole {

/// Copies a secret: marked so that clipboard managers do not keep it, and taken back after `kept`, or when the program ends, if it is still
/// there (where selecting is copying, from the selection too).
void copySecret(const Secret &secret, std::chrono::milliseconds kept = std::chrono::seconds(30));

}
