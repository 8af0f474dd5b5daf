#pragma once

#include "core/formats/har.h"
#include "core/formats/import/imported.h"

namespace keyhole {

/// The requests of a recording, one item for each entry; what cannot be read is noted.
Imported importHar(const HarFile &har);

}
