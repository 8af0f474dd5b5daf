#pragma once

#include "core/json/json.h"

namespace keyhole {

/// The thumbprint of a public key, base64url of SHA-256: what cnf.jkt holds. RFC 7638, 3; RFC 8037 for OKP. Empty for a key that lacks a
/// required member.
QByteArray jwkThumbprint(const JsonValue &jwk);

}
