#pragma once

#include "core/transport/wire_protocol.h"

namespace keyhole {

/// HTTP/2 (RFC 9113), its frames by nghttp2. The bytes of a hop are its field lists as text, with the content behind them.
std::unique_ptr<WireProtocol> makeHttp2();

/// The request's fields as HTTP/2 carries them: names in lower case, Host as :authority, without the fields that mean one connection
/// (RFC 9113, 8.2.2). `dropped` gets a note for each field left out.
FieldList http2Fields(const Request &request, std::vector<QString> &dropped);

}
