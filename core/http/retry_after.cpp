#include "core/http/retry_after.h"

#include "core/http/cursor.h"
#include "core/http/date.h"

namespace keyhole {

namespace {

constexpr qint64 kLongest = 1000LL * 366 * 24 * 3600;

}

Result<Instant, SyntaxError> parseRetryAfter(QByteArrayView fieldValue, Instant now)
{
    Cursor cursor(fieldValue);
    const QByteArrayView digits = cursor.takeWhile(isDigit);
    if (digits.isEmpty()) {
        const auto date = parseHttpDate(fieldValue, now);
        if (date)
            return date->instant;
        return isAlpha(cursor.peek()) ? failure(date.error()) : failure(cursor.error("A number of seconds or a date was expected."));
    }
    if (!cursor.atEnd())
        return failure(cursor.error("Whole seconds were expected, and nothing behind them."));
    bool fits = false;
    const qint64 seconds = digits.toByteArray().toLongLong(&fits);
    if (!fits || seconds > kLongest)
        return failure(SyntaxError{0, "This delay is longer than a thousand years."});
    return now + Seconds(seconds);
}

}
