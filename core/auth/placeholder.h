#pragma once

#include "core/collection/auth_draft.h"

namespace keyhole {

/// Whether the credential was not read from the keychain yet, so that only its place in the request can be shown.
inline bool isPlaceholder(const AuthDraft &auth)
{
    return !auth.credential.isEmpty() && !auth.onlyTo;
}

inline constexpr char kPlaceholder[] = "********";  // short enough to be shown as dots alone

}
