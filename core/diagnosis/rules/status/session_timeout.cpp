#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// A status beyond the registry that says that a session or token is over.
struct TimeoutStatus {
    int status;
    Certainty certainty;
    const char *what, *whose;
};

// 419: Laravel, for a form whose session or anti-forgery token is over. 440: IIS and Exchange, "Login Time-out". 498 and 499: ArcGIS, for a
// token that is invalid or that is wanted. learn.microsoft.com/exchange; developers.arcgis.com/rest; laravel.com/docs/csrf.
constexpr TimeoutStatus kStatuses[] = {
    {419, Certainty::Likely, "that the page or its session is over", "Laravel and others"},
    {440, Certainty::Likely, "that the session is over", "IIS and Exchange"},
    {498, Certainty::Likely, "that the token is over or not known", "ArcGIS and others"},
    {499, Certainty::Likely, "that a token is wanted", "ArcGIS"},
};

Check check(const Facts &facts)
{
    const auto found
        = std::find_if(std::begin(kStatuses), std::end(kStatuses), [&](const TimeoutStatus &each) { return each.status == facts.status; });
    if (found == std::end(kStatuses))
        return ruledOut(QStringLiteral("the status is none of those for sessions that are over"));
    // nginx writes 499 for a client that went away; a proxy that passes it on speaks of no token.
    const bool namesToken = facts.answer.saying("token") || (facts.response && facts.response->reason.toLower().contains("token"));
    if (facts.status == 499 && !namesToken)
        return ruledOut(QStringLiteral("nothing says that this 499 is about a token"));
    Verdict verdict{found->certainty, {statusLine(facts, QStringLiteral("the status of %1").arg(QLatin1String(found->whose)))}};
    if (facts.status == 499 && facts.hasCredential())
        verdict.certainty = Certainty::Possible;
    if (!facts.answer.isEmpty())
        verdict.evidence.push_back(evidenceFor(facts.answer.items.front(), {}));
    for (const CookiePair &cookie : facts.cookiesSent) {
        verdict.evidence.push_back(absent("request.cookies." + cookie.name, QString::fromUtf8(cookie.name), QStringLiteral("sent")));
        break;
    }
    verdict.parameters = {{"status", QString::number(facts.status)}, {"what", QString::fromLatin1(found->what)}};
    return verdict;
}

}

const Rule rules::statusSessionTimeout{"status.session-timeout", "419, 440, 498, 499: the session or token is over", &check};

}
