#include "core/http/date.h"
#include "core/token/token.h"

#include <charconv>
#include <cmath>

namespace keyhole {

namespace {

constexpr double kSecondsEnd = 1e11;  // the year 5138; a count of milliseconds passed this in 1973
constexpr double kMillisecondsEnd = 1e14;
constexpr double kMicrosecondsEnd = 1e17;
constexpr double kInstantEnd = 9e15;  // seconds whose milliseconds still fit an Instant

/// Whole digits are read as such, so that nothing above 2^53 is rounded on the way.
std::optional<Instant> instantOf(QByteArrayView written, qint64 unitsPerSecond)
{
    qint64 whole = 0;
    if (const auto [end, error] = std::from_chars(written.begin(), written.end(), whole); error == std::errc() && end == written.end()) {
        if (std::abs(double(whole)) / double(unitsPerSecond) > kInstantEnd)
            return std::nullopt;
        return Instant(Milliseconds(unitsPerSecond >= 1000 ? whole / (unitsPerSecond / 1000) : whole * 1000));
    }
    double number = 0;
    const auto [end, error] = std::from_chars(written.begin(), written.end(), number);
    if (error != std::errc() || end != written.end() || !(std::abs(number) / double(unitsPerSecond) <= kInstantEnd))
        return std::nullopt;
    return Instant(Milliseconds(std::llround(number * 1000 / double(unitsPerSecond))));
}

std::optional<Instant> instantOfText(QByteArrayView text)
{
    if (const auto seconds = instantOf(text, 1))
        return seconds;
    const auto date = parseRfc3339(text);
    return date ? std::optional(*date) : std::nullopt;
}

TimeClaim timeOfNumber(const JsonValue &value)
{
    using Unit = TimeClaim::Unit;
    TimeClaim claim{value.text, Unit::Unreadable, std::nullopt, instantOf(value.text, 1)};
    const double size = std::abs(value.number().value_or(kMicrosecondsEnd));
    if (size >= kMicrosecondsEnd)
        return claim;
    claim.unit = size < kSecondsEnd ? Unit::Second : size < kMillisecondsEnd ? Unit::Millisecond : Unit::Microsecond;
    claim.instant = instantOf(value.text, claim.unit == Unit::Second ? 1 : claim.unit == Unit::Millisecond ? 1000 : 1000000);
    return claim;
}

}

std::optional<TimeClaim> Token::time(QByteArrayView name) const
{
    const JsonValue *value = claim(name);
    if (!value)
        return std::nullopt;
    if (value->isNumber())
        return timeOfNumber(*value);
    if (value->isString())
        return TimeClaim{value->text, TimeClaim::Unit::Text, instantOfText(value->text), std::nullopt};
    return TimeClaim{toJson(*value), TimeClaim::Unit::Unreadable, std::nullopt, std::nullopt};
}

}
