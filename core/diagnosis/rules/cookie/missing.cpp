#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

bool asksForLogin(const Facts &facts)
{
    return facts.saidFor("cookie.session-invalid") || facts.saidFor("cookie.missing");
}

/// The anti-forgery cookie of a session that is gone: its page works with a session, not with a token.
const CookiePair *antiForgeryCookie(const Facts &facts)
{
    const auto found = std::find_if(facts.cookiesSent.begin(), facts.cookiesSent.end(),
                                    [](const CookiePair &pair) { return isAntiForgeryCookie(pair.name); });
    return found == facts.cookiesSent.end() ? nullptr : &*found;
}

/// A program that signs in, gets a session and goes on without it: it keeps no cookies. In a browser other rules tell what became of it.
const SeenSetCookie *neverKept(const Facts &facts)
{
    const SeenSetCookie *lost = facts.isBrowser() || !facts.cookiesSent.empty() ? nullptr : lostCookie(facts);
    const auto fits = [&](const CookieDecision &each) { return lost && each.name == lost->decision.name && each.rule.isEmpty(); };
    const bool wouldGo = std::any_of(facts.cookieDecisions.begin(), facts.cookieDecisions.end(), fits);
    return lost && lost->decision.kept && !lost->decision.deleted && wouldGo ? lost : nullptr;
}

Check check(const Facts &facts)
{
    if (!expectsSession(facts))
        return ruledOut(facts.exchange.sanitized ? QStringLiteral("the recording was saved without sensitive data")
                                                 : QStringLiteral("the request brings another credential"));
    if (facts.status != 401)
        return ruledOut(QStringLiteral("the status is not 401"));
    const bool sentSession
        = std::any_of(facts.cookiesSent.begin(), facts.cookiesSent.end(), [](const CookiePair &pair) { return carriesSession(pair); });
    if (sentSession)
        return ruledOut(QStringLiteral("a session cookie was sent"));
    if (const SeenSetCookie *lost = asksForAnother(facts) ? nullptr : neverKept(facts))
        return Verdict{Certainty::Likely,
                       {setCookieLine(*lost, QStringLiteral("set, and never sent back"), QString::fromUtf8(lost->decision.name)),
                        absent("request.headers.Cookie", QStringLiteral("no Cookie"), QStringLiteral("the client keeps none")),
                        statusLine(facts)}};
    if (lostCookie(facts))
        return ruledOut(QStringLiteral("a cookie was offered; another rule tells what became of it"));
    if (asksForAnother(facts))
        return ruledOut(QStringLiteral("the answer asks for another credential"));
    const Earlier *login = signIn(facts);
    const CookiePair *antiForgery = antiForgeryCookie(facts);
    if (!login && !antiForgery && !asksForLogin(facts) && !facts.isBrowser())
        return ruledOut(QStringLiteral("nothing speaks of a session"));
    Verdict verdict{Certainty::Possible,
                    {absent("cookies", QStringLiteral("no session cookie"), QStringLiteral("none was sent, none is held"))}};
    if (login) {
        verdict.certainty = Certainty::Likely;
        verdict.evidence.push_back(earlierLine(*login, QStringLiteral("the sign-in was accepted and set no cookie")));
    } else if (antiForgery || asksForLogin(facts)) {
        verdict.certainty = Certainty::Likely;
    }
    if (antiForgery)
        verdict.evidence.push_back(requestField(*facts.request.fields.find("Cookie"), QStringLiteral("a session’s, without the session"),
                                                QString::fromUtf8(antiForgery->name)));
    if (!facts.answer.isEmpty())
        verdict.evidence.push_back(evidenceFor(facts.answer.items.front(), {}));
    verdict.evidence.push_back(statusLine(facts));
    return verdict;
}

}

const Rule rules::cookieMissing{"cookie.missing", "A session is expected, no cookie was sent and none is held", &check};

}
