#include "core/replay/seen_result.h"

#include "core/json/values.h"

#include <QCryptographicHash>
#include <QFile>

namespace keyhole {

namespace {

constexpr qsizetype kDigits = 8;

/// Large bodies are in a file; one that cannot be read any more is not known.
QByteArray bodyDigits(const Response &response)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(response.body);
    if (!response.bodyFile.isEmpty()) {
        QFile file(response.bodyFile);
        if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
            return {};
    }
    return hash.result().toHex().first(kDigits);
}

QString statusText(int status)
{
    return status == 0 ? QStringLiteral("no answer") : QString::number(status);
}

}

SeenResult seenResult(const Exchange &exchange, const QByteArray &cause)
{
    const auto &response = exchange.last().response;
    if (!response)
        return {0, cause, {}};
    return {response->status, cause, bodyDigits(*response)};
}

JsonValue toJsonValue(const SeenResult &result)
{
    std::vector<JsonMember> members{{"status", jsonNumber(result.status)}};
    if (!result.cause.isEmpty())
        members.push_back({"cause", jsonText(result.cause)});
    if (!result.body.isEmpty())
        members.push_back({"body", jsonText(result.body)});
    return jsonObject(std::move(members));
}

std::optional<SeenResult> seenResultFrom(const JsonValue &json)
{
    const JsonValue *status = json.find("status");
    const auto number = status ? status->number() : std::nullopt;
    if (!number || *number < 0 || *number > 999)
        return std::nullopt;
    return SeenResult{int(*number), json.string("cause"), json.string("body")};
}

ResultChange changeBetween(const std::optional<SeenResult> &before, const SeenResult &now)
{
    if (!before)
        return {};
    const bool bodies = !before->body.isEmpty() && !now.body.isEmpty();
    return {before, before->status != now.status, before->cause != now.cause, bodies && before->body != now.body};
}

QString changeText(const ResultChange &change, const SeenResult &now)
{
    if (!change.before)
        return {};
    if (change.status)
        return QStringLiteral("%1 → %2").arg(statusText(change.before->status), statusText(now.status));
    QStringList parts;
    if (change.cause)
        parts += QStringLiteral("cause");
    if (change.body)
        parts += QStringLiteral("body");
    return parts.isEmpty() ? QStringLiteral("no") : parts.join(QStringLiteral(", "));
}

}
