#pragma once

#include "core/http/instant.h"
#include "core/result.h"

#include <QByteArray>

namespace keyhole {

/// When to try again: the value of Retry-After (seconds, or a date), seen from `now`. RFC 9110, 10.2.3.
/// A delay above a thousand years is refused.
Result<Instant, SyntaxError> parseRetryAfter(QByteArrayView fieldValue, Instant now);

}
