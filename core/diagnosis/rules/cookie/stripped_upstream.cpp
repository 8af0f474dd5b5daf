#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/layer/judge.h"
#include "core/diagnosis/report_words.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// Firebase Hosting passes one cookie alone to what stands behind it, so that its cache can work: __session.
/// Source: firebase.google.com/docs/hosting/manage-cache, "Using cookies".
bool isFirebaseHosting(const Facts &facts)
{
    if (facts.host.endsWith(".firebaseapp.com") || facts.host.endsWith(".web.app"))
        return true;
    return facts.response->fields.value("Vary").value_or(QByteArray()).toLower().contains("x-fh-requested-host");
}

/// A cookie that was sent and that the answer says is not there.
Check saidToBeMissing(const Facts &facts)
{
    const Said *words = facts.saidFor("cookie.stripped-upstream");
    const auto session
        = std::find_if(facts.cookiesSent.begin(), facts.cookiesSent.end(), [](const CookiePair &pair) { return isTokenCookie(pair.name); });
    if (!words || session == facts.cookiesSent.end())
        return ruledOut(QStringLiteral("nothing that is known to remove cookies stands between"));
    if (const AnsweredBy *by = refusedUnread(facts, {}))
        return ruledOut(QStringLiteral("%1 refused the request, and looks at no cookies").arg(by->layer.name));
    // It may look for a cookie of another name; only words that have this one's leave no doubt of that.
    const bool named = words->text->lower.contains(session->name.toLower());
    Verdict verdict{named ? Certainty::Likely : Certainty::Possible,
                    {requestField(*facts.request.fields.find("Cookie"), QStringLiteral("sent"), QString::fromUtf8(session->name)),
                     said(*words), statusLine(facts)}};
    const auto hand = handBetween(facts);
    if (hand)
        verdict.evidence.push_back(hand->line);
    verdict.parameters = {{"who", hand ? capitalized(hand->name) : QStringLiteral("What stands between")},
                          {"name", QString::fromUtf8(session->name)},
                          {"how", QStringLiteral("The answer says that there is none.")},
                          {"help", QStringLiteral("Let the CDN, proxy or gateway pass Cookie on for this address")}};
    return verdict;
}

Check check(const Facts &facts)
{
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (facts.cookiesSent.empty())
        return ruledOut(QStringLiteral("no cookie was sent"));
    if (facts.authorization)
        return ruledOut(QStringLiteral("the request brings another credential"));
    const bool passed
        = std::any_of(facts.cookiesSent.begin(), facts.cookiesSent.end(), [](const CookiePair &pair) { return pair.name == "__session"; });
    if (!isFirebaseHosting(facts) || passed)
        return saidToBeMissing(facts);
    Verdict verdict{Certainty::Likely,
                    {requestField(*facts.request.fields.find("Cookie"), QStringLiteral("sent, and none of it is called __session"))}};
    verdict.evidence.push_back(
        requestLine(facts, QStringLiteral("Firebase Hosting passes the cookie __session alone"), QString::fromUtf8(facts.host)));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"who", QStringLiteral("Firebase Hosting")},
                          {"name", QString::fromUtf8(facts.cookiesSent.front().name)},
                          {"how", QStringLiteral("Firebase Hosting passes one cookie alone to what stands behind it, __session.")},
                          {"help", QStringLiteral("Call the session cookie __session, and answer with Cache-Control: private")}};
    return verdict;
}

}

const Rule rules::cookieStrippedUpstream{"cookie.stripped-upstream", "The cookie was sent, and removed before the application saw it",
                                         &check};

}
