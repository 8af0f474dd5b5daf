#pragma once

#include "core/collection/auth_draft.h"
#include "core/json/json.h"

namespace keyhole {

/// Adds to `kept` what OpenCollection files have no place for in how a sign-in is made (OAuth2): issuer, resources, what an assertion says
/// … `whole`: what the files do have a place for as well. Never a secret.
void keepSignIn(JsonValue &kept, const AuthDraft &auth, bool whole);
/// Puts it back; changes nothing where nothing was kept.
void completeSignIn(AuthDraft &auth, const JsonValue &kept);

}
