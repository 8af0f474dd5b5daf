#pragma once

#include "core/formats/import/import_reading.h"

namespace keyhole {

/// "request" of an item: an address alone, or an object.
RequestDraft postmanRequest(const JsonValue &request, ImportReading &reading);
/// Rows of {"key", "value", "type", "enabled"}, or members of an object. Those that are switched off are left out and noted.
std::vector<Variable> postmanVariables(const JsonValue *list, ImportReading &reading);
AuthDraft postmanAuth(const JsonValue *auth, AuthKind absent, ImportReading &reading);
/// "protocolProfileBehavior" of an item: what of it shapes the request.
void postmanBehavior(const JsonValue *behavior, RequestDraft &draft, ImportReading &reading);
/// A text, or {"content": text}.
QString postmanDescription(const JsonValue &owner);
DraftRow postmanRow(const JsonValue &row);

}
