#pragma once

#include "core/http/message.h"
#include "core/result.h"

namespace keyhole {

enum class HashAlgorithm { Md5, Sha1, Sha256, Sha512_256 };

/// Bytes of the hash.
QByteArray hashOf(HashAlgorithm algorithm, QByteArrayView bytes);
/// RFC 2104.
QByteArray hmacOf(HashAlgorithm algorithm, QByteArrayView key, QByteArrayView bytes);
/// Of the content of a request, in memory or in its file. Fails when the file cannot be read.
Result<QByteArray> contentHash(HashAlgorithm algorithm, const Request &request);

}
