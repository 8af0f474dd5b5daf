#pragma once

#include "core/auth/signed_request.h"
#include "core/http/message.h"

namespace keyhole {

/// How far the body of a request stands for what went over the wire.
enum class BodyTrust {
    Whole,  ///< the very bytes
    Recorded,  ///< text that a recording kept: bytes beyond ASCII, or the end, may have been lost
};

/// Whether a body may be hashed and the result believed: it is whole, or plain ASCII of the length that Content-Length tells.
bool isHashable(const Request &request, BodyTrust trust);

/// The digests of the body that a request carries, computed anew: Content-Digest and Repr-Digest (RFC 9530, with SHA-256 and SHA-512),
/// Digest (RFC 3230, as draft-cavage signatures use it), Content-MD5 (RFC 1864) and x-amz-content-sha256. A fault for each that differs.
SigningFaults checkBodyDigests(const Request &request, BodyTrust trust);

/// Lower-case hex of SHA-256.
QByteArray sha256Hex(QByteArrayView bytes);

}
