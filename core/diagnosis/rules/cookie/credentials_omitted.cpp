#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/story.h"

namespace keyhole {

namespace {

/// A script's request to another origin, as its own fields tell. Fetch, 3.1 and the Fetch Metadata specification.
bool isCrossOriginByScript(const Facts &facts)
{
    const FieldList &fields = facts.request.fields;
    const auto origin = fields.value("Origin"), mode = fields.value("Sec-Fetch-Mode");
    const auto page = origin ? Url::parse(*origin) : Result<Url, SyntaxError>(failure(SyntaxError{}));
    if (!page || page->origin() == facts.origin)
        return false;
    return mode ? *mode == "cors" : facts.isBrowser();
}

/// A request that a page's script made: what a browser itself asks for is a page, an image, a style sheet.
bool isByScript(const Facts &facts)
{
    const FieldList &fields = facts.request.fields;
    if (const auto mode = fields.value("Sec-Fetch-Mode"))
        return *mode == "cors" || *mode == "same-origin";
    return facts.isBrowser() && !fields.value("Accept").value_or(QByteArray()).contains("text/html");
}

/// fetch() of its first years, and with `credentials: "omit"` to this day, keeps back the cookies of its own origin as well.
Verdict withinOneOrigin(const Facts &facts, const SeenSetCookie &lost)
{
    Verdict verdict{Certainty::Likely,
                    {absent("request.headers.Cookie", QStringLiteral("no Cookie"), QStringLiteral("not a single one went along")),
                     setCookieLine(lost, QStringLiteral("fits this address"), QString::fromUtf8(lost.decision.name)), statusLine(facts)}};
    verdict.parameters = {{"origin", QString::fromUtf8(facts.origin.toString())}};
    return verdict;
}

/// The cookie that would have gone along, had the script asked for it; with the rules of cookies in its favour.
const SeenSetCookie *wouldHaveGone(const Facts &facts)
{
    const SeenSetCookie *lost = lostCookie(facts);
    if (!lost || !lost->decision.kept || lost->decision.deleted)
        return nullptr;
    const auto decision = std::find_if(facts.cookieDecisions.begin(), facts.cookieDecisions.end(),
                                       [&](const CookieDecision &each) { return each.name == lost->decision.name; });
    return decision != facts.cookieDecisions.end() && decision->rule.isEmpty() ? lost : nullptr;
}

/// The same page's request that did carry cookies to this origin.
const Earlier *withCookies(const Facts &facts)
{
    const auto page = facts.request.fields.value("Origin");
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), [&](const Earlier &each) {
        const FieldList &fields = each.exchange->last().request.fields;
        return each.sameOrigin && each.succeeded() && fields.contains("Cookie") && fields.value("Origin") == page;
    });
    return found == facts.earlier.rend() ? nullptr : &*found;
}

bool allowsCredentials(const Facts &facts)
{
    const auto allowed = facts.response->fields.value("Access-Control-Allow-Credentials");
    return allowed && allowed->trimmed() == "true";
}

bool wasSetAcrossOrigins(const SeenSetCookie &seen)
{
    const Request &request = seen.exchange->last().request;
    const auto origin = request.fields.value("Origin");
    const auto page = origin ? Url::parse(*origin) : Result<Url, SyntaxError>(failure(SyntaxError{}));
    return page && !(page->origin() == request.url.origin());
}

void addWhatIsKnown(const Facts &facts, const SeenSetCookie *lost, const Earlier *carried, Verdict &verdict)
{
    if (lost)
        verdict.evidence.push_back(setCookieLine(*lost,
                                                 wasSetAcrossOrigins(*lost)
                                                     ? QStringLiteral("set in answer to a script, which keeps it only when it asks to")
                                                     : QStringLiteral("fits this address"),
                                                 QString::fromUtf8(lost->decision.name)));
    if (carried)
        verdict.evidence.push_back(earlierLine(*carried, QStringLiteral("went with cookies")));
    if (allowsCredentials(facts))
        verdict.evidence.push_back(
            responseField(facts, "Access-Control-Allow-Credentials", QStringLiteral("the server would let the page send them")));
    verdict.evidence.push_back(statusLine(facts));
}

Check check(const Facts &facts)
{
    if (facts.exchange.sanitized)
        return ruledOut(QStringLiteral("the recording was saved without sensitive data"));
    if (!facts.refusedInSomeWay() || !expectsSession(facts))
        return ruledOut(QStringLiteral("the request brings another credential, or was not refused"));
    if (!facts.cookiesSent.empty())
        return ruledOut(QStringLiteral("cookies went along"));
    const SeenSetCookie *lost = wouldHaveGone(facts);
    if (!isCrossOriginByScript(facts)) {
        if (!lost || !isByScript(facts) || asksForAnother(facts))
            return ruledOut(QStringLiteral("the request is no script’s to another origin"));
        return withinOneOrigin(facts, *lost);
    }
    const Earlier *carried = withCookies(facts);
    const bool speaksOfSession = facts.saidFor("cookie.missing") || facts.saidFor("cookie.session-invalid");
    if (lostCookie(facts) && !lost)
        return ruledOut(QStringLiteral("a rule kept the cookie back, whatever the script asked for"));
    if (asksForAnother(facts) || (!lost && !carried && !allowsCredentials(facts) && !speaksOfSession))
        return ruledOut(QStringLiteral("nothing shows that a session would have been sent"));
    Verdict verdict{lost || carried || (allowsCredentials(facts) && speaksOfSession) ? Certainty::Likely : Certainty::Possible,
                    {requestField(*facts.request.fields.find("Origin"), QStringLiteral("another origin than the one that is asked")),
                     absent("request.headers.Cookie", QStringLiteral("no Cookie"), QStringLiteral("not a single one went along"))}};
    addWhatIsKnown(facts, lost, carried, verdict);
    verdict.parameters = {{"origin", QString::fromUtf8(facts.origin.toString())}};
    return verdict;
}

}

const Rule rules::cookieCredentialsOmitted{"cookie.credentials-omitted",
                                           "The page's script asked for no credentials, so no cookie was sent or kept", &check};

}
