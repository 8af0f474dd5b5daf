#include "core/replay/seen_result.h"

#include "core/diagnosis/report.h"
#include "core/json/values.h"

#include <QCryptographicHash>
#include <QFile>

namespace keyhole {

namespace {

constexpr qsizetype kMostShown = 3;
constexpr size_t kMostKept = 48;  // parts of a kept result; more stand in no file of ours

/// Large bodies are in a file; one that cannot be read any more is not known.
QByteArray bodyDigits(const Response &response)
{
    if (response.bodyFile.isEmpty())
        return contentDigits(response.body);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(response.body);
    QFile file(response.bodyFile);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result().toHex().first(8) : QByteArray();
}

QString statusText(int status)
{
    return status == 0 ? QStringLiteral("no answer") : QString::number(status);
}

QString causeText(const QByteArray &cause)
{
    return cause.isEmpty() ? QStringLiteral("none") : visibleText(QString::fromUtf8(cause));
}

const AnswerPart *find(const SeenResult &result, const QByteArray &place)
{
    const auto found = std::find_if(result.parts.begin(), result.parts.end(), [&](const AnswerPart &part) { return part.place == place; });
    return found == result.parts.end() ? nullptr : &*found;
}

/// Those that are not the same in both.
QByteArrayList differing(const SeenResult &before, const SeenResult &now)
{
    QByteArrayList places;
    for (const AnswerPart &part : now.parts) {
        const AnswerPart *known = find(before, part.place);
        if (!known || known->digits != part.digits)
            places += part.place;
    }
    for (const AnswerPart &part : before.parts) {
        if (!find(now, part.place))
            places += part.place;
    }
    return places;
}

QByteArray nameInComparison(const QByteArray &place)
{
    return "response.body" + place;
}

void compareBodies(ResultChange &change, const SeenResult &now, const IsNoise &isNoise)
{
    const SeenResult &before = *change.before;
    if (before.body.isEmpty() || now.body.isEmpty() || before.body == now.body)
        return;
    if (before.parts.empty() || now.parts.empty()) {
        change.body = true;
        return;
    }
    for (const QByteArray &place : differing(before, now)) {
        if (isNoise && isNoise(nameInComparison(place)))
            continue;
        change.body = true;
        if (!place.isEmpty())
            change.places += visibleText(QString::fromUtf8(place));
    }
    change.noise = !change.body;
}

QString placesText(const QStringList &places)
{
    if (places.isEmpty())
        return QStringLiteral("body");
    const QString shown = places.mid(0, kMostShown).join(QStringLiteral(", "));
    return places.size() <= kMostShown ? shown : QStringLiteral("%1 and %2 more").arg(shown).arg(places.size() - kMostShown);
}

JsonValue partsJson(const SeenResult &result)
{
    JsonValue list = jsonList({});
    for (const AnswerPart &part : result.parts)
        list.items.push_back(jsonList({jsonText(part.place), jsonText(part.digits)}));
    return list;
}

std::vector<AnswerPart> partsFrom(const JsonValue *list)
{
    std::vector<AnswerPart> parts;
    for (const JsonValue &item : list ? list->items : std::vector<JsonValue>()) {
        if (item.items.size() >= 2 && parts.size() < kMostKept)
            parts.push_back({item.items[0].text, item.items[1].text});
    }
    return parts;
}

}

SeenResult seenResult(const Exchange &exchange, const QByteArray &cause)
{
    const auto &response = exchange.last().response;
    if (!response)
        return {0, cause, {}};
    return {response->status, cause, bodyDigits(*response), partsOf(*response)};
}

JsonValue toJsonValue(const SeenResult &result)
{
    std::vector<JsonMember> members{{"status", jsonNumber(result.status)}};
    if (!result.cause.isEmpty())
        members.push_back({"cause", jsonText(result.cause)});
    if (!result.body.isEmpty())
        members.push_back({"body", jsonText(result.body)});
    if (!result.parts.empty())
        members.push_back({"parts", partsJson(result)});
    return jsonObject(std::move(members));
}

std::optional<SeenResult> seenResultFrom(const JsonValue &json)
{
    const JsonValue *status = json.find("status");
    const auto number = status ? status->number() : std::nullopt;
    if (!number || *number < 0 || *number > 999)
        return std::nullopt;
    return SeenResult{int(*number), json.string("cause"), json.string("body"), partsFrom(json.find("parts"))};
}

ResultChange changeBetween(const std::optional<SeenResult> &before, const SeenResult &now, const IsNoise &isNoise)
{
    if (!before)
        return {};
    ResultChange change{before, before->status != now.status, before->cause != now.cause};
    compareBodies(change, now, isNoise);
    return change;
}

std::optional<NoiseLesson> lessonOf(const std::optional<SeenResult> &before, const SeenResult &now, const NoiseSubject &subject)
{
    if (!before || before->status != now.status || before->parts.empty() || now.parts.empty())
        return std::nullopt;
    NoiseLesson lesson{subject, {}};
    lesson.pairs[size_t(NoisePart::Content)] = 1;
    for (const QByteArray &place : differing(*before, now))
        lesson.differed.push_back(nameInComparison(place));
    return lesson;
}

QString changeText(const ResultChange &change, const SeenResult &now)
{
    if (!change.before)
        return {};
    if (change.status)
        return QStringLiteral("%1 → %2").arg(statusText(change.before->status), statusText(now.status));
    QStringList parts;
    if (change.cause)
        parts += QStringLiteral("cause %1 → %2").arg(causeText(change.before->cause), causeText(now.cause));
    if (change.body)
        parts += placesText(change.places);
    return parts.isEmpty() ? QStringLiteral("no") : parts.join(QStringLiteral(", "));
}

}
