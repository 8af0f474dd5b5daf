#pragma once

#include "core/http/instant.h"

#include <QString>
#include <optional>

namespace keyhole {

/// "3 h 12 min 5 s", "2 min 41 s", "26 days", "850 ms"; the size alone, with no-break spaces.
QString durationText(Milliseconds duration);
/// The largest two units: "3 h 12 min".
QString roughDurationText(Milliseconds duration);
/// "06:31:07 UTC"; with the date where it is another day than that of `reference`: "19 Nov 2026, 06:31:07 UTC".
QString utcText(Instant instant, std::optional<Instant> reference = std::nullopt);
/// "± 0.6 s".
QString uncertaintyText(Milliseconds halfWidth);

}
