#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// The session cookie that an earlier answer deleted, and that none has set since.
const SeenSetCookie *clearedBefore(const Facts &facts)
{
    if (!expectsSession(facts) || asksForAnother(facts))
        return nullptr;
    const SeenSetCookie *lost = lostCookie(facts);
    if (!lost || !isSessionCookie(lost->decision.name) || !isDeletion(facts, *lost))
        return nullptr;
    const auto sent = lost->exchange->last().request.fields.value("Cookie");
    return sent && sent->contains(lost->decision.name + '=') ? lost : nullptr;
}

Check check(const Facts &facts)
{
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (const SeenSetCookie *cleared = clearedBefore(facts)) {
        Verdict verdict{Certainty::Likely,
                        {setCookieLine(*cleared, QStringLiteral("an earlier answer deleted it"), QString::fromUtf8(cleared->decision.name)),
                         absent("request.headers.Cookie", QStringLiteral("no session cookie"), QStringLiteral("so none was sent")),
                         statusLine(facts)}};
        verdict.parameters = {{"name", QString::fromUtf8(cleared->decision.name)}};
        return verdict;
    }
    for (const SeenSetCookie &seen : facts.setCookies) {
        if (seen.history != 0 || !seen.decision.deleted || !isSessionCookie(seen.decision.name) || !sentCookie(facts, seen.decision.name))
            continue;
        Verdict verdict{Certainty::Likely,
                        {requestField(*facts.request.fields.find("Cookie"), QStringLiteral("sent"), QString::fromUtf8(seen.decision.name)),
                         setCookieLine(seen, QStringLiteral("deletes it"), QString::fromUtf8(seen.decision.name)), statusLine(facts)}};
        if (facts.authorization)
            verdict.role = FindingRole::Note;
        verdict.parameters = {{"name", QString::fromUtf8(seen.decision.name)}};
        return verdict;
    }
    return ruledOut(QStringLiteral("the answer deletes no session cookie that was sent"));
}

}

const Rule rules::cookieCleared{"cookie.cleared", "The answer deletes the session cookie that was sent", &check};

}
