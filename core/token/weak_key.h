#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <openssl/types.h>
#include <optional>

namespace keyhole {

/// Why an RSA key protects nothing: shorter than 2048 bits (RFC 7518, 3.3), a public exponent that is even or below 3 (whatever is
/// "signed" with 1 is the padding itself), or a modulus of the kind that CVE-2017-15361 (ROCA) lets anybody factor.
std::optional<Error> weaknessOf(const EVP_PKEY *rsa);

/// Why a shared secret of this many bytes is too short for HS256, HS384 or HS512. RFC 7518, 3.2.
std::optional<QString> shortSecret(qsizetype bytes, QByteArrayView algorithm);

}
