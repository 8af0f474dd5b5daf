#pragma once

#include "core/http/challenge.h"

namespace keyhole {

/// Whether a parameter of a credential says what can be shown: realm, algorithm, times, the names of what was signed. RFC 7616, RFC 5849,
/// RFC 9421 and the signatures of services.
bool isPublicParameter(QByteArrayView name);

/// How much of a parameter's value is secret, from its beginning: all of it, but for the scope of an AWS signature, which is public and
/// stands behind the id of the key.
qsizetype secretLength(const AuthParameter &parameter);

}
