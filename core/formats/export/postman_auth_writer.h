#pragma once

#include "core/collection/auth_draft.h"
#include "core/json/json.h"

namespace keyhole {

/// A credential as Postman 2.1 writes it; nothing for a scheme that it does not have.
std::optional<JsonValue> postmanAuthJson(const AuthDraft &auth);

}
