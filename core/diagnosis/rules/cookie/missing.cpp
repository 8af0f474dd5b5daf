#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

bool asksForLogin(const Facts &facts)
{
    const Said *words = facts.saidFor("cookie.session-invalid");
    return words || facts.answer.saying("not logged in") || facts.answer.saying("please log in") || facts.answer.saying("login required")
        || facts.answer.saying("please sign in");
}

Check check(const Facts &facts)
{
    if (!expectsSession(facts))
        return ruledOut(facts.exchange.sanitized ? QStringLiteral("the recording was saved without sensitive data")
                                                 : QStringLiteral("the request brings another credential"));
    if (facts.status != 401)
        return ruledOut(QStringLiteral("the status is not 401"));
    const bool sentSession = std::any_of(facts.cookiesSent.begin(), facts.cookiesSent.end(),
                                         [](const CookiePair &pair) { return isSessionCookie(pair.name); });
    if (sentSession)
        return ruledOut(QStringLiteral("a session cookie was sent"));
    if (lostCookie(facts))
        return ruledOut(QStringLiteral("a cookie was offered; another rule tells what became of it"));
    const bool bearerAsked
        = facts.challenge("Bearer") || facts.challenge("Basic") || facts.challenge("Digest") || facts.challenge("Negotiate");
    const Earlier *login = signIn(facts);
    if (bearerAsked || (!login && !asksForLogin(facts) && !facts.isBrowser()))
        return ruledOut(bearerAsked ? QStringLiteral("the answer asks for another credential")
                                    : QStringLiteral("nothing speaks of a session"));
    Verdict verdict{Certainty::Possible,
                    {absent("cookies", QStringLiteral("no session cookie"), QStringLiteral("none was sent, none is held"))}};
    if (login) {
        verdict.certainty = Certainty::Likely;
        verdict.evidence.push_back(earlierLine(*login, QStringLiteral("the sign-in was accepted and set no cookie")));
    } else if (asksForLogin(facts)) {
        verdict.certainty = Certainty::Likely;
    }
    if (!facts.answer.isEmpty())
        verdict.evidence.push_back(evidenceFor(facts.answer.items.front(), {}));
    verdict.evidence.push_back(statusLine(facts));
    return verdict;
}

}

const Rule rules::cookieMissing{"cookie.missing", "A session is expected, no cookie was sent and none is held", &check};

}
