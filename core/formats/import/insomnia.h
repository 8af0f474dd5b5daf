#pragma once

#include "core/formats/import/imported.h"
#include "core/json/json.h"

namespace keyhole {

/// Whether a tree is an export of Insomnia: format 3 or 4 ("__export_format", a list of resources), or a file of version 5
/// ("type: collection.insomnia.rest/5.0", a tree).
bool isInsomnia4(const JsonValue &tree);
bool isInsomnia5(const JsonValue &tree);

Imported importInsomnia4(JsonValue tree);
Imported importInsomnia5(JsonValue tree);

}
