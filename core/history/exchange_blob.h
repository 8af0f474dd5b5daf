#pragma once

#include "core/http/exchange.h"
#include "core/result.h"

namespace keyhole {

/// An exchange as bytes, compressed with zstd (RFC 8878); for withMarks(), since nothing is hidden here.
QByteArray packed(const Exchange &exchange);

/// The exchange again. Fails for bytes that are damaged, or would unpack to more than 64 MB, and for those of a later version.
Result<Exchange> unpacked(const QByteArray &bytes);

}
