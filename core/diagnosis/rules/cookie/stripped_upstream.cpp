#include "core/diagnosis/evidence.h"
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
        return ruledOut(QStringLiteral("nothing that is known to remove cookies stands between"));
    Verdict verdict{Certainty::Likely,
                    {requestField(*facts.request.fields.find("Cookie"), QStringLiteral("sent, and none of it is called __session"))}};
    verdict.evidence.push_back(
        requestLine(facts, QStringLiteral("Firebase Hosting passes the cookie __session alone"), QString::fromUtf8(facts.host)));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"who", QStringLiteral("Firebase Hosting")}, {"name", QString::fromUtf8(facts.cookiesSent.front().name)}};
    return verdict;
}

}

const Rule rules::cookieStrippedUpstream{"cookie.stripped-upstream", "The cookie was sent, and removed before the application saw it",
                                         &check};

}
