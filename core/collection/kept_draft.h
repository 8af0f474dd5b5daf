#pragma once

#include "core/collection/request_draft.h"
#include "core/json/json.h"

namespace keyhole {

/// What the files of a collection have no place for, as JSON: ids of stored credentials, schemes that the schema does not know, cookies and
/// automatic fields of a request. Never a secret: a value that holds no {{variable}} is left out where it might be one. Nothing of how a
/// request is carried, and no origins that it may go to. An empty object where the files hold everything.
JsonValue keptOf(const AuthDraft &auth);
JsonValue keptOf(const RequestDraft &draft);
/// Puts back what was kept.
void complete(AuthDraft &auth, const JsonValue &kept);
void complete(RequestDraft &draft, const JsonValue &kept);

}
