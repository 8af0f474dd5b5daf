#pragma once

#include "core/result.h"

#include <QByteArray>

namespace keyhole {

/// Strict: no padding, no white space, no '+' or '/', no left-over bits. RFC 4648, 5 and 3.5; RFC 7515, 2. Fails with the place.
Result<QByteArray, SyntaxError> decodeBase64Url(QByteArrayView text);
/// Whether decodeBase64Url would take it, without decoding.
bool isStrictBase64Url(QByteArrayView text);
QByteArray encodeBase64Url(QByteArrayView bytes);

}
