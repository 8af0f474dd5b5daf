#pragma once

#include "core/http/instant.h"
#include "core/result.h"

#include <QByteArray>

namespace keyhole {

enum class DateForm { ImfFixdate, Rfc850, Asctime };
struct HttpDate {
    Instant instant;
    DateForm form;
};

/// One of the three forms of RFC 9110, 5.6.7. A two-digit year more than 50 years ahead of `now` is of the century before.
Result<HttpDate, SyntaxError> parseHttpDate(QByteArrayView text, Instant now);

/// The lenient form that cookies are read with. RFC 6265, 5.1.1. Years 70–99 are 19xx, 0–69 are 20xx.
Result<Instant, SyntaxError> parseCookieDate(QByteArrayView text);

/// "2026-11-21T09:43:12.418Z" and its kin: any offset, fraction of any length, blank for T. RFC 3339, 5.6.
Result<Instant, SyntaxError> parseRfc3339(QByteArrayView text);

/// IMF-fixdate: "Sat, 21 Nov 2026 09:43:12 GMT".
QByteArray formatHttpDate(Instant instant);

}
