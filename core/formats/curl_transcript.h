#pragma once

#include "core/http/exchange.h"

namespace keyhole {

/// What `curl -v` printed (with or without `-i`, body in between or not), as an exchange: one hop for each request. Redacted values are
/// seen as such.
Result<Exchange> parseCurlTranscript(QByteArrayView text);
bool looksLikeCurlTranscript(QByteArrayView text);

/// A raw HTTP request, optionally followed by its raw answer, as an exchange. A request alone has no response.
Result<Exchange> parseRawHttp(QByteArrayView text);
bool looksLikeRawHttp(QByteArrayView text);

}
