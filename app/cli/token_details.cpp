#include "app/cli/token_details.h"

#include "app/cli/terminal.h"
#include "core/diagnosis/credential/key_reading.h"
#include "core/diagnosis/credential/session_value.h"
#include "core/diagnosis/words.h"
#include "core/json/values.h"
#include "core/token/claim_check.h"
#include "core/token/claim_meaning.h"
#include "core/token/explanation.h"
#include "core/token/finding.h"
#include "core/token/opaque.h"
#include "core/token/sd_jwt.h"

namespace keyhole {

namespace {

QString kindName(TokenKind kind)
{
    static constexpr const char *kNames[] = {"unknown",          "access token", "ID token", "refresh token",        "logout token",
                                             "client assertion", "DPoP proof",   "session",  "service account token"};
    return QLatin1String(kNames[int(kind)]);
}

QByteArray line(const QString &text)
{
    return visibleText(text).toUtf8() + '\n';
}

std::vector<MemberCheck> checksOf(const Token &token, Instant now)
{
    CheckContext context;
    context.earliest = context.latest = now;
    return checkMembers(token, context);
}

/// The forms that the knowledge tells by a prefix, or the readers of sessions by their make.
QStringList explanationOf(const Token &token, Instant now)
{
    if (token.form != TokenForm::Opaque || readOpaque(token.text))
        return explainToken(token);
    const auto capital = [](QString text) {
        text[0] = text[0].toUpper();
        return text + u'.';
    };
    if (const auto key = readKey(token.text)) {
        const QString detail = keyDetail(token.text, now);
        return {capital(detail.isEmpty() ? keyText(*key) : keyText(*key) + QStringLiteral(", ") + detail)};
    }
    if (const auto session = readSessionValue({}, token.text))
        return {capital(sessionValueText(*session, now))};
    return explainToken(token);
}

QByteArray disclosuresText(const Token &token)
{
    const auto disclosures = readDisclosures(token);
    if (!disclosures)
        return {};
    QByteArray shown = "\ndisclosed\n";
    for (const Disclosure &each : disclosures->shown) {
        const QString name = each.name.isEmpty() ? QStringLiteral("(item)") : quoted(each.name, 80);
        const QString value = each.problem.isEmpty() ? quoted(toJson(each.value), 400) : each.problem;
        shown += line(
            QStringLiteral("  %1 %2%3")
                .arg(name.leftJustified(12), value, each.isSigned ? QString() : QStringLiteral("  (its hash is not in the token)")));
    }
    return shown;
}

std::vector<FoundToken> foundIn(const Token &text)
{
    if (text.isJwt())
        return {};
    auto found = findTokens(text.text).tokens;
    std::erase_if(found, [&](const FoundToken &each) { return each.token.text == text.text; });
    return found;
}

JsonValue foundJson(const FoundToken &found)
{
    JsonValue json = jsonObject({{"where", jsonText(found.where)},
                                 {"offset", jsonNumber(found.offset)},
                                 {"length", jsonNumber(found.length)},
                                 {"wrapping", jsonTexts(found.wrapping)},
                                 {"kind", jsonText(kindName(found.token.kind).toUtf8())}});
    if (found.token.header)
        json.members.push_back({"header", *found.token.header});
    if (found.token.payload)
        json.members.push_back({"payload", *found.token.payload});
    return json;
}

JsonValue disclosureJson(const Disclosure &each)
{
    return jsonObject({{"name", jsonText(each.name)},
                       {"value", each.value},
                       {"signed", jsonBool(each.isSigned)},
                       {"problem", jsonText(each.problem.toUtf8())}});
}

JsonValue checkJson(const MemberCheck &check)
{
    static constexpr const char *kOutcomes[] = {"ok", "wrong", "not-checkable"};
    return jsonObject({{"part", jsonText(check.inHeader ? "header" : "payload")},
                       {"name", jsonText(check.name)},
                       {"outcome", jsonText(kOutcomes[int(check.outcome)])},
                       {"says", jsonText(check.says.toUtf8())}});
}

}

QByteArray tokenExplanation(const Token &token, Instant now)
{
    QByteArray shown;
    for (const QString &sentence : explanationOf(token, now))
        shown += line(sentence);
    if (token.kind != TokenKind::Unknown)
        shown += line(QStringLiteral("Kind: %1; %2.").arg(kindName(token.kind), token.kindReason));
    if (const TokenVendor vendor = vendorOf(token); vendor != TokenVendor::None)
        shown += line(QStringLiteral("Issued by %1, by its looks.").arg(vendorName(vendor)));
    return shown;
}

QByteArray tokenChecks(const Token &token, Instant now)
{
    QByteArray wrong, open;
    for (const MemberCheck &check : checksOf(token, now)) {
        const QByteArray row = line(QStringLiteral("  %1 %2").arg(quoted(check.name, 60).leftJustified(12), check.says));
        if (check.outcome == MemberCheck::Outcome::Wrong)
            wrong += row;
        else if (check.outcome == MemberCheck::Outcome::NotCheckable)
            open += row;
    }
    QByteArray shown = disclosuresText(token);
    if (!wrong.isEmpty())
        shown += "\nwrong\n" + wrong;
    if (!open.isEmpty())
        shown += "\nnot told by the token alone\n" + open;
    return shown;
}

QByteArray foundTokensText(const Token &text)
{
    QByteArray shown;
    for (const FoundToken &found : foundIn(text)) {
        QString row = QStringLiteral("  %1 at character %2")
                          .arg(found.where == "text" ? QStringLiteral("text") : quoted(found.where, 120))
                          .arg(found.offset + 1);
        if (!found.wrapping.isEmpty())
            row += QStringLiteral(", ") + found.wrapping.join(QStringLiteral(", "));
        if (found.token.kind != TokenKind::Unknown)
            row += QStringLiteral(": ") + kindName(found.token.kind);
        if (const QByteArray issuer = found.token.claimText("iss"); !issuer.isEmpty())
            row += QStringLiteral(" of %1").arg(quoted(issuer, 120));
        shown += line(row);
    }
    return shown.isEmpty() ? shown : "\nfound in the text\n" + shown;
}

std::vector<JsonMember> tokenDetails(const Token &token, Instant now)
{
    std::vector<JsonMember> details{{"kind", jsonText(kindName(token.kind).toUtf8())},
                                    {"kind_reason", jsonText(token.kindReason.toUtf8())},
                                    {"explanation", jsonTexts(explanationOf(token, now))}};
    std::vector<JsonValue> checks, found, disclosures;
    for (const MemberCheck &check : checksOf(token, now))
        checks.push_back(checkJson(check));
    for (const FoundToken &each : foundIn(token))
        found.push_back(foundJson(each));
    details.push_back({"checks", jsonList(std::move(checks))});
    if (const auto read = readDisclosures(token)) {
        for (const Disclosure &each : read->shown)
            disclosures.push_back(disclosureJson(each));
        details.push_back({"disclosures", jsonList(std::move(disclosures))});
    }
    if (!found.empty())
        details.push_back({"found", jsonList(std::move(found))});
    if (const auto opaque = readOpaque(token.text); opaque && opaque->payload)
        details.push_back({"payload", *opaque->payload});
    return details;
}

}
