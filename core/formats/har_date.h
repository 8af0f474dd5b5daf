#pragma once

#include "core/http/instant.h"

#include <QByteArray>
#include <optional>

namespace keyhole {

struct HarDate {
    Instant instant{};
    bool zoneGiven = true;  ///< otherwise it was taken for UTC
};

/// startedDateTime as the tools write it: RFC 3339, "+0100" without a colon, no zone at all, IMF-fixdate, or milliseconds since 1970.
std::optional<HarDate> readHarDate(QByteArrayView text);
/// RFC 3339 in UTC with milliseconds.
QByteArray formatHarDate(Instant instant);

}
