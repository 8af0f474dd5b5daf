#pragma once

#include "core/http/exchange.h"

namespace keyhole {

/// What one entry of a HAR says.
struct HarEntry {
    Hop hop;
    std::optional<qint64> requestHeadSize;  ///< headersSize, when the recorder knew it
};

/// Reads the JSON text of one entry, with kHarPadding readable bytes behind it. `number` counts from 1 and is for messages. Fails for text
/// that is no JSON and for a request without a usable address; everything else is read around.
Result<HarEntry> readHarEntry(QByteArrayView json, int number);

/// "HTTP/2" for "h2", "http/2.0" and the like; empty for "unknown".
QByteArray normalisedHttpVersion(QByteArrayView written);

}
