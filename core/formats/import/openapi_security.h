#pragma once

#include "core/formats/import/import_reading.h"
#include "core/formats/import/openapi_schema.h"

namespace keyhole {

/// The credentials that a "security" list asks for: the first alternative that is not empty, all of its schemes. Their secrets are
/// {{variables}} named by the scheme, which are added to the collection. Alternatives that are not taken are noted. Nothing for [].
std::vector<AuthDraft> openApiSecurity(const OpenApiDocument &document, const JsonValue &security, ImportReading &reading);

}
