#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// A set of keys that an earlier entry fetched from the issuer of the main token.
struct SeenKeySet {
    const Earlier *fetched = nullptr;
    bool hasKey = false;  ///< whether the token's kid is in it
};

/// The last one; absent when none was fetched, or the token names no key. A set counts as the issuer's when it came from the host of the
/// token's iss. RFC 7517, 5.
std::optional<SeenKeySet> seenKeySet(const Facts &facts);

/// What the answer says about the token's own kid, which it quotes: that there is no such key. nullptr when it says nothing of it.
const AnswerText *saysKeyIsUnknown(const Facts &facts);

}
