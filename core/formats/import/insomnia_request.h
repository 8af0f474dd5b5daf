#pragma once

#include "core/formats/import/import_reading.h"

namespace keyhole {

/// Insomnia's "{{ _.name }}" and "{{ name }}" as {{name}}, in every text of a tree. Template tags ("{% … %}") stay as they are.
void convertInsomniaTemplates(JsonValue &tree);

/// A request, as the formats 4 and 5 have it in common.
RequestDraft insomniaRequest(const JsonValue &request, ImportReading &reading);
std::vector<DraftRow> insomniaRows(const JsonValue *rows);
AuthDraft insomniaAuth(const JsonValue &owner, ImportReading &reading);
/// The data of an environment: names of nested members are joined with dots.
std::vector<Variable> insomniaVariables(const JsonValue *data);
/// Which requests HTTP does not carry are left out with a note.
bool isInsomniaHttp(const JsonValue &request, ImportReading &reading);

}
