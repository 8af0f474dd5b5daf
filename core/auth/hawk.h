#pragma once

#include "core/auth/body_digest.h"

namespace keyhole {

/// A Hawk credential as sent. github.com/mozilla/hawk, API.md.
struct HawkCredential {
    QByteArray where;
    QByteArray id, nonce, ext, hash;
    SigningPeriod period;  ///< begins: ts
    SigningFaults faults;  ///< attributes that are missing; the body against `hash`
};

std::optional<HawkCredential> readHawk(const Request &request, BodyTrust trust);

/// The hash of a body, as Hawk computes it: over "hawk.1.payload", the media type without parameters, and the body. In base64.
QByteArray hawkPayloadHash(QByteArrayView contentType, QByteArrayView body);
/// What Hawk signs; the port is that of the address.
QByteArray hawkString(const Request &request, const HawkCredential &credential);

}
