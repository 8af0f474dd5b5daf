#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// Whether a later answer set a cookie of this name that was kept.
bool keptLater(const Facts &facts, const SeenSetCookie &refused)
{
    return std::any_of(facts.setCookies.begin(), facts.setCookies.end(), [&](const SeenSetCookie &each) {
        return each.history > refused.history && each.decision.name == refused.decision.name && each.decision.kept;
    });
}

Check check(const Facts &facts)
{
    if (facts.exchange.sanitized)
        return ruledOut(QStringLiteral("the recording was saved without sensitive data"));
    if (!expectsSession(facts) || !facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the request brings another credential, or was not refused"));
    const Earlier *login = signIn(facts);
    for (auto seen = facts.setCookies.rbegin(); seen != facts.setCookies.rend(); ++seen) {
        const StoreDecision &decision = seen->decision;
        if (seen->history == 0 || decision.rule.isEmpty() || decision.deleted || decision.rule == "expired"
            || sentCookie(facts, decision.name) || keptLater(facts, *seen))
            continue;
        const bool cameWithSignIn = login && login->number == seen->history;
        if (!isSessionCookie(decision.name) && !cameWithSignIn)
            continue;
        Verdict verdict{
            cameWithSignIn ? Certainty::Certain : sureOfSession(facts),
            {setCookieLine(*seen, decision.reason,
                           QString::fromUtf8(decision.rule == "public-suffix" || decision.rule == "domain" ? "Domain" : decision.name))}};
        verdict.evidence.push_back(absent("request.headers.Cookie", QStringLiteral("no cookie “%1”").arg(QString::fromUtf8(decision.name)),
                                          QStringLiteral("so it was not sent")));
        verdict.evidence.push_back(statusLine(facts));
        verdict.parameters = {{"name", QString::fromUtf8(decision.name)}, {"reason", decision.reason}};
        return verdict;
    }
    return ruledOut(QStringLiteral("no Set-Cookie of this site was refused"));
}

}

const Rule rules::cookieRejected{"cookie.rejected", "A Set-Cookie came and was refused by the rules", &check};

}
