#pragma once

#include "core/http/instant.h"
#include "core/result.h"

#include <QStringView>
#include <QTimeZone>

namespace keyhole {

/// A moment as a person writes it, in English words:
///   "now", "in 1 hour", "+5m", "-30 s", "1 h ago", "2 days 3 h ago", "now + 1 week";
///   "today", "tomorrow 09:30", "yesterday 12:00", "12:00" (clock times are those of `zone`);
///   "2026-11-21", "2026-11-21 15:00", "2026-11-21T15:00:00Z" (RFC 3339), or seconds since 1970, as a NumericDate (RFC 7519, 2).
/// Units: ms, s, sec, min, m (minutes), h, d, w and their long names. Fails with the place of the word that cannot be read.
Result<Instant, SyntaxError> parseMoment(QStringView words, Instant now, const QTimeZone &zone = QTimeZone::utc());

}
