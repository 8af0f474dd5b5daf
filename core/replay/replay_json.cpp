#include "core/diagnosis/report_words.h"
#include "core/formats/har_date.h"
#include "core/json/values.h"
#include "core/replay/replay_report.h"

namespace keyhole {

namespace {

JsonValue textOrNull(const QByteArray &text)
{
    return text.isEmpty() ? JsonValue() : jsonText(text);
}

JsonValue changeJson(const ResultChange &change)
{
    if (!change.before)
        return {};
    return jsonObject({{"changed", jsonBool(change.isChanged())},
                       {"status", jsonBool(change.status)},
                       {"cause", jsonBool(change.cause)},
                       {"body", jsonBool(change.body)},
                       {"places", jsonTexts(change.places)},
                       {"noise", jsonBool(change.noise)},
                       {"before", toJsonValue(*change.before)}});
}

JsonValue expectationsJson(const ReplayResult &result)
{
    JsonValue list = jsonList({});
    for (const JudgedExpectation &each : result.expectations)
        list.items.push_back(
            jsonObject({{"text", jsonText(each.text.toUtf8())}, {"held", jsonBool(each.held)}, {"says", textOrNull(each.says.toUtf8())}}));
    return list;
}

JsonValue resultJson(const ReplayResult &result)
{
    return jsonObject({{"name", jsonText(result.name.toUtf8())},
                       {"place", jsonText(result.place.toUtf8())},
                       {"round", jsonNumber(result.round)},
                       {"outcome", jsonText(outcomeText(result.outcome).toUtf8())},
                       {"method", jsonText(result.method)},
                       {"url", jsonText(result.address.toUtf8())},
                       {"status", result.wasSent() ? jsonNumber(result.status) : JsonValue()},
                       {"time_ms", result.wasSent() ? jsonNumber(result.time.count()) : JsonValue()},
                       {"at", result.at ? jsonText(formatHarDate(*result.at)) : JsonValue()},
                       {"cause", textOrNull(result.cause)},
                       {"certainty", result.certainty ? jsonText(certaintyName(*result.certainty)) : JsonValue()},
                       {"headline", textOrNull(withoutEmphasis(result.headline).toUtf8())},
                       {"says", textOrNull(withoutEmphasis(result.says).toUtf8())},
                       {"notes", jsonTexts(result.notes)},
                       {"expectations", expectationsJson(result)},
                       {"change", changeJson(result.change)}});
}

JsonValue summaryJson(const ReplayReport &report)
{
    using Outcome = ReplayResult::Outcome;
    return jsonObject({{"planned", jsonNumber(report.planned)},
                       {"passed", jsonNumber(report.count(Outcome::Passed))},
                       {"failed", jsonNumber(report.count(Outcome::Failed))},
                       {"not_sent", jsonNumber(report.count(Outcome::NotSent))},
                       {"skipped", jsonNumber(report.count(Outcome::Skipped))},
                       {"cancelled", jsonNumber(report.count(Outcome::Cancelled))},
                       {"not_begun", jsonNumber(report.rest())},
                       {"changed", jsonNumber(report.changed())},
                       {"elapsed_ms", jsonNumber(report.elapsed.count())},
                       {"stopped_by", textOrNull(report.stoppedBy.toUtf8())}});
}

}

QByteArray replayToJson(const ReplayReport &report)
{
    JsonValue results = jsonList({});
    for (const ReplayResult *result : report.results)
        results.items.push_back(resultJson(*result));
    return toJson(jsonObject({{"schema", jsonText("keyhole.replay/1")},
                              {"source", jsonText(report.source.toUtf8())},
                              {"environment", textOrNull(report.environment.toUtf8())},
                              {"parallel", jsonNumber(report.parallel)},
                              {"repeat", jsonNumber(report.repeat)},
                              {"summary", summaryJson(report)},
                              {"results", std::move(results)}}));
}

}
