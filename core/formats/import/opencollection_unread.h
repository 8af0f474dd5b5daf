#pragma once

#include "core/formats/import/import_reading.h"
#include "core/yaml/yaml.h"

namespace keyhole {

enum class OpenCollectionPart { Request, Defaults, Environment };

/// Notes each member of a part of an OpenCollection that says something, and that nothing was made of: with its line and its path.
/// Defaults are what a folder or a collection says of its requests.
void noteUnread(const YamlValue &document, OpenCollectionPart part, ImportReading &reading);

}
