#include "core/clock/offset.h"

#include "core/http/date.h"

#include <array>

namespace keyhole {

namespace {

constexpr Milliseconds kDateResolution{1000};
constexpr Milliseconds kAgeResolution{1000};
constexpr Milliseconds kServersDiffer{1000};  // two servers that are both right may still be this far apart

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

/// The value of Date, when there is one and no other that contradicts it.
std::optional<Instant> dateOf(const Response &response, Instant now)
{
    const std::vector<QByteArray> values = response.fields.values("Date");
    if (values.empty() || std::any_of(values.begin(), values.end(), [&](const QByteArray &value) { return value != values.front(); }))
        return std::nullopt;
    const auto date = parseHttpDate(values.front(), now);
    return date ? std::optional(date->instant) : std::nullopt;
}

bool overlap(const ClockOffset &a, const ClockOffset &b, Milliseconds slack)
{
    return a.low <= b.high + slack && b.low <= a.high + slack;
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

std::optional<ClockOffset> offsetFrom(const Hop &hop)
{
    const std::optional<Instant> answered = answerTime(hop);
    if (!hop.response || !hop.sentAt || !answered || *answered < *hop.sentAt || storedByCache(*hop.response))
        return std::nullopt;
    const std::optional<Instant> date = dateOf(*hop.response, *answered);
    if (!date)
        return std::nullopt;
    // "Age: 0" comes from a cache that held the answer for less than a second: it may have been made that much before t0.
    const Milliseconds held = hop.response->fields.contains("Age") ? kAgeResolution : Milliseconds(0);
    return ClockOffset{*date - *answered, *date + kDateResolution + held - *hop.sentAt};
}

std::optional<ClockOffset> intersect(const ClockOffset &a, const ClockOffset &b)
{
    const ClockOffset common{std::max(a.low, b.low), std::min(a.high, b.high)};
    return common.low <= common.high ? std::optional(common) : std::nullopt;
}

void ClockBook::add(const Hop &hop)
{
    const Origin origin = hop.request.url.origin();
    const std::optional<ClockOffset> offset = offsetFrom(hop);
    if (!offset || !origin.isValid())
        return;
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &one) { return one.origin == origin; });
    if (entry == m_entries.end()) {
        m_entries.push_back({origin, *offset, 1, false});
    } else if (const auto common = intersect(entry->offset, *offset)) {
        entry->offset = *common;
        ++entry->answers;
    } else {
        *entry = {origin, *offset, 1, true};
    }
}

void ClockBook::add(const Exchange &exchange)
{
    for (const Hop &hop : exchange.hops)
        add(hop);
}

const ClockBook::Entry *ClockBook::find(const Origin &origin) const
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &one) { return one.origin == origin; });
    return entry == m_entries.end() ? nullptr : &*entry;
}

ClockBook::Blame ClockBook::blame(const Origin &origin, Milliseconds tolerance) const
{
    const Entry *entry = find(origin);
    const ClockOffset right{-tolerance, tolerance};
    if (!entry || intersect(entry->offset, right))
        return Blame::None;
    int likeThis = 0, likeLocal = 0, others = 0;
    for (const Entry &other : m_entries) {
        if (other.origin.host == origin.host)  // another port of the same machine is no second witness
            continue;
        ++others;
        if (overlap(other.offset, entry->offset, kServersDiffer))
            ++likeThis;
        else if (overlap(other.offset, right, Milliseconds(0)))
            ++likeLocal;
    }
    if (likeThis > 0 && likeThis == others)
        return Blame::Local;
    return likeLocal > 0 && likeThis == 0 ? Blame::Server : Blame::Unknown;
}

}
