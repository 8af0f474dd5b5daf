#include "core/token/editing.h"

#include "core/json/values.h"

namespace keyhole {

namespace {

JsonValue secondsValue(Instant instant)
{
    return jsonNumber(std::chrono::floor<Seconds>(instant).time_since_epoch().count());
}

void indent(const JsonValue &value, QByteArray margin, QByteArray &text)
{
    const bool isObject = value.isObject();
    const size_t count = isObject ? value.members.size() : value.items.size();
    if (count == 0 || (!isObject && !value.isArray())) {
        text += toJson(value);
        return;
    }
    const QByteArray outer = margin;
    margin += "  ";
    text += isObject ? "{\n" : "[\n";
    for (size_t i = 0; i < count; ++i) {
        text += margin;
        if (isObject)
            text += jsonString(value.members[i].name) + ": ";
        indent(isObject ? value.members[i].value : value.items[i], margin, text);
        text += i + 1 < count ? ",\n" : "\n";
    }
    text += outer + (isObject ? '}' : ']');
}

bool isTimeClaim(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[] = {"exp", "nbf", "iat", "auth_time"};
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

}

TokenDraft newDraft(Instant now, Seconds lifetime)
{
    TokenDraft draft{jsonObject({}), jsonObject({})};
    setMember(draft.header, "typ", jsonText("JWT"));
    setMember(draft.claims, "iat", secondsValue(now));
    setMember(draft.claims, "exp", secondsValue(now + lifetime));
    return draft;
}

Result<TokenDraft> draftOf(const Token &token)
{
    if (token.form == TokenForm::Jwe)
        return failure(Error{QStringLiteral("An encrypted token cannot be changed: what it says cannot be read."), {}, {}});
    if (!token.header || !token.payload)
        return failure(Error{QStringLiteral("There are no claims to change: this token holds no JSON that can be read."),
                             {},
                             QStringLiteral("Begin a new token.")});
    return TokenDraft{*token.header, *token.payload};
}

Result<JsonValue, SyntaxError> parseClaims(QByteArrayView json)
{
    std::vector<QByteArray> duplicates;
    auto value = parseJson(json, {}, &duplicates);
    if (!value)
        return value;
    if (!value->isObject())
        return failure(SyntaxError{0, QStringLiteral("claims are a JSON object: {\"sub\": \"…\"}")});
    if (!duplicates.empty())
        return failure(SyntaxError{json.lastIndexOf(jsonString(duplicates.front())),
                                   QStringLiteral("\"%1\" stands here a second time").arg(QString::fromUtf8(duplicates.front()))});
    return value;
}

QByteArray indentedJson(const JsonValue &value)
{
    QByteArray text;
    indent(value, {}, text);
    return text;
}

void setMember(JsonValue &object, QByteArrayView name, JsonValue value)
{
    const auto named = [name](const JsonMember &member) { return member.name == name; };
    const auto first = std::find_if(object.members.begin(), object.members.end(), named);
    if (first == object.members.end()) {
        object.members.push_back({name.toByteArray(), std::move(value)});
        return;
    }
    first->value = std::move(value);
    object.members.erase(std::remove_if(first + 1, object.members.end(), named), object.members.end());
}

bool removeMember(JsonValue &object, QByteArrayView name)
{
    return std::erase_if(object.members, [name](const JsonMember &member) { return member.name == name; }) > 0;
}

Result<JsonValue, SyntaxError> claimFromText(QByteArrayView name, QStringView text, Instant now, const QTimeZone &zone)
{
    if (isTimeClaim(name)) {
        const auto moment = parseMoment(text, now, zone);
        return moment ? Result<JsonValue, SyntaxError>(secondsValue(*moment)) : failure(moment.error());
    }
    const QByteArray written = text.toUtf8();
    if (const auto json = parseClaims("{\"value\":" + written + '}'))
        return json->members.size() == 1 ? json->members.front().value : jsonText(written);
    return jsonText(written);
}

Result<QByteArray> signDraft(const TokenDraft &draft, QByteArrayView algorithm, const SigningKey &key)
{
    JsonValue header = draft.header;
    if (key.id().isEmpty())
        removeMember(header, "kid");
    else
        setMember(header, "kid", jsonText(key.id()));
    return signToken(toJson(header), toJson(draft.claims), algorithm, key);
}

QByteArray withoutSignature(const Token &token)
{
    const qsizetype end = token.form == TokenForm::Jws ? token.text.lastIndexOf('.') : 0;
    return token.text.first(std::max<qsizetype>(end, 0));
}

}
