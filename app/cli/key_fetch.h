#pragma once

#include "core/token/key_source.h"

namespace keyhole {

/// Fetches the keys of an address that was named on the command line; returns when they are there.
Result<FetchedKeys> fetchKeys(const QByteArray &address, bool allowPrivate);

}
