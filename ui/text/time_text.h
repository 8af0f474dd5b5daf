#pragma once

#include "core/http/instant.h"

#include <QString>

namespace keyhole {

enum class TimeForm { Utc, Local, Unix };

/// "05:31:07"; with Unix "1795239067".
QString clockTime(Instant instant, TimeForm form);
/// "21 Nov 2026, 05:31:07"; with Unix "1795239067".
QString dateAndTime(Instant instant, TimeForm form);
/// "UTC", the zone's own abbreviation, or nothing for Unix.
QString zoneName(Instant instant, TimeForm form);
/// Whether two moments are of one day in this form.
bool onSameDay(Instant a, Instant b, TimeForm form);

/// "3 h 12 min 5 s", "2 min 41 s", "26 days", the sign left out; no-break spaces before the units. Below ten seconds one decimal where
/// there is one: "0.6 s".
QString spanText(Milliseconds span);
/// The same without what no longer matters: seconds from an hour on, minutes from a day on.
QString roughSpanText(Milliseconds span);

}
