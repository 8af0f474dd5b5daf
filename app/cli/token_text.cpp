#include "app/cli/token_text.h"

#include "app/cli/terminal.h"
#include "app/cli/token_comparison_text.h"
#include "app/cli/token_details.h"
#include "core/diagnosis/words.h"
#include "core/token/claim_meaning.h"

namespace keyhole {

namespace {

/// How far from now: "31 min ago", "in 4 min".
QString distance(Instant then, Instant now)
{
    return then <= now ? QStringLiteral("%1 ago").arg(roughDurationText(now - then))
                       : QStringLiteral("in %1").arg(roughDurationText(then - now));
}

QString noteFor(const Token &token, const JsonMember &member, Instant now)
{
    const QString meaning = claimMeaning(token, member.name);
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

QByteArray rows(const char *title, const JsonValue &object, const Token &token, Instant now)
{
    QByteArray shown = QByteArray("\n") + title + '\n';
    const bool claims = &object != (token.header ? &*token.header : nullptr);
    for (const JsonMember &member : object.members)
        shown += row(member.name, member.value, claims ? noteFor(token, member, now) : headerParameterMeaning(member.name));
    return shown;
}

QByteArray jwsText(const Jws &jws)
{
    QByteArray shown = "A signed message in JSON serialisation (JWS), with " + QByteArray::number(jws.signatures.size())
        + (jws.signatures.size() == 1 ? " signature.\n" : " signatures.\n");
    for (const JwsSignature &one : jws.signatures) {
        shown += "\nheader\n";
        for (const auto *header : {&one.protectedHeader, &one.unprotected}) {
            for (const JsonMember &member : *header ? (*header)->members : std::vector<JsonMember>()) {
                const QString meaning = headerParameterMeaning(member.name);
                shown += row(member.name, member.value,
                             header == &one.unprotected ? meaning + QStringLiteral(" (not covered by the signature)") : meaning);
            }
        }
    }
    return shown + "\npayload\n  " + visibleText(QString::fromUtf8(jws.payload)).toUtf8() + '\n';
}

QByteArray signatureText(const TokenAnswer &answer)
{
    const KeyCheck &check = answer.check;
    QByteArray shown = "\nsignature\n  " + stateName(check.check.state);
    if (!check.type.isEmpty())
        shown += ", checked with the key " + visibleText(QString::fromUtf8(keyName(check))).toUtf8();
    if (!check.check.reason.isEmpty())
        shown += ": " + visibleText(check.check.reason).toUtf8();
    shown += '\n';
    if (!answer.keysFrom.isEmpty())
        shown += "  " + visibleText(answer.keysFrom).toUtf8() + '\n';
    for (const QString &note : check.check.notes)
        shown += "  " + visibleText(note).toUtf8() + '\n';
    return shown;
}

/// Whether the moment lies between nbf and exp, by this computer's clock. RFC 7519, 4.1.4 and 4.1.5.
QByteArray timeText(const Token &token, Instant now)
{
    const auto instantOf = [&](const char *name) {
        const auto time = token.time(name);
        return time ? time->instant : std::nullopt;
    };
    const auto from = instantOf("nbf"), until = instantOf("exp");
    if (!token.payload)
        return {};
    QString told = QStringLiteral("cannot be told: it has no end (exp)");
    if (from && now < *from)
        told = QStringLiteral("not yet: it begins %1").arg(distance(*from, now));
    else if (until && now >= *until)
        told = QStringLiteral("no: it ended %1").arg(distance(*until, now));
    else if (until)
        told = QStringLiteral("yes: it ends %1").arg(distance(*until, now));
    return "\nin time, by this computer's clock\n  " + told.toUtf8() + '\n';
}

}

QByteArray stateName(SignatureState state)
{
    static constexpr const char *kNames[] = {"valid", "invalid", "unchecked"};
    return kNames[int(state)];
}

QByteArray keyName(const KeyCheck &check)
{
    return check.id.isEmpty() ? check.type : check.type + ' ' + check.id;
}

QByteArray tokenText(const TokenAnswer &answer, Instant now)
{
    const Token &token = answer.given.token;
    QByteArray shown = answer.given.jws ? jwsText(*answer.given.jws) : tokenExplanation(token, now);
    if (token.header)
        shown += rows("header", *token.header, token, now);
    if (token.payload)
        shown += rows("claims", *token.payload, token, now);
    if (answer.opened)
        shown += "\ncontent\n  " + visibleText(QString::fromUtf8(*answer.opened)).toUtf8() + '\n';
    shown += signatureText(answer) + timeText(token, now) + tokenChecks(token, now) + foundTokensText(token);
    if (answer.comparison)
        shown += "\ncompared with the other token\n" + tokenComparisonText(*answer.comparison);
    std::vector<SyntaxError> problems = token.problems;
    if (answer.given.fault)
        problems = {*answer.given.fault};
    if (!problems.empty())
        shown += "\nproblems\n";
    for (const SyntaxError &problem : problems)
        shown += problemLine(problem);
    return shown;
}

}
