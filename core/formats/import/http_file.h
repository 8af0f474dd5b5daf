#pragma once

#include "core/formats/import/imported.h"

namespace keyhole {

/// Whether a text looks like a .http file: a line "###", "@name = value", or a request line with an address.
bool looksLikeHttpFile(QByteArrayView text);

/// Requests as the REST Client of VS Code and the HTTP client of JetBrains write them: separated by "###", with "@name = value" as
/// variables, "# @name", fields, and a body that may stand in a file ("< file"). Scripts ("< {% … %}", "> {% … %}") are kept as text. A
/// request that does not read is noted with its line and left out; 16 MB at most.
Result<Imported> importHttpFile(QByteArrayView text);

}
