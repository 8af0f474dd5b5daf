#include "core/compare/learned_noise.h"

#include "core/compare/comparison.h"
#include "core/compare/noise.h"

#include <QCryptographicHash>
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

NoiseSubject noiseSubject(const Request &request)
{
    const QByteArray digest
        = QCryptographicHash::hash(request.method + ' ' + request.url.path, QCryptographicHash::Sha256).toHex().first(16);
    const QByteArray origin = request.url.origin().toString();
    return {origin.mid(origin.indexOf("://") + 3), digest};
}

NoisePart noisePart(const QByteArray &place)
{
    return place.startsWith("request.") ? NoisePart::Request : place.startsWith("response.body") ? NoisePart::Content : NoisePart::Head;
}

std::optional<NoiseLesson> lessonOf(const Exchange &before, const Exchange &now, ComparedSides sides)
{
    if (!wasAccepted(before) || !wasAccepted(now) || !isTheSameRequest(before, now))
        return std::nullopt;
    const ExchangeComparison comparison = compareExchanges(before, now, {{}, sides});
    const bool otherwise = asksOtherwise(comparison);
    NoiseLesson lesson{noiseSubject(now.last().request), {1, otherwise ? 0 : 1, otherwise ? 0 : 1}};
    QSet<QByteArray> places;  // each once, however many items of a list it is in
    for (const ExchangeDifference &item : comparison.items) {
        if (mayBeLearned(item) && (!otherwise || isOfRequest(item.part)))
            places.insert(item.place);
    }
    lesson.differed.assign(places.begin(), places.end());
    return lesson;
}

QString LearnedNoise::why(const QByteArray &place) const
{
    NoiseCount count{m_differed.value(place), place.startsWith("request.") ? m_requests : m_answers};
    constexpr int kEnough = 2;
    if (count.differed == 0 && count.pairs < kEnough)
        count = m_remembered.value(place);
    if (count.differed == 0 || 2 * count.differed < count.pairs)
        return {};
    return QStringLiteral("it differs from answer to answer of %1 (%2 of %3 that were accepted)")
        .arg(QString::fromUtf8(m_host))
        .arg(count.differed)
        .arg(count.pairs);
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
        const NoiseLesson lesson = *lessonOf(*same[i], *same[i - 1], sides);
        requests += lesson.pairs[size_t(NoisePart::Request)];
        answers += lesson.pairs[size_t(NoisePart::Head)];
        differing.insert(differing.end(), lesson.differed.begin(), lesson.differed.end());
    }
    LearnedNoise noise(like.last().request.url.origin().host, requests, answers);
    for (const QByteArray &place : differing)
        noise.add(place);
    return noise;
}

}
