#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

bool cameWithSignIn(const Facts &facts, const QByteArray &name)
{
    const Earlier *login = signIn(facts);
    return login && std::any_of(facts.setCookies.begin(), facts.setCookies.end(), [&](const SeenSetCookie &each) {
               return each.history == login->number && each.decision.name == name;
           });
}

const CookieDecision *heldBack(const Facts &facts)
{
    const CookieDecision *found = nullptr;
    for (const CookieDecision &decision : facts.cookieDecisions) {
        if (decision.sent || decision.rule == "expired" || sentCookie(facts, decision.name))
            continue;
        if (isSessionCookie(decision.name))
            return &decision;
        if (!found && (isTokenCookie(decision.name) || cameWithSignIn(facts, decision.name)))
            found = &decision;
    }
    return found;
}

/// A cookie of another host may be meant for that host alone, and this one may want something else.
Certainty certaintyOf(const Facts &facts, const CookieDecision &held)
{
    // A token may be for another purpose than the session.
    if (!isSessionCookie(held.name))
        return isTokenCookie(held.name) ? std::min(Certainty::Likely, sureOfSession(facts)) : Certainty::Possible;
    const bool otherHost = held.rule == "host-only" || held.rule == "domain";
    return otherHost ? std::min(Certainty::Likely, sureOfSession(facts)) : sureOfSession(facts);
}

Check check(const Facts &facts)
{
    if (facts.exchange.sanitized)
        return ruledOut(QStringLiteral("the recording was saved without sensitive data"));
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (facts.authorization || !facts.credentials.empty())
        return ruledOut(QStringLiteral("the request brings another credential"));
    const CookieDecision *held = heldBack(facts);
    if (!held)
        return ruledOut(QStringLiteral("no cookie of this site was held back"));
    Evidence cookie;
    cookie.where = "cookies." + held->name;
    cookie.text = held->setCookie.isEmpty() ? QString::fromUtf8(held->name) : maskedSetCookie(held->setCookie);
    cookie.says = QStringLiteral("held back by the rule “%1”").arg(QString::fromUtf8(held->rule));
    cookie.markLength = cookie.text.size();
    Verdict verdict{certaintyOf(facts, *held), {cookie, requestLine(facts, held->reason)}};
    // The same cookie accepted a moment ago at an address that it fits leaves no other reading.
    const Earlier *accepted = nullptr;
    for (const Earlier &each : facts.earlier) {
        const auto sent = each.exchange->last().request.fields.value("Cookie");
        if (each.accepted && each.sameOrigin && sent && sent->contains(held->name + '='))
            accepted = &each;
    }
    if (accepted) {
        verdict.certainty = Certainty::Certain;
        verdict.evidence.push_back(earlierLine(*accepted, QStringLiteral("with the cookie")));
    }
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"name", QString::fromUtf8(held->name)}, {"reason", held->reason}, {"rule", QString::fromUtf8(held->rule)}};
    return verdict;
}

}

const Rule rules::cookieNotSent{"cookie.not-sent", "A cookie is held, and a rule kept it back", &check};

}
