#pragma once

#include "core/formats/curl_command.h"
#include "core/formats/import/imported.h"
#include "core/json/json.h"

namespace keyhole {

/// One object for one request, a list of objects for several.
JsonValue curlCommandsJson(const std::vector<CurlCommand> &commands);

/// {"name", "requests": [{"name", "folder", "method", "url", "headers", "body", "warnings"}], "environments", "secrets", "warnings"}. A
/// request has the credential that it inherits. Of secrets only the places are listed by name; the requests hold them as they were.
JsonValue importedJson(const Imported &imported);

}
