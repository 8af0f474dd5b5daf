#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/rules/cookie/session_seen.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (!facts.refusedInSomeWay() || !expectsSession(facts))
        return ruledOut(QStringLiteral("the request brings another credential, or was not refused"));
    const CookiePair *session = sessionSent(facts);
    const auto found = session ? overwriting(facts, *session) : std::nullopt;
    if (!found)
        return ruledOut(QStringLiteral("no other application set the cookie that was sent"));
    const QString name = QString::fromUtf8(session->name), who = QString::fromUtf8(found->by.toString());
    const bool sure = found->accepted && found->by.host == facts.host && !(found->by == facts.origin) && facts.status == 401;
    Verdict verdict{std::min(sure ? Certainty::Certain : Certainty::Likely, sureOfSession(facts)), {}};
    if (found->own)
        verdict.evidence.push_back(
            setCookieLine(*found->own, QStringLiteral("set by %1").arg(QString::fromUtf8(facts.origin.toString())), name));
    if (found->accepted)
        verdict.evidence.push_back(earlierLine(*found->accepted, QStringLiteral("accepted with its own value")));
    verdict.evidence.push_back(setCookieLine(*found->foreign, QStringLiteral("replaced by %1").arg(who), name));
    verdict.evidence.push_back(
        requestField(*facts.request.fields.find("Cookie"), QStringLiteral("the value of the other application"), name));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"name", name}, {"who", who}};
    return verdict;
}

}

const Rule rules::cookieOverwritten{"cookie.overwritten", "Another application of the same host replaced the session cookie", &check};

}
