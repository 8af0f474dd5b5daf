#include "core/compare/noise_memory.h"

#include "core/compare/noise.h"
#include "core/json/values.h"

#include <QSet>

namespace keyhole {

namespace {

constexpr int kEnough = 2;  // what differed once may have changed; twice, it differs from answer to answer
constexpr qsizetype kLongestPlace = 200;

bool isNoise(const NoiseCount &count)
{
    return count.differed >= kEnough && 2 * count.differed >= count.pairs;
}

/// A member that is called like an id teaches nothing about another answer, and may be a secret.
bool mayBeKept(const QByteArray &place)
{
    return !place.isEmpty() && place.size() <= kLongestPlace && !looksGenerated(place.mid(place.lastIndexOf('/') + 1));
}

int countFrom(const JsonValue &json)
{
    const auto number = json.number();
    return number && *number >= 0 && *number <= 1'000'000'000 ? int(*number) : 0;
}

}

NoiseCount NoiseMemory::countIn(const Record &record, const QByteArray &place)
{
    return {record.differed.value(place), record.pairs[size_t(noisePart(place))]};
}

void NoiseMemory::learn(const NoiseLesson &lesson)
{
    if (lesson.subject.host.isEmpty())
        return;
    Host &host = m_hosts[lesson.subject.host];
    host.taught = ++m_lessons;
    Record record{lesson.subject.request};
    const auto known = std::find_if(host.requests.begin(), host.requests.end(),
                                    [&](const Record &each) { return each.request == lesson.subject.request; });
    if (known != host.requests.end()) {
        record = std::move(*known);
        host.requests.erase(known);
    } else if (qsizetype(host.requests.size()) == kMostRequests) {
        host.requests.erase(host.requests.begin());
    }
    for (size_t part = 0; part < lesson.pairs.size(); ++part)
        record.pairs[part] += lesson.pairs[part];
    for (const QByteArray &place : lesson.differed) {
        if (mayBeKept(place) && (record.differed.contains(place) || record.differed.size() < kMostPlaces))
            ++record.differed[place];
    }
    host.requests.push_back(std::move(record));
    if (m_hosts.size() > kMostHosts) {
        const auto oldest
            = std::min_element(m_hosts.begin(), m_hosts.end(), [](const Host &a, const Host &b) { return a.taught < b.taught; });
        m_hosts.erase(oldest);
    }
    if (m_learned)
        m_learned(lesson);
}

std::optional<NoiseCount> NoiseMemory::find(const NoiseSubject &subject, const QByteArray &place) const
{
    const auto host = m_hosts.constFind(subject.host);
    if (host == m_hosts.cend())
        return std::nullopt;
    NoiseCount all;
    for (const Record &record : host->requests) {
        const NoiseCount count = countIn(record, place);
        if (record.request == subject.request && count.pairs >= kEnough)
            return isNoise(count) ? std::optional(count) : std::nullopt;
        if (count.differed > 0) {
            all.differed += count.differed;
            all.pairs += count.pairs;
        }
    }
    return isNoise(all) ? std::optional(all) : std::nullopt;
}

LearnedNoise NoiseMemory::of(const NoiseSubject &subject) const
{
    LearnedNoise noise(subject.host, 0, 0);
    const auto host = m_hosts.constFind(subject.host);
    if (host == m_hosts.cend())
        return noise;
    for (const Record &record : host->requests) {
        for (auto place = record.differed.keyBegin(); place != record.differed.keyEnd(); ++place) {
            if (const auto count = find(subject, *place))
                noise.remember(*place, *count);
        }
    }
    return noise;
}

std::vector<NoiseMemory::Entry> NoiseMemory::entries() const
{
    std::vector<Entry> entries;
    for (auto host = m_hosts.cbegin(); host != m_hosts.cend(); ++host) {
        QHash<QByteArray, NoiseCount> counts;
        for (const Record &record : host->requests) {
            for (auto each = record.differed.keyBegin(); each != record.differed.keyEnd(); ++each) {
                const NoiseCount count = countIn(record, *each);
                counts[*each].differed += count.differed;
                counts[*each].pairs += count.pairs;
            }
        }
        for (auto count = counts.cbegin(); count != counts.cend(); ++count)
            entries.push_back({host.key(), count.key(), *count, isNoise(*count)});
    }
    std::sort(entries.begin(), entries.end(),
              [](const Entry &a, const Entry &b) { return std::tie(a.host, a.place) < std::tie(b.host, b.place); });
    return entries;
}

void NoiseMemory::forget(const QByteArray &host, const QByteArray &place)
{
    if (host.isEmpty())
        m_hosts.clear();
    else if (place.isEmpty())
        m_hosts.remove(host);
    else if (const auto known = m_hosts.find(host); known != m_hosts.end()) {
        for (Record &record : known->requests)
            record.differed.remove(place);
    }
}

JsonValue toJsonValue(const NoiseMemory &memory)
{
    std::vector<std::pair<qint64, QByteArray>> order;
    for (auto host = memory.m_hosts.cbegin(); host != memory.m_hosts.cend(); ++host)
        order.emplace_back(host->taught, host.key());
    std::sort(order.begin(), order.end());
    JsonValue hosts = jsonList({});
    for (const auto &[taught, name] : order) {
        JsonValue requests = jsonList({});
        for (const NoiseMemory::Record &record : memory.m_hosts.value(name).requests) {
            JsonValue pairs = jsonList({}), differed = jsonObject({});
            for (const int count : record.pairs)
                pairs.items.push_back(jsonNumber(count));
            QByteArrayList places = record.differed.keys();
            std::sort(places.begin(), places.end());
            for (const QByteArray &place : std::as_const(places))
                differed.members.push_back({place, jsonNumber(record.differed.value(place))});
            requests.items.push_back(
                jsonObject({{"request", jsonText(record.request)}, {"pairs", std::move(pairs)}, {"differed", std::move(differed)}}));
        }
        hosts.items.push_back(jsonObject({{"host", jsonText(name)}, {"requests", std::move(requests)}}));
    }
    return jsonObject({{"schema", jsonText("keyhole.noise/1")}, {"hosts", std::move(hosts)}});
}

NoiseMemory noiseMemoryFrom(const JsonValue &json)
{
    NoiseMemory memory;
    const JsonValue *hosts = json.find("hosts");
    for (const JsonValue &each : hosts ? hosts->items : std::vector<JsonValue>()) {
        const QByteArray name = each.string("host");
        const JsonValue *requests = each.find("requests");
        if (name.isEmpty() || !requests || memory.m_hosts.size() == NoiseMemory::kMostHosts)
            continue;
        NoiseMemory::Host host;
        host.taught = ++memory.m_lessons;
        for (const JsonValue &request : requests->items) {
            NoiseMemory::Record record{request.string("request")};
            const JsonValue *pairs = request.find("pairs"), *differed = request.find("differed");
            for (size_t part = 0; pairs && part < std::min(record.pairs.size(), pairs->items.size()); ++part)
                record.pairs[part] = countFrom(pairs->items[part]);
            for (const JsonMember &place : differed ? differed->members : std::vector<JsonMember>()) {
                if (mayBeKept(place.name) && record.differed.size() < NoiseMemory::kMostPlaces)
                    record.differed.insert(place.name, countFrom(place.value));
            }
            if (qsizetype(host.requests.size()) < NoiseMemory::kMostRequests)
                host.requests.push_back(std::move(record));
        }
        memory.m_hosts.insert(name, std::move(host));
    }
    return memory;
}

}
