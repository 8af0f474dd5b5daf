#include "ui/token/claim_drafts.h"

#include "ui/token/claim_rows.h"

#include <QCoreApplication>
#include <algorithm>

namespace keyhole {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ClaimDrafts", text);
}

JsonValue ofType(JsonValue::Type type, const QByteArray &text = {})
{
    JsonValue value;
    value.type = type;
    value.text = text;
    return value;
}

ClaimType typeOf(const QByteArray &name, const JsonValue &value)
{
    switch (value.type) {
    case JsonValue::Type::String:
        return ClaimType::Text;
    case JsonValue::Type::Number:
        return isTimeClaim(name) ? ClaimType::Time : ClaimType::Number;
    case JsonValue::Type::Bool:
        return ClaimType::TrueFalse;
    default:
        return ClaimType::Json;
    }
}

Result<JsonValue, SyntaxError> parsed(const QByteArray &json, JsonValue::Type wanted, const QString &otherwise)
{
    auto value = parseJson(json);
    if (value && value->type != wanted)
        return failure(SyntaxError{0, otherwise});
    return value ? value : failure(SyntaxError{value.error().offset, otherwise});
}

Result<JsonValue, SyntaxError> secondsOf(const QString &words, Instant now)
{
    const auto moment = parseMoment(words, now);
    if (!moment)
        return failure(moment.error());
    const Seconds seconds = std::chrono::floor<Seconds>(moment->time_since_epoch());
    return ofType(JsonValue::Type::Number, QByteArray::number(qint64(seconds.count())));
}

}

std::vector<ClaimDraft> claimDraftsOf(const JsonValue &object)
{
    std::vector<ClaimDraft> rows;
    for (const JsonMember &member : object.members) {
        const bool isText = member.value.isString();
        const QByteArray value = isText ? member.value.text : toJson(member.value);
        rows.push_back({true, member.name, QString::fromUtf8(value), typeOf(member.name, member.value)});
    }
    return rows;
}

Result<JsonValue, SyntaxError> claimValue(const ClaimDraft &row, Instant now)
{
    const QByteArray typed = row.value.trimmed().toUtf8();
    if (!row.type)
        return claimFromText(row.name, row.value, now);
    switch (*row.type) {
    case ClaimType::Text:
        break;
    case ClaimType::Number:
        return parsed(typed, JsonValue::Type::Number, tr("not a number"));
    case ClaimType::TrueFalse:
        return parsed(typed, JsonValue::Type::Bool, tr("neither true nor false"));
    case ClaimType::Time:
        return secondsOf(row.value, now);
    case ClaimType::Json:
        return parseJson(typed);
    }
    return ofType(JsonValue::Type::String, row.value.toUtf8());
}

Result<JsonValue> claimsOf(const std::vector<ClaimDraft> &rows, Instant now)
{
    JsonValue claims = ofType(JsonValue::Type::Object);
    for (const ClaimDraft &row : rows) {
        if (!row.enabled)
            continue;
        if (row.name.isEmpty())
            return failure(Error{tr("a claim has no name"), row.value.left(40), tr("Give it one, or delete the row.")});
        if (claims.find(row.name))
            return failure(
                Error{tr("stands twice"), QString::fromUtf8(row.name), tr("Keep one of them: readers differ in which they take.")});
        const auto value = claimValue(row, now);
        if (!value)
            return failure(Error{value.error().message, QString::fromUtf8(row.name), {}});
        claims.members.push_back({row.name, *value});
    }
    return claims;
}

std::vector<QByteArray> resolveTimes(JsonValue &claims, Instant now)
{
    std::vector<QByteArray> changed;
    for (JsonMember &member : claims.members) {
        if (!isTimeClaim(member.name) || !member.value.isString())
            continue;
        bool isNumber = false;
        member.value.text.toDouble(&isNumber);
        const auto seconds = secondsOf(QString::fromUtf8(member.value.text), now);
        if (isNumber || !seconds)
            continue;
        member.value = *seconds;
        changed.push_back(member.name);
    }
    return changed;
}

}
