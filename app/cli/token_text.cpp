#include "app/cli/token_text.h"

#include "app/cli/terminal.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

QByteArray formName(TokenForm form)
{
    static constexpr const char *kNames[] = {"jws", "jwe", "broken", "opaque"};
    return kNames[int(form)];
}

QString formText(TokenForm form)
{
    switch (form) {
    case TokenForm::Jws:
        return QStringLiteral("A signed token (JWS)");
    case TokenForm::Jwe:
        return QStringLiteral("An encrypted token (JWE): only its audience can read what it says");
    case TokenForm::Broken:
        return QStringLiteral("Meant to be a token of three parts, and not whole");
    default:
        return QStringLiteral("An opaque token: only the server that issued it knows what it means");
    }
}

QByteArray stateName(SignatureState state)
{
    static constexpr const char *kNames[] = {"valid", "invalid", "unchecked"};
    return kNames[int(state)];
}

/// How far from now: "31 min ago", "in 4 min".
QString distance(Instant then, Instant now)
{
    return then <= now ? QStringLiteral("%1 ago").arg(roughDurationText(now - then))
                       : QStringLiteral("in %1").arg(roughDurationText(then - now));
}

QString noteFor(const Token &token, const JsonMember &member, Instant now)
{
    const QString meaning = claimMeaning(member.name);
    const auto time = member.value.isNumber() ? token.time(member.name) : std::nullopt;
    static constexpr QByteArrayView kTimes[] = {"exp", "nbf", "iat", "auth_time"};
    const bool isTime = std::find(std::begin(kTimes), std::end(kTimes), QByteArrayView(member.name)) != std::end(kTimes);
    if (!isTime || !time || !time->instant)
        return meaning;
    return QStringLiteral("%1: %2, %3").arg(meaning, utcText(*time->instant, now), distance(*time->instant, now));
}

QByteArray row(const QByteArray &name, const JsonValue &value, const QString &note)
{
    QString text = QStringLiteral("  ") + visibleText(QString::fromUtf8(name)).leftJustified(12) + QLatin1Char(' ')
        + visibleText(QString::fromUtf8(toJson(value)));
    if (!note.isEmpty())
        text = text.leftJustified(48) + QStringLiteral("  ") + note;
    return text.toUtf8() + '\n';
}

QByteArray problemLine(const SyntaxError &problem)
{
    return visibleText(QStringLiteral("  character %1: %2").arg(problem.offset + 1).arg(problem.message)).toUtf8() + '\n';
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

JsonValue problemList(const Token &token)
{
    JsonValue list;
    list.type = JsonValue::Type::Array;
    for (const SyntaxError &problem : token.problems)
        list.items.push_back(object({{"offset", number(problem.offset)}, {"message", text(problem.message.toUtf8())}}));
    return list;
}

QByteArray keyName(const KeyCheck &check)
{
    return check.id.isEmpty() ? check.type : check.type + ' ' + check.id;
}

}

QByteArray tokenText(const Token &token, const KeyCheck &check, Instant now)
{
    QByteArray shown = formText(token.form).toUtf8() + ".\n";
    if (token.header) {
        shown += "\nheader\n";
        for (const JsonMember &member : token.header->members)
            shown += row(member.name, member.value, headerParameterMeaning(member.name));
    }
    if (token.payload) {
        shown += "\nclaims\n";
        for (const JsonMember &member : token.payload->members)
            shown += row(member.name, member.value, noteFor(token, member, now));
    }
    shown += "\nsignature\n  " + stateName(check.check.state);
    if (!check.type.isEmpty())
        shown += ", by the key " + visibleText(QString::fromUtf8(keyName(check))).toUtf8();
    if (!check.check.reason.isEmpty())
        shown += ": " + visibleText(check.check.reason).toUtf8();
    shown += '\n';
    if (!token.problems.empty())
        shown += "\nproblems\n";
    for (const SyntaxError &problem : token.problems)
        shown += problemLine(problem);
    return shown;
}

QByteArray tokenJson(const Token &token, const KeyCheck &check)
{
    JsonValue decoded = object({{"form", text(formName(token.form))}});
    if (token.header)
        decoded.members.push_back({"header", *token.header});
    if (token.payload)
        decoded.members.push_back({"payload", *token.payload});
    return toJson(object({{"decoded", std::move(decoded)},
                          {"signature", text(stateName(check.check.state))},
                          {"reason", text(check.check.reason.toUtf8())},
                          {"key", text(keyName(check))},
                          {"problems", problemList(token)}}))
        + '\n';
}

}
