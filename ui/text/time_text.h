#pragma once

#include "core/http/instant.h"

#include <QString>

namespace keyhole {

/// How the token window writes moments; everywhere else they are UTC (core/diagnosis/words.h).
enum class TimeForm { Utc, Local, Unix };

/// "05:31:07"; with Unix "1795239067".
QString clockTime(Instant instant, TimeForm form);
/// "21 Nov 2026, 05:31:07"; with Unix "1795239067".
QString dateAndTime(Instant instant, TimeForm form);
/// "UTC", the zone's own abbreviation, or nothing for Unix.
QString zoneName(Instant instant, TimeForm form);
/// Whether two moments are of one day in this form.
bool onSameDay(Instant a, Instant b, TimeForm form);

}
