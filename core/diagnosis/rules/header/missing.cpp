#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/layer/judge.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

bool carriedAuthorization(const Exchange &exchange)
{
    return std::any_of(exchange.hops.begin(), exchange.hops.end(),
                       [](const Hop &hop) { return hop.request.fields.contains("Authorization"); });
}

bool isPreflight(const Request &request)
{
    return request.method == "OPTIONS" && request.fields.contains("Origin") && request.fields.contains("Access-Control-Request-Method");
}

bool sentSession(const Facts &facts)
{
    return std::any_of(facts.cookiesSent.begin(), facts.cookiesSent.end(),
                       [](const CookiePair &pair) { return isSessionCookie(pair.name); });
}

/// The same path was given out without a credential: none is needed there.
bool openBefore(const Facts &facts)
{
    return std::any_of(facts.earlier.begin(), facts.earlier.end(), [&](const Earlier &each) {
        const Request &other = each.exchange->last().request;
        return each.accepted && each.sameAddress && other.method == facts.request.method && !other.fields.contains("Authorization")
            && !other.fields.contains("Cookie");
    });
}

/// A cookie of a name of its own that is long enough for a session: nobody can tell from outside.
bool sentPossibleSession(const Facts &facts)
{
    constexpr qsizetype kShortestSession = 16;
    return std::any_of(facts.cookiesSent.begin(), facts.cookiesSent.end(), [](const CookiePair &pair) {
        return pair.value.size() >= kShortestSession && !pair.name.startsWith('_') && !pair.name.toLower().contains("csrf");
    });
}

/// Own schemes that sign the request: X-Signature, X-Hub-Signature-256, X-HMAC.
bool isSigned(const Request &request)
{
    return std::any_of(request.fields.begin(), request.fields.end(), [](const Field &field) {
        const QByteArray name = field.name.toLower();
        return name.contains("signature") || name.contains("hmac");
    });
}

/// A 403 in HTML is what web servers say to anybody about a folder, a file or a country.
bool isPage(const Facts &facts)
{
    return facts.contentType && facts.contentType->isHtml();
}

/// What asks for a credential: the challenge, or the words of the answer.
std::optional<Evidence> demand(const Facts &facts)
{
    if (!facts.challenges.empty())
        return responseField(facts, "WWW-Authenticate", QStringLiteral("asked for"));
    if (const Said *words = facts.saidFor("header.missing"))
        return said(*words);
    return std::nullopt;
}

/// A web server or gateway asks for a login of its own, while the request brings what the application behind it reads.
Check missingForAnother(const Facts &facts)
{
    const AnsweredBy *by = facts.authorization ? nullptr : refusedUnread(facts, {});
    if (!by || facts.status != 401 || facts.challenges.empty() || carriedAuthorization(facts.exchange) || isPreflight(facts.request))
        return ruledOut(QStringLiteral("a credential was sent"));
    Verdict verdict{Certainty::Likely,
                    {absent("request.headers.Authorization", QStringLiteral("no Authorization"),
                            QStringLiteral("nothing was sent for %1").arg(by->layer.name)),
                     responseField(facts, "WWW-Authenticate", QStringLiteral("asked for by %1").arg(by->layer.name)),
                     whoAnswered(*by, QStringLiteral("refuses before the application sees the request"))}};
    if (facts.hasCredential())
        verdict.evidence.push_back(credentialLine(facts.credentials.front(), QStringLiteral("for the application, which was not asked")));
    verdict.parameters = {{"what",
                           QStringLiteral("%1 asks for a login of its own in Authorization, and none was sent. What the "
                                          "application behind it reads does not count there.")
                               .arg(by->layer.name)}};
    return verdict;
}

Check check(const Facts &facts)
{
    if (facts.exchange.sanitized)
        return ruledOut(QStringLiteral("the recording was saved without sensitive data, so it cannot show what was sent"));
    if (facts.hasCredential())
        return missingForAnother(facts);
    if (carriedAuthorization(facts.exchange))
        return ruledOut(QStringLiteral("an earlier hop carried it"));
    if (facts.status != 401 && facts.status != 403)
        return ruledOut(QStringLiteral("the status is not 401"));
    if (isPreflight(facts.request))
        return ruledOut(QStringLiteral("a preflight never carries a credential"));
    if (sentSession(facts))
        return ruledOut(QStringLiteral("a session cookie was sent"));
    if (openBefore(facts))
        return ruledOut(QStringLiteral("the same address was given out without one before"));

    if (isSigned(facts.request))
        return ruledOut(QStringLiteral("the request is signed"));
    if (facts.signsIn)
        return ruledOut(QStringLiteral("the request is a sign-in and brings what it needs in its body"));
    const auto asked = demand(facts);
    if (!asked && facts.status == 403 && isPage(facts))
        return ruledOut(QStringLiteral("a page that refuses anybody asks for no credential"));

    Verdict verdict;
    verdict.evidence.push_back(absent("request.headers.Authorization", QStringLiteral("no Authorization, no key field, no session cookie"),
                                      QStringLiteral("nothing was sent that says who asks")));
    if (asked)
        verdict.evidence.push_back(*asked);
    else
        verdict.evidence.push_back(statusLine(facts));
    verdict.certainty = asked && facts.status == 401 && !sentPossibleSession(facts) ? Certainty::Certain : Certainty::Likely;
    if (!asked && (facts.isBrowser() || facts.status == 403))
        verdict.certainty = Certainty::Possible;  // a page's session cookie may be what is missing
    verdict.parameters
        = {{"what",
            QStringLiteral("The request brings no Authorization, no key field, no key parameter and no session cookie, so the server "
                           "cannot tell who asks.")}};
    return verdict;
}

}

const Rule rules::headerMissing{"header.missing", "No credential of any kind was sent", &check};

}
