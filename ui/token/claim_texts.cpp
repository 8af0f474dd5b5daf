#include "ui/token/claim_texts.h"

#include "core/json/values.h"
#include "ui/token/claim_rows.h"

namespace keyhole {

namespace {

bool hasVariable(const QString &text)
{
    return text.contains(QLatin1String("{{"));
}

/// As it is typed: words of a time stay words, a variable stands where its value will.
QByteArray valueText(const ClaimDraft &row)
{
    const QByteArray typed = row.value.trimmed().toUtf8();
    const bool isTime = row.type ? row.type == ClaimType::Time : isTimeClaim(row.name);
    const bool isJson = parseJson(typed).has_value();
    if (!row.type && !isTime)
        return isJson ? typed : jsonString(row.value.toUtf8());
    if (isTime)
        return isJson && !typed.startsWith('"') ? typed : jsonString(typed);
    if (row.type == ClaimType::Text)
        return jsonString(row.value.toUtf8());
    return isJson || hasVariable(row.value) ? typed : jsonString(typed);
}

}

Result<std::vector<ClaimDraft>, SyntaxError> claimRowsOf(const QByteArray &text)
{
    if (text.trimmed().isEmpty())
        return std::vector<ClaimDraft>();
    const auto object = parseJson(text);
    if (!object)
        return failure(object.error());
    if (!object->isObject())
        return failure(SyntaxError{0, QStringLiteral("it must be a JSON object: { … }")});
    std::vector<ClaimDraft> rows = claimDraftsOf(*object);
    for (ClaimDraft &row : rows) {
        if (isTimeClaim(row.name))
            row.type.reset();
    }
    return rows;
}

QByteArray claimTextOf(const std::vector<ClaimDraft> &rows)
{
    QByteArrayList members;
    for (const ClaimDraft &row : rows) {
        if (row.enabled && !row.name.isEmpty())
            members += "  " + jsonString(row.name) + ": " + valueText(row);
    }
    return members.isEmpty() ? QByteArray() : "{\n" + members.join(",\n") + "\n}";
}

std::optional<Error> claimFault(const std::vector<ClaimDraft> &rows, Instant now)
{
    std::vector<ClaimDraft> decided;
    for (ClaimDraft row : rows) {
        if (hasVariable(row.value))
            row = {row.enabled, row.name, {}, ClaimType::Text};
        decided.push_back(std::move(row));
    }
    const auto claims = claimsOf(decided, now);
    return claims ? std::nullopt : std::optional(claims.error());
}

}
