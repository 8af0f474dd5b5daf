#include "app/cli/token_text.h"

namespace keyhole {

namespace {

QByteArray formName(TokenForm form)
{
    static constexpr const char *kNames[] = {"jws", "jwe", "broken", "opaque"};
    return kNames[int(form)];
}

JsonValue text(const QByteArray &value)
{
    JsonValue json;
    json.type = JsonValue::Type::String;
    json.text = value;
    return json;
}

JsonValue object(std::vector<JsonMember> members)
{
    JsonValue json;
    json.type = JsonValue::Type::Object;
    json.members = std::move(members);
    return json;
}

JsonValue number(qint64 value)
{
    JsonValue json;
    json.type = JsonValue::Type::Number;
    json.text = QByteArray::number(value);
    return json;
}

JsonValue list(std::vector<JsonValue> items)
{
    JsonValue json;
    json.type = JsonValue::Type::Array;
    json.items = std::move(items);
    return json;
}

/// JSON where it is an object, else its text.
JsonValue content(const QByteArray &bytes)
{
    auto json = parseJson(bytes);
    return json && json->isObject() ? *std::move(json) : text(QString::fromUtf8(bytes).toUtf8());
}

JsonValue decodedJws(const Jws &jws)
{
    std::vector<JsonValue> signatures;
    for (const JwsSignature &one : jws.signatures) {
        JsonValue shown = object({});
        if (one.protectedHeader)
            shown.members.push_back({"protected", *one.protectedHeader});
        if (one.unprotected)
            shown.members.push_back({"header", *one.unprotected});
        signatures.push_back(std::move(shown));
    }
    return object({{"form", text("jws-json")}, {"signatures", list(std::move(signatures))}, {"payload", content(jws.payload)}});
}

JsonValue decodedToken(const TokenAnswer &answer)
{
    const Token &token = answer.given.token;
    JsonValue decoded = object({{"form", text(formName(token.form))}});
    if (token.header)
        decoded.members.push_back({"header", *token.header});
    if (token.payload)
        decoded.members.push_back({"payload", *token.payload});
    if (answer.opened)
        decoded.members.push_back({"payload", content(*answer.opened)});
    return decoded;
}

JsonValue comparisonJson(const TokenComparison &comparison)
{
    static constexpr const char *kChanges[] = {"same", "changed", "only-left", "only-right"};
    std::vector<JsonValue> members;
    for (const MemberComparison &member : comparison.members) {
        JsonValue shown = object({{"part", text(member.part == MemberComparison::Part::Header ? "header" : "payload")},
                                  {"name", text(member.name())},
                                  {"change", text(kChanges[int(member.change)])}});
        if (member.left)
            shown.members.push_back({"left", *member.left});
        if (member.right)
            shown.members.push_back({"right", *member.right});
        if (!member.says.isEmpty())
            shown.members.push_back({"says", text(member.says.toUtf8())});
        members.push_back(std::move(shown));
    }
    return object({{"summary", text(comparison.summary.toUtf8())}, {"members", list(std::move(members))}});
}

JsonValue problemList(const TokenAnswer &answer)
{
    const auto placed = [](const SyntaxError &problem) {
        return object({{"offset", number(problem.offset)}, {"message", text(problem.message.toUtf8())}});
    };
    std::vector<JsonValue> items;
    for (const SyntaxError &problem : answer.given.token.problems)
        items.push_back(placed(problem));
    if (answer.given.fault)
        items.push_back(placed(*answer.given.fault));
    for (const QString &sentence : QStringList(answer.check.check.reason) + answer.check.check.notes) {
        if (!sentence.isEmpty())
            items.push_back(object({{"message", text(sentence.toUtf8())}}));
    }
    return list(std::move(items));
}

}

QByteArray tokenJson(const TokenAnswer &answer)
{
    JsonValue shown = object({{"decoded", answer.given.jws ? decodedJws(*answer.given.jws) : decodedToken(answer)},
                              {"signature", text(stateName(answer.check.check.state))},
                              {"reason", text(answer.check.check.reason.toUtf8())},
                              {"key", text(keyName(answer.check))},
                              {"problems", problemList(answer)}});
    if (!answer.keysFrom.isEmpty())
        shown.members.push_back({"keysFrom", text(answer.keysFrom.toUtf8())});
    if (answer.comparison)
        shown.members.push_back({"comparison", comparisonJson(*answer.comparison)});
    return toJson(shown) + '\n';
}

}
