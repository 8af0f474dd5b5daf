#pragma once

#include "core/json/json.h"

#include <QString>

namespace keyhole {

/// Whether the payload stands in the token as it is: `b64` is false and named in `crit`. RFC 7797, 3 and 6.
bool isUnencoded(const JsonValue &header);

/// What a payload is that is signed and yet no set of claims: another token (RFC 7519, 5.2), or content of any kind (RFC 7515, 3.3),
/// where the header does not say that it is a JWT. Empty for a JSON object, and for what was meant to be one.
QString describeUnusualPayload(const JsonValue &header, QByteArrayView payload);

}
