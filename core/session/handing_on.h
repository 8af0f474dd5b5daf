#pragma once

#include "core/collection/hand_on.h"
#include "core/collection/variable_scopes.h"
#include "core/session/prepare.h"

namespace keyhole {

/// The leave that a request needs, since secrets that answers gave would go to another origin than those that gave them; none: it may go.
/// `scopes` are those that it was prepared with.
std::vector<HandOn> handOnsNeeded(const PreparedDraft &prepared, const VariableScopes &scopes);

/// "Taken from an answer of: https://a", "Asked for: https://b", one below the other, so that a letter that differs is seen.
QString handOnText(const HandOn &needed);

/// Why it was not sent, for one that nobody can be asked about any more.
Error handOnRefusal(const std::vector<HandOn> &needed);

}
