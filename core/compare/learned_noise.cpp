#include "core/compare/learned_noise.h"

#include "core/compare/comparison.h"
#include "core/compare/noise.h"

#include <QSet>

namespace keyhole {

namespace {

constexpr size_t kMostLooked = 20;

bool isOfRequest(ComparedPart part)
{
    return part <= ComparedPart::RequestBody;
}

bool wasAccepted(const Exchange &exchange)
{
    const auto &response = exchange.last().response;
    return response && response->status >= 200 && response->status < 300;
}

bool isTheSameRequest(const Exchange &a, const Exchange &b)
{
    const Request &one = a.last().request, &other = b.last().request;
    return one.method == other.method && one.url.origin() == other.url.origin() && one.url.path == other.url.path;
}

/// Whether a server had reason to answer the second of two requests in another way.
bool asksOtherwise(const ExchangeComparison &comparison)
{
    return std::any_of(comparison.items.begin(), comparison.items.end(), [](const ExchangeDifference &item) {
        return isOfRequest(item.part) && item.weight == DifferenceWeight::Explains && item.part != ComparedPart::Credential
            && !(looksGenerated(item.left.toUtf8()) && looksGenerated(item.right.toUtf8()));
    });
}

}

bool mayBeLearned(const ExchangeDifference &item)
{
    if (item.weight == DifferenceWeight::Noise)
        return false;
    switch (item.part) {
    case ComparedPart::RequestFields:
    case ComparedPart::RequestBody:
    case ComparedPart::Address:
        return item.where.startsWith("request.") && item.where != "request.url" && item.where != "request.method"
            && looksGenerated(item.left.toUtf8()) && looksGenerated(item.right.toUtf8());
    case ComparedPart::ResponseFields:
    case ComparedPart::ResponseBody:
    case ComparedPart::Connection:
        return true;
    default:
        return false;
    }
}

QString LearnedNoise::why(const QByteArray &place) const
{
    const int differed = m_differed.value(place), pairs = place.startsWith("request.") ? m_requests : m_answers;
    if (differed == 0 || 2 * differed < pairs)
        return {};
    return QStringLiteral("it differs from answer to answer of %1 (%2 of %3 that were accepted)")
        .arg(QString::fromUtf8(m_host))
        .arg(differed)
        .arg(pairs);
}

LearnedNoise learnNoise(const std::vector<const Exchange *> &accepted, const Exchange &like, ComparedSides sides)
{
    std::vector<const Exchange *> same;
    for (auto each = accepted.rbegin(); each != accepted.rend() && same.size() < kMostLooked; ++each) {
        if (wasAccepted(**each) && isTheSameRequest(**each, like))
            same.push_back(*each);
    }
    std::vector<QByteArray> differing;
    int requests = 0, answers = 0;
    for (size_t i = 1; i < same.size(); ++i) {
        const ExchangeComparison comparison = compareExchanges(*same[i], *same[i - 1], {{}, sides});
        const bool otherwise = asksOtherwise(comparison);
        ++requests;
        answers += otherwise ? 0 : 1;
        QSet<QByteArray> places;  // each once, however many items of a list it is in
        for (const ExchangeDifference &item : comparison.items) {
            if (mayBeLearned(item) && (!otherwise || isOfRequest(item.part)))
                places.insert(item.place);
        }
        differing.insert(differing.end(), places.begin(), places.end());
    }
    LearnedNoise noise(like.last().request.url.origin().host, requests, answers);
    for (const QByteArray &place : differing)
        noise.add(place);
    return noise;
}

}
