#pragma once

#include "core/formats/import/imported.h"
#include "core/json/json.h"

namespace keyhole {

/// Whether a tree describes an API: OpenAPI 3.0 or 3.1, or Swagger 2.0.
bool isOpenApi(const JsonValue &tree);

/// A request for each operation, in folders by tag. Values come from examples, defaults and schemas. What the servers are is the variable
/// baseUrl; further servers are environments. Security schemes become credentials whose secrets are variables; of several alternatives the
/// first is taken and the others are told. References lead only to places in the same document.
Imported importOpenApi(const JsonValue &document);

}
