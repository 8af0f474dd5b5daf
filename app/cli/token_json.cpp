#include "app/cli/token_text.h"

#include "app/cli/token_comparison_text.h"
#include "app/cli/token_details.h"
#include "core/json/values.h"

namespace keyhole {

namespace {

QByteArray formName(TokenForm form)
{
    static constexpr const char *kNames[] = {"jws", "jwe", "broken", "opaque"};
    return kNames[int(form)];
}

/// JSON where it is an object, else its text.
JsonValue content(const QByteArray &bytes)
{
    auto json = parseJson(bytes);
    return json && json->isObject() ? *std::move(json) : jsonText(QString::fromUtf8(bytes).toUtf8());
}

JsonValue decodedJws(const Jws &jws)
{
    std::vector<JsonValue> signatures;
    for (const JwsSignature &one : jws.signatures) {
        JsonValue shown = jsonObject({});
        if (one.protectedHeader)
            shown.members.push_back({"protected", *one.protectedHeader});
        if (one.unprotected)
            shown.members.push_back({"header", *one.unprotected});
        signatures.push_back(std::move(shown));
    }
    return jsonObject({{"form", jsonText("jws-json")}, {"signatures", jsonList(std::move(signatures))}, {"payload", content(jws.payload)}});
}

JsonValue decodedToken(const TokenAnswer &answer)
{
    const Token &token = answer.given.token;
    JsonValue decoded = jsonObject({{"form", jsonText(formName(token.form))}});
    if (token.header)
        decoded.members.push_back({"header", *token.header});
    if (token.payload)
        decoded.members.push_back({"payload", *token.payload});
    else if (answer.opened)
        decoded.members.push_back({"payload", content(*answer.opened)});
    else if (token.form == TokenForm::Jws && token.segments.size() > 1 && !token.segments[1].decoded.isEmpty())
        decoded.members.push_back({"payload", content(token.segments[1].decoded)});
    return decoded;
}

JsonValue problemList(const TokenAnswer &answer)
{
    const auto placed = [](const SyntaxError &problem) {
        return jsonObject({{"offset", jsonNumber(problem.offset)}, {"message", jsonText(problem.message.toUtf8())}});
    };
    std::vector<JsonValue> items;
    for (const SyntaxError &problem : answer.given.token.problems)
        items.push_back(placed(problem));
    if (answer.given.fault)
        items.push_back(placed(*answer.given.fault));
    for (const QString &sentence : QStringList(answer.check.check.reason) + answer.check.check.notes) {
        if (!sentence.isEmpty())
            items.push_back(jsonObject({{"message", jsonText(sentence.toUtf8())}}));
    }
    return jsonList(std::move(items));
}

}

QByteArray tokenJson(const TokenAnswer &answer, Instant now)
{
    JsonValue shown = jsonObject({{"decoded", answer.given.jws ? decodedJws(*answer.given.jws) : decodedToken(answer)},
                                  {"signature", jsonText(stateName(answer.check.check.state))},
                                  {"reason", jsonText(answer.check.check.reason.toUtf8())},
                                  {"key", jsonText(keyName(answer.check))},
                                  {"problems", problemList(answer)}});
    if (!answer.given.jws && !answer.given.fault) {
        for (JsonMember &detail : tokenDetails(answer.given.token, now))
            shown.members.push_back(std::move(detail));
    }
    if (!answer.keysFrom.isEmpty())
        shown.members.push_back({"keysFrom", jsonText(answer.keysFrom.toUtf8())});
    if (answer.comparison)
        shown.members.push_back({"comparison", tokenComparisonJson(*answer.comparison)});
    return toJson(shown) + '\n';
}

}
