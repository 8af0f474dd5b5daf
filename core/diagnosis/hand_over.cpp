#include "core/diagnosis/hand_over.h"

#include "core/diagnosis/answer/reading.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/report_words.h"
#include "core/diagnosis/texts/operator.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr size_t kMostIds = 20;

/// The answer's own, then those that the client sent along: a server that logs them is asked for either.
std::vector<HandOver::Id> requestIds(const Facts &facts)
{
    constexpr int kLongest = 200;
    std::vector<HandOver::Id> ids;
    for (const AnswerText &id : facts.answer.ids)
        ids.push_back({id.where, QString::fromUtf8(id.name), quoted(id.text, kLongest)});
    for (const Field &field : facts.request.fields) {
        const QString value = quoted(field.value, kLongest);
        const bool known = std::any_of(ids.begin(), ids.end(), [&value](const HandOver::Id &each) { return each.value == value; });
        if (isRequestId(field.name) && !value.isEmpty() && !known && ids.size() < kMostIds)
            ids.push_back({"request.headers." + field.name, QString::fromUtf8(field.name), value});
    }
    return ids;
}

/// "nginx (web server), by Server: nginx/1.22.1 (likely)".
QString whoAnswered(const AnsweredBy &by)
{
    const QString who = layerText(by);
    const QString sure = QLatin1String(certaintyName(by.certainty));
    return by.reasons.empty() ? QStringLiteral("%1 (%2)").arg(who, sure)
                              : QStringLiteral("%1 (%2, by %3)").arg(who, sure, by.reasons.front().text);
}

/// What is known of those who made the answer or passed it on, before what holds for all.
void addKnown(std::vector<HandOver::LookAt> &places, const AnsweredBy &by, QByteArrayView cause)
{
    constexpr size_t kMost = 4;
    std::vector<HandOver::LookAt> known;
    std::vector<Layer> hands{by.layer};
    hands.insert(hands.end(), by.passedOn.rbegin(), by.passedOn.rend());
    for (const Layer &layer : hands) {
        const Profile *profile = layer.profile.isEmpty() ? nullptr : findKnown(layer.profile);
        if (!profile)
            continue;
        for (const OperatorHint *hint : operatorHints(*profile, cause)) {
            if (known.size() < kMost)
                known.push_back({QStringLiteral("%1: %2").arg(profile->name, hint->look), hint->provenance.source.toUtf8()});
        }
    }
    places.insert(places.begin(), known.begin(), known.end());
}

}

HandOver handOverOf(const Facts &facts, const Report &report)
{
    HandOver handOver;
    handOver.ids = requestIds(facts);
    handOver.serverTime = facts.serverTime;
    handOver.localTime = facts.hop.answeredAt ? facts.hop.answeredAt : facts.hop.sentAt;
    if (facts.refusedInSomeWay() && !report.findings.empty())
        handOver.lookAt = operatorAdvice(report.findings.front().id);
    if (facts.answeredBy) {
        handOver.answeredBy = whoAnswered(*facts.answeredBy);
        if (facts.refusedInSomeWay() && !report.findings.empty())
            addKnown(handOver.lookAt, *facts.answeredBy, report.findings.front().id);
    }
    return handOver;
}

}
