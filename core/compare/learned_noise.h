#pragma once

#include "core/compare/compared_sides.h"
#include "core/http/exchange.h"

#include <QHash>
#include <array>

namespace keyhole {

/// Which requests noise is learned of: those of a host, and of one method and path among them.
struct NoiseSubject {
    QByteArray host;  ///< with its port, where that is not the usual one
    QByteArray request;  ///< digits that another method and path hardly have: paths may hold secrets
    friend bool operator==(const NoiseSubject &, const NoiseSubject &) = default;
};
NoiseSubject noiseSubject(const Request &request);

/// What is counted apart: a server may have reason to answer in another way, and content is not always looked at.
enum class NoisePart { Request, Head, Content };
constexpr int kNoiseParts = 3;
NoisePart noisePart(const QByteArray &place);

/// How often a place differed among the pairs that were compared.
struct NoiseCount {
    int differed = 0, pairs = 0;
    friend bool operator==(const NoiseCount &, const NoiseCount &) = default;
};

/// What one pair of exchanges teaches, or several.
struct NoiseLesson {
    NoiseSubject subject;
    std::array<int, kNoiseParts> pairs{};
    std::vector<QByteArray> differed = {};  ///< places, once a pair
};

/// Two accepted exchanges of one request; nothing where they are no such. Two that differ in what a server may judge by teach nothing of
/// their answers. Credentials are never noise, and of a request only what looks generated (numbers, ids, times) is.
std::optional<NoiseLesson> lessonOf(const Exchange &before, const Exchange &now, ComparedSides sides = ComparedSides::Whole);

/// What differs between accepted exchanges, and so says nothing of why another was refused.
class LearnedNoise {
public:
    LearnedNoise() = default;
    /// `requests` pairs were compared, of which `answers` had reason to be answered alike.
    LearnedNoise(const QByteArray &host, int requests, int answers) : m_host(host), m_requests(requests), m_answers(answers) { }

    /// The place differed once more.
    void add(const QByteArray &place) { ++m_differed[place]; }
    /// The place is known as noise from before; what was compared here counts more.
    void remember(const QByteArray &place, const NoiseCount &count) { m_remembered.insert(place, count); }
    void remember(const LearnedNoise &known) { m_remembered = known.m_remembered; }
    /// "it differs from answer to answer of api.example.com (4 of 5 that were accepted)"; empty where nothing was learned, or it usually is
    /// the same.
    QString why(const QByteArray &place) const;

private:
    QByteArray m_host;
    int m_requests = 0, m_answers = 0;
    QHash<QByteArray, int> m_differed;
    QHash<QByteArray, NoiseCount> m_remembered;
};

/// Learns from exchanges that were accepted: those of the same method and path as `like` are compared, each with the one before. At most
/// the last 20 are looked at.
LearnedNoise learnNoise(const std::vector<const Exchange *> &accepted, const Exchange &like, ComparedSides sides = ComparedSides::Whole);

}
