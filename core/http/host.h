#pragma once

#include "core/result.h"

#include <QByteArray>

namespace keyhole {

/// Whether the text is a registered name, an IPv4 address or, in brackets, an IPv6 address with or without a zone. RFC 3986, 3.2.2; RFC
/// 6874. Names may be UTF-8 (IDNA). The offset of the error is in the host.
Result<void, SyntaxError> checkHost(QByteArrayView host);

/// As Host and the name look-up need it: a name beyond ASCII in its ASCII form, an IPv6 address without its zone; otherwise as it is.
QByteArray hostOnWire(const QByteArray &host);

/// One spelling for all that mean the same: decoded, lower case, ASCII form, without the final dot; IPv6 addresses in their shortest form.
/// Empty when what is decoded is no host.
QByteArray canonicalHost(const QByteArray &host);

}
