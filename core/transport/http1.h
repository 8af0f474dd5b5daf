#pragma once

#include "core/transport/wire_protocol.h"

namespace keyhole {

/// HTTP/1.1 as RFC 9112 has it; the request is written as it stands, the answer read with every deviation named.
std::unique_ptr<WireProtocol> makeHttp1();

}
