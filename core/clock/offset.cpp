#include "core/clock/offset.h"

#include "core/http/date.h"

#include <array>

namespace keyhole {

namespace {

constexpr Milliseconds kDateResolution{1000};
constexpr Milliseconds kAgeResolution{1000};
constexpr Milliseconds kAgesBy{10'000};  // a millisecond of doubt in each

/// Fields by which caches say that they answered themselves, and the words that say so.
struct CacheField {
    QByteArrayView name;
    std::array<QByteArrayView, 4> words;
};
constexpr CacheField kCacheFields[] = {
    {"X-Cache", {"hit", "stale", "revalidated", "updating"}},
    {"X-Cache-Status", {"hit", "stale", "revalidated", "updating"}},
    {"CF-Cache-Status", {"hit", "stale", "revalidated", "updating"}},
    {"X-Vercel-Cache", {"hit", "stale", "prerender"}},
    {"X-Nextjs-Cache", {"hit", "stale"}},
    {"X-Proxy-Cache", {"hit", "stale"}},
    {"X-Varnish-Cache", {"hit"}},
    {"X-Drupal-Cache", {"hit"}},
    {"X-LiteSpeed-Cache", {"hit"}},
    {"X-Rack-Cache", {"hit", "fresh"}},
    {"Via", {"hit"}},
};

bool saysOneOf(const QByteArray &value, const std::array<QByteArrayView, 4> &words)
{
    const QByteArray lower = value.toLower();
    return std::any_of(words.begin(), words.end(), [&](QByteArrayView word) { return !word.isEmpty() && lower.contains(word); });
}

/// `name; hit; ttl=30, other; fwd=miss`. RFC 9211, 2.1.
bool cacheStatusSaysHit(const QByteArray &value)
{
    for (const QByteArray &part : QByteArray(value).replace(',', ';').split(';')) {
        const QByteArray parameter = part.trimmed().toLower();
        if (parameter == "hit" || parameter == "hit=?1")
            return true;
    }
    return false;
}

bool isZero(const QByteArray &age)
{
    return !age.isEmpty() && std::all_of(age.begin(), age.end(), [](char c) { return c == '0'; });
}

std::optional<Instant> answerTime(const Hop &hop)
{
    if (hop.answeredAt)
        return hop.answeredAt;
    const auto elapsed = hop.times.firstByte ? hop.times.firstByte : hop.times.end;
    if (!hop.sentAt || !elapsed)
        return std::nullopt;
    return *hop.sentAt + std::chrono::ceil<Milliseconds>(*elapsed);
}

}

std::optional<QByteArray> storedByCache(const Response &response)
{
    for (const Field &field : response.fields) {
        if (equalsIgnoringCase(field.name, "Age") && !isZero(field.value))
            return field.name;
        if (equalsIgnoringCase(field.name, "Cache-Status") && cacheStatusSaysHit(field.value))
            return field.name;
        for (const CacheField &known : kCacheFields) {
            if (equalsIgnoringCase(field.name, known.name) && saysOneOf(field.value, known.words))
                return field.name;
        }
    }
    return std::nullopt;
}

std::optional<Instant> dateOf(const Response &response, Instant now)
{
    const std::vector<QByteArray> values = response.fields.values("Date");
    if (values.empty() || std::any_of(values.begin(), values.end(), [&](const QByteArray &value) { return value != values.front(); }))
        return std::nullopt;
    const auto date = parseHttpDate(values.front(), now);
    return date ? std::optional(date->instant) : std::nullopt;
}

ClockOffset offsetFrom(Instant date, Instant sentAt, Instant answeredAt)
{
    return {date - answeredAt, date + kDateResolution - sentAt};
}

std::optional<ClockOffset> offsetFrom(const Hop &hop)
{
    const std::optional<Instant> answered = answerTime(hop);
    if (!hop.response || !hop.sentAt || !answered || *answered < *hop.sentAt || storedByCache(*hop.response))
        return std::nullopt;
    const std::optional<Instant> date = dateOf(*hop.response, *answered);
    if (!date)
        return std::nullopt;
    // "Age: 0" comes from a cache that held the answer for less than a second: it may have been made that much before t0.
    ClockOffset offset = offsetFrom(*date, *hop.sentAt, *answered);
    if (hop.response->fields.contains("Age"))
        offset.high += kAgeResolution;
    return offset;
}

std::optional<ClockOffset> intersect(const ClockOffset &a, const ClockOffset &b)
{
    const ClockOffset common{std::max(a.low, b.low), std::min(a.high, b.high)};
    return common.low <= common.high ? std::optional(common) : std::nullopt;
}

ClockOffset aged(const ClockOffset &offset, Milliseconds since)
{
    if (since < kAgesBy)
        return offset;
    const Milliseconds doubt((since + kAgesBy - Milliseconds(1)) / kAgesBy);
    return {offset.low - doubt, offset.high + doubt};
}

}
