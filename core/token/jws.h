#pragma once

#include "core/json/json.h"

#include <optional>

namespace keyhole {

/// One signature of a JWS in JSON serialisation. RFC 7515, 7.2.1.
struct JwsSignature {
    QByteArray protectedText;  ///< as written: it is part of what is signed
    std::optional<JsonValue> protectedHeader, unprotected;
    QByteArray signature;
};

/// A JWS in JSON serialisation, general or flattened, with one payload and one or more signatures.
struct Jws {
    QByteArray payloadText;  ///< as written
    QByteArray payload;  ///< decoded, unless the header says "b64": false
    bool isDetached = false;  ///< it has no payload: that travels apart
    std::vector<JwsSignature> signatures;
};

/// Whether a text is meant as a JWS in JSON: an object with "signature" or "signatures".
bool looksLikeJws(QByteArrayView text);

/// Reads it strictly: at most 1 MB and 100 signatures, no member twice, base64url as in compact form, not both ways of writing at once.
/// Fails with the place; a fault inside of base64url is placed at the member that holds it.
Result<Jws, SyntaxError> parseJws(QByteArrayView json);

}
