#pragma once

#include "core/formats/import/imported.h"
#include "core/json/json.h"

namespace keyhole {

/// Whether a tree is a collection that Bruno exported as one JSON file.
bool isBrunoTree(const JsonValue &tree);
/// Reads such a collection: what .bru files say in blocks stands in its members.
Imported importBrunoTree(const JsonValue &tree);

}
