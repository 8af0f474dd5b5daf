#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/clock/zone_shift.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"
#include "core/json/json.h"

namespace keyhole {

namespace {

/// How far past its expiry a token must be to be told as expired without the answer's word. RFC 7519, 4.1.4: "usually no more than a few
/// minutes".
constexpr Milliseconds kLeeway{60'000};
/// The longest leeway that a well-known library grants by default: 5 minutes (Microsoft.IdentityModel, ClockSkew).
constexpr Milliseconds kLongestLeeway{300'000};

Instant serverNow(const Facts &facts)
{
    return facts.serverTime.value_or(facts.hop.answeredAt.value_or(facts.hop.sentAt.value_or(Instant{})));
}

void addLifetime(Verdict &verdict, const Token &token, Instant expiry)
{
    const auto issued = token.time("iat");
    QString life = QStringLiteral("Ask for a new one.");
    if (issued && issued->instant && *issued->instant < expiry)
        life = QStringLiteral("This one was issued at %1 for %2.")
                   .arg(utcText(*issued->instant, expiry), roughDurationText(expiry - *issued->instant));
    verdict.parameters.push_back({"life", life});
}

/// An opaque token whose lifetime an earlier answer told: expires_in or expires_at beside it.
struct ToldExpiry {
    Instant expiry;
    const Earlier *earlier;
    QString member;
};
std::optional<ToldExpiry> toldExpiry(const Facts &facts, const QByteArray &token)
{
    for (const Earlier &each : facts.earlier) {
        const Hop &hop = each.exchange->last();
        if (!hop.response || token.size() < 8 || !hop.response->body.contains(token))
            continue;
        const auto json = parseJson(hop.response->body.trimmed());
        if (!json || !json->isObject())
            continue;
        if (const auto moment = parseRfc3339(json->string("expires_at")))
            return ToldExpiry{*moment, &each, QStringLiteral("expires_at")};
        const JsonValue *life = json->find("expires_in");
        const auto date = hop.response->fields.value("Date");
        const auto issued = date ? parseHttpDate(*date, Instant{}) : Result<HttpDate, SyntaxError>(failure(SyntaxError{}));
        if (life && life->number() && issued)
            return ToldExpiry{issued->instant + Seconds(qint64(*life->number())), &each, QStringLiteral("expires_in")};
    }
    return std::nullopt;
}

/// What shows no times: an opaque token, a session token of AWS.
Verdict saidAlone(const Facts &facts, const Said &words)
{
    Verdict verdict{words.saying->certainty, {}};
    if (facts.hasCredential())
        verdict.evidence.push_back(credentialLine(facts.credentials.front(), {}));
    verdict.evidence.push_back(said(words));
    verdict.parameters = {{"overdue", QStringLiteral("some time")},
                          {"rough", QStringLiteral("some time")},
                          {"life", QStringLiteral("The token does not show its lifetime; the answer says that it is over.")}};
    return verdict;
}

Check opaque(const Facts &facts, const Token &token, const Said *words)
{
    const auto told = toldExpiry(facts, token.text);
    if (told && serverNow(facts) > told->expiry + kLeeway) {
        const Milliseconds overdue = serverNow(facts) - told->expiry;
        Verdict verdict{
            Certainty::Certain,
            {credentialLine({CredentialPlace::Field, "token", token.text, facts.foundToken()->where},
                            QStringLiteral("handed out by the earlier answer")),
             earlierLine(*told->earlier, QStringLiteral("%1: until %2").arg(told->member, utcText(told->expiry, serverNow(facts)))),
             serverDate(facts)}};
        verdict.parameters = {{"overdue", durationText(overdue)},
                              {"rough", roughDurationText(overdue)},
                              {"life", QStringLiteral("The answer that handed it out said how long it lives.")}};
        return verdict;
    }
    if (!words)
        return ruledOut(QStringLiteral("nothing tells when it expires"));
    return saidAlone(facts, *words);
}

/// The answer says so, and exp has not come yet by its Date: another clock judged, or another limit than exp.
Verdict saidThoughInTime(const Facts &facts, const Token &token, const Said &words, Milliseconds left)
{
    Verdict verdict{Certainty::Possible, {claim(facts, "exp", QStringLiteral("%1 ahead").arg(roughDurationText(left))), said(words)}};
    verdict.parameters
        = {{"overdue", QStringLiteral("some time")},
           {"rough", QStringLiteral("some time")},
           {"life",
            QStringLiteral("By the answer’s Date this one holds for another %1: what judged it has another clock, or a limit "
                           "of its own for a session or for the age of %2.")
                .arg(roughDurationText(left), token.claim("iat") ? QStringLiteral("iat") : QStringLiteral("a token"))}};
    return verdict;
}

/// How far the two times alone go.
Certainty byTimeAlone(const Facts &facts, const Token &token, Milliseconds overdue)
{
    if (saysAnother(facts, "token.expired") || (facts.status == 403 && facts.contentType && facts.contentType->isHtml()))
        return Certainty::Possible;
    // What the client makes anew for each request does not grow old: its times were computed wrongly, or its clock is off.
    const bool settled = facts.serverTime && facts.status == 401 && overdue > kLongestLeeway && token.kind != TokenKind::ClientAssertion;
    return settled ? Certainty::Certain : Certainty::Likely;
}

Check check(const Facts &facts)
{
    const Said *words = facts.saidFor("token.expired");
    const Token *token = facts.token();
    if (!token)
        return words && facts.hasCredential() ? Check(saidAlone(facts, *words)) : ruledOut(QStringLiteral("no token was sent"));
    if (!facts.refusedInSomeWay() && !words)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const auto expiry = token->time("exp");
    if (token->form == TokenForm::Opaque || token->form == TokenForm::Jwe)
        return opaque(facts, *token, words);
    if (!expiry || !expiry->instant)
        return words ? Check(saidAlone(facts, *words)) : ruledOut(QStringLiteral("the token has no exp"));
    if (expiry->unit != TimeClaim::Unit::Second)
        return ruledOut(QStringLiteral("exp is not written in seconds"));
    const Milliseconds overdue = serverNow(facts) - *expiry->instant;
    const ServerTime judged = facts.judged.value_or(ServerTime{serverNow(facts), serverNow(facts) + Seconds(1)});
    const Milliseconds overdueForSure = judged.earliest - *expiry->instant;
    const bool inTime = standingOf(*expiry->instant, judged) == Standing::Ahead;
    if (inTime && words && words->saying->certainty >= Certainty::Likely)
        return saidThoughInTime(facts, *token, *words, -overdue);
    if (overdueForSure <= kLeeway && (!words || inTime))
        return inTime ? ruledOut(QStringLiteral("it is valid for another %1 by the server's clock").arg(roughDurationText(overdue)))
                      : ruledOut(overdueForSure > Milliseconds(0) ? QStringLiteral("it is past exp by less than the usual leeway")
                                                                  : QStringLiteral("exp lies within what is known of the server's clock"));
    const Certainty sure = sureOfToken(facts);
    if (!words && sure == Certainty::Possible)
        return ruledOut(QStringLiteral("a token is past its time, and is not what the server looks at"));
    Verdict verdict;
    verdict.certainty = words ? Certainty::Certain : std::min(sure, byTimeAlone(facts, *token, overdueForSure));
    if (zoneShiftOf(facts))  // it was over when it was made
        verdict.certainty = std::min(verdict.certainty, Certainty::Likely);
    verdict.evidence = {claim(facts, "exp", utcText(*expiry->instant, serverNow(facts)))};
    if (facts.serverTime)
        verdict.evidence.push_back(serverDate(facts));
    if (words)
        verdict.evidence.push_back(said(*words));
    else if (!facts.challenges.empty())
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", {}));
    verdict.parameters = {{"overdue", durationText(overdue)}, {"rough", roughDurationText(overdue)}};
    addLifetime(verdict, *token, *expiry->instant);
    return verdict;
}

}

const Rule rules::tokenExpired{"token.expired", "The token is past its expiry by the server's clock", &check};

}
