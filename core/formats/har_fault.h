#pragma once

#include "core/http/exchange.h"

namespace keyhole {

/// The name under which our own HAR files keep a fault: "refused", "timed-out".
QByteArray faultName(TransportFault fault);
std::optional<TransportFault> faultNamed(QByteArrayView name);
/// What the words of a browser or of curl mean: Chrome's net::ERR_…, Firefox' NS_ERROR_…, "Could not resolve host".
TransportFault faultFromWords(const QByteArray &words);

}
