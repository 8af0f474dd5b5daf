#pragma once

#include "core/compare/compared_sides.h"
#include "core/http/exchange.h"

#include <QHash>

namespace keyhole {

/// What differs between accepted exchanges of one request, and so says nothing of why another was refused.
class LearnedNoise {
public:
    LearnedNoise() = default;
    /// `requests` pairs were compared, of which `answers` had reason to be answered alike.
    LearnedNoise(const QByteArray &host, int requests, int answers) : m_host(host), m_requests(requests), m_answers(answers) { }

    /// The place differed once more.
    void add(const QByteArray &place) { ++m_differed[place]; }
    /// "it differs from answer to answer of api.example.com (4 of 5 that were accepted)"; empty where nothing was learned, or it usually is
    /// the same.
    QString why(const QByteArray &place) const;

private:
    QByteArray m_host;
    int m_requests = 0, m_answers = 0;
    QHash<QByteArray, int> m_differed;
};

/// Learns from exchanges that were accepted: those of the same method and path as `like` are compared, each with the one before. Two that
/// differ in what a server may judge by teach nothing of their answers. Credentials are never noise, and of a request only what looks
/// generated (numbers, ids, times) is. At most the last 20 are looked at.
LearnedNoise learnNoise(const std::vector<const Exchange *> &accepted, const Exchange &like, ComparedSides sides = ComparedSides::Whole);

}
