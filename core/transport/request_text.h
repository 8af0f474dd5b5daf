#pragma once

#include "core/transport/transport.h"

namespace keyhole {

/// The one choke point before the wire: CR, LF and NUL in the method, the target, a name or a value would make another request of this
/// one; so would a blank in the method or target. Gives the first such place.
std::optional<Error> unsendable(const Request &request);

/// Request line and fields as HTTP/1.1 has them (RFC 9112, 3), just as they stand in the request, and the blank line.
QByteArray requestHead(const Request &request, bool absoluteForm);

/// Whether the body has to be put into chunks: the last coding of Transfer-Encoding is chunked. RFC 9112, 7.1.
bool isChunked(const FieldList &fields);

}
