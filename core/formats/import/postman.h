#pragma once

#include "core/formats/import/imported.h"
#include "core/json/json.h"

namespace keyhole {

/// Whether a tree is a collection or an environment that Postman exported.
bool isPostmanCollection(const JsonValue &tree);
bool isPostmanEnvironment(const JsonValue &tree);

/// A collection of Postman's format 2.0 or 2.1.
Imported importPostman(const JsonValue &collection);
/// What Postman exports of an environment, or of the global variables.
Imported importPostmanEnvironment(const JsonValue &environment);

}
