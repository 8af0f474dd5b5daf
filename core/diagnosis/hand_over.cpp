#include "core/diagnosis/hand_over.h"

#include "core/diagnosis/answer/reading.h"
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

}

HandOver handOverOf(const Facts &facts, const Report &report)
{
    HandOver handOver;
    handOver.ids = requestIds(facts);
    handOver.serverTime = facts.serverTime;
    handOver.localTime = facts.hop.answeredAt ? facts.hop.answeredAt : facts.hop.sentAt;
    if (facts.refusedInSomeWay() && !report.findings.empty())
        handOver.lookAt = operatorAdvice(report.findings.front().id);
    return handOver;
}

}
