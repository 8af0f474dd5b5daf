#include "core/diagnosis/credential/session_value.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"
#include "core/secrets/secret.h"

namespace keyhole {

namespace {

std::optional<Instant> dateOf(const Exchange &exchange)
{
    const Hop &hop = exchange.last();
    const auto date = hop.response ? hop.response->fields.value("Date") : std::nullopt;
    const auto parsed
        = date ? parseHttpDate(*date, hop.answeredAt.value_or(Instant{})) : Result<HttpDate, SyntaxError>(failure(SyntaxError{}));
    return parsed ? std::optional(parsed->instant) : hop.answeredAt;
}

/// When a session is over by what stands in its own value, and whether that is written there or the framework's usual time.
struct OwnEnd {
    Instant at;
    bool written;
};

std::optional<OwnEnd> endOf(const SessionValue &value)
{
    if (value.ends)
        return OwnEnd{*value.ends + value.grace, true};
    if (value.made && value.usualLife.count() > 0)
        return OwnEnd{*value.made + value.usualLife, false};
    return std::nullopt;
}

Certainty sureOfOwnEnd(const Facts &facts, const CookiePair &pair, const SessionValue &value, const OwnEnd &end)
{
    const bool another = std::any_of(facts.cookiesSent.begin(), facts.cookiesSent.end(),
                                     [&](const CookiePair &each) { return each.name != pair.name && isSessionCookie(each.name); });
    if (value.renewable || saysSomethingElse(facts))
        return Certainty::Possible;
    const bool decisive = end.written && !another;
    return std::min(decisive ? Certainty::Certain : Certainty::Likely, sureOfSession(facts));
}

Verdict toldOver(const Facts &facts, const CookiePair &pair, const SessionValue &value, const OwnEnd &end)
{
    const Instant now = *facts.serverTime;
    const QString name = QString::fromUtf8(pair.name);
    const QString says = end.written ? QStringLiteral("%1, good until %2").arg(value.form, utcText(end.at, now))
                                     : QStringLiteral("%1 of %2").arg(value.form, utcText(*value.made, now));
    Verdict verdict{
        sureOfOwnEnd(facts, pair, value, end),
        {absent("request.cookies." + pair.name, name + QLatin1Char('=') + Secret::mask({}), says), serverDate(facts), statusLine(facts)}};
    verdict.parameters = {{"name", name},
                          {"how",
                           end.written ? QStringLiteral("the end that stands in its value was %1 ago").arg(roughDurationText(now - end.at))
                                       : QStringLiteral("it was written %1 ago, and lasts %2 unless the server is set otherwise")
                                             .arg(roughDurationText(now - *value.made), roughDurationText(value.usualLife))}};
    return verdict;
}

/// A session that was sent although it is over by its own value. A JWT's times are judged as a token's.
std::optional<Verdict> overByItsValue(const Facts &facts)
{
    constexpr Seconds kLeeway{60};
    // A 403 is about rights, or about a filter in between; it says nothing of a session's age.
    if (!facts.serverTime || facts.status == 403)
        return std::nullopt;
    const Instant earliest = facts.judged ? facts.judged->earliest : *facts.serverTime;
    for (const CookiePair &pair : facts.cookiesSent) {
        const auto value = looksLikeJwt(pair.value) ? std::nullopt : readSessionValue(pair.name, pair.value);
        const auto end = value ? endOf(*value) : std::nullopt;
        if (end && end->at + kLeeway < earliest)
            return toldOver(facts, pair, *value, *end);
    }
    return std::nullopt;
}

Check check(const Facts &facts)
{
    if (facts.exchange.sanitized)
        return ruledOut(QStringLiteral("the recording was saved without sensitive data"));
    if (!expectsSession(facts) || !facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the request brings another credential, or was not refused"));
    if (auto over = overByItsValue(facts))
        return std::move(*over);
    for (const CookieDecision &decision : facts.cookieDecisions) {
        if (decision.rule != "expired" || !isSessionCookie(decision.name) || sentCookie(facts, decision.name))
            continue;
        Evidence line = absent("cookies." + decision.name,
                               decision.setCookie.isEmpty() ? QString::fromUtf8(decision.name) : maskedSetCookie(decision.setCookie),
                               decision.reason);
        Verdict verdict{sureOfSession(facts), {line, statusLine(facts)}};
        verdict.parameters = {{"name", QString::fromUtf8(decision.name)}, {"how", decision.reason}};
        return verdict;
    }
    const SeenSetCookie *lost = lostCookie(facts);
    if (!lost || !lost->parsed)
        return ruledOut(QStringLiteral("no cookie of this site is past its time"));
    const auto set = dateOf(*lost->exchange);
    const bool zero = lost->parsed->maxAge && lost->parsed->maxAge->count() <= 0;
    if (isDeletion(facts, *lost))
        return ruledOut(QStringLiteral("the cookie was deleted on purpose"));
    // A cookie that was dead when it was set, by the clock of the server that set it.
    const bool bornExpired = zero || (!lost->parsed->maxAge && lost->parsed->expires && set && *lost->parsed->expires <= *set);
    if (bornExpired) {
        const QString mark = zero ? QStringLiteral("Max-Age") : QString::fromUtf8(lost->parsed->expiresText);
        Verdict verdict{sureOfSession(facts),
                        {setCookieLine(*lost, QStringLiteral("past already when it was set, by the server's own clock"), mark)}};
        if (set)
            verdict.evidence.push_back(absent("history." + QByteArray::number(lost->history), QStringLiteral("Date: ") + utcText(*set),
                                              QStringLiteral("of the answer that set it")));
        verdict.evidence.push_back(statusLine(facts));
        verdict.parameters
            = {{"name", QString::fromUtf8(lost->decision.name)}, {"how", QStringLiteral("its time was past when the server set it")}};
        return verdict;
    }
    const Instant now = facts.hop.sentAt.value_or(Instant{});
    std::optional<Instant> end = lost->parsed->expires;
    // Max-Age counts from when the answer came, by the clock of whoever keeps the cookie. RFC 6265bis, 5.6.2.
    const auto came = lost->exchange->last().answeredAt;
    if (lost->parsed->maxAge && (came || set))
        end = (came ? *came : *set) + *lost->parsed->maxAge;
    if (!end || *end > now)
        return ruledOut(QStringLiteral("the cookies of this site are in time"));
    Verdict verdict{
        sureOfSession(facts),
        {setCookieLine(*lost, QStringLiteral("over since %1").arg(utcText(*end, now)), QString::fromUtf8(lost->parsed->expiresText)),
         statusLine(facts)}};
    verdict.parameters = {{"name", QString::fromUtf8(lost->decision.name)},
                          {"how", QStringLiteral("its time was over %1 before this request").arg(roughDurationText(now - *end))}};
    return verdict;
}

}

const Rule rules::cookieExpired{"cookie.expired", "The session cookie is past its time", &check};

}
