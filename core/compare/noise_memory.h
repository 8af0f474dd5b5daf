#pragma once

#include "core/compare/learned_noise.h"
#include "core/json/json.h"

#include <functional>

namespace keyhole {

/// What differs from answer to answer of each host, counted: by comparisons and by replays, for both. It holds names of fields and members,
/// and digits in the place of paths; no value, and so no secret.
///
/// What a request itself has shown counts for it; where it has shown nothing yet, what other requests of its host did.
class NoiseMemory {
public:
    void learn(const NoiseLesson &lesson);
    /// How often a place differed, where that makes it noise: at least twice, and in half of the pairs.
    std::optional<NoiseCount> find(const NoiseSubject &subject, const QByteArray &place) const;
    /// All of that, for a comparison of such a request.
    LearnedNoise of(const NoiseSubject &subject) const;

    struct Entry {
        QByteArray host;
        QByteArray place;  ///< "response.headers.x-shard", "response.body/items/*/load"
        NoiseCount count;
        bool isNoise = false;  ///< for a request of the host that has shown nothing yet
    };
    /// By host, then place.
    std::vector<Entry> entries() const;
    /// An empty place: all that is known of the host; an empty host: everything.
    void forget(const QByteArray &host, const QByteArray &place = {});
    bool isEmpty() const { return m_hosts.isEmpty(); }

    /// Who keeps it is told of each lesson.
    void setLearned(std::function<void(const NoiseLesson &)> learned) { m_learned = std::move(learned); }

    static constexpr qsizetype kMostHosts = 200, kMostRequests = 50, kMostPlaces = 100;  ///< of each; who was taught longest ago goes

private:
    friend JsonValue toJsonValue(const NoiseMemory &memory);
    friend NoiseMemory noiseMemoryFrom(const JsonValue &json);
    struct Record {
        QByteArray request;
        std::array<int, kNoiseParts> pairs{};
        QHash<QByteArray, int> differed = {};
    };
    struct Host {
        std::vector<Record> requests;  ///< the one that was taught last is the last
        qint64 taught = 0;
    };
    static NoiseCount countIn(const Record &record, const QByteArray &place);

    QHash<QByteArray, Host> m_hosts;
    qint64 m_lessons = 0;
    std::function<void(const NoiseLesson &)> m_learned;
};

JsonValue toJsonValue(const NoiseMemory &memory);
/// What is not as it should be is left out.
NoiseMemory noiseMemoryFrom(const JsonValue &json);

}
