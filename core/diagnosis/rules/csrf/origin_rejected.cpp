#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// Where the request says that it comes from: Origin, else Referer.
struct Source {
    const Field *field = nullptr;
    QByteArray authority;  ///< "example.com:443", as written, in lower case; empty for "null"
    Origin origin;
};

Source sourceOf(const Request &request)
{
    Source source;
    source.field = request.fields.find("Origin");
    if (!source.field)
        source.field = request.fields.find("Referer");
    const auto url = source.field ? Url::parse(source.field->value) : Result<Url, SyntaxError>(failure(SyntaxError{}));
    if (url) {
        source.origin = url->origin();
        source.authority = url->host.toLower() + (url->port ? ':' + QByteArray::number(*url->port) : QByteArray());
    }
    return source;
}

/// The name under which the server is asked for: Host, or HTTP/2's :authority.
QByteArray askedHost(const Request &request)
{
    return request.fields.value("Host").value_or(request.url.hostField()).toLower();
}

/// How the source, or Host, differs from the address; empty where all agree.
QString differenceOf(const Facts &facts, const Source &source)
{
    if (askedHost(facts.request) != facts.request.url.hostField().toLower())
        return QStringLiteral("Host names another server than the address");
    if (!source.field)
        return {};
    if (source.field->value == "null")
        return QStringLiteral("the page hides where it comes from");
    if (!(source.origin == facts.origin))
        return QStringLiteral("another origin than the one that is asked");
    return source.authority != askedHost(facts.request) ? QStringLiteral("the same origin, spelt in another way than Host") : QString();
}

/// Accepted with the same method when it came from elsewhere, or from nowhere.
const Earlier *acceptedFromElsewhere(const Facts &facts, const Source &source)
{
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), [&](const Earlier &each) {
        const Request &other = each.exchange->last().request;
        return each.accepted && each.sameAddress && other.method == facts.request.method && sourceOf(other).authority != source.authority;
    });
    return found == facts.earlier.rend() ? nullptr : &*found;
}

bool isSafe(const QByteArray &method)
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

Evidence sourceLine(const Facts &facts, const Source &source, const QString &says)
{
    if (const Field *host = facts.request.fields.find("Host"); host && says.startsWith(QLatin1String("Host")))
        return requestField(*host, says);
    return source.field
        ? requestField(*source.field, says)
        : absent("request.headers.Origin", QStringLiteral("no Origin, no Referer"), QStringLiteral("nothing says where it comes from"));
}

Check check(const Facts &facts)
{
    if (!facts.isWorthDiagnosing() || facts.status < 400)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (facts.request.method == "OPTIONS")
        return ruledOut(QStringLiteral("a preflight is refused by the rules of CORS"));
    const Source source = sourceOf(facts.request);
    const QString difference = differenceOf(facts, source);
    const Said *words = facts.saidFor("csrf.origin-rejected");
    const Earlier *accepted = words || !source.field ? nullptr : acceptedFromElsewhere(facts, source);
    const bool silent = facts.said.empty() && facts.challenges.empty() && !facts.hasCredential();
    // A script or form of another origin, and a refusal that names nothing else.
    const bool fits = !difference.isEmpty() && silent && !isSafe(facts.request.method) && (!facts.cookiesSent.empty() || facts.signsIn);
    if (!words && !(accepted && silent) && !fits)
        return ruledOut(QStringLiteral("nothing shows that the server looks at where the request comes from"));
    Verdict verdict{words          ? words->saying->certainty
                        : accepted ? Certainty::Likely
                                   : Certainty::Possible,
                    {sourceLine(facts, source, difference.isEmpty() ? QStringLiteral("where it comes from") : difference),
                     requestLine(facts, QStringLiteral("the server that is asked"), QString::fromUtf8(facts.origin.toString()))}};
    verdict.evidence.push_back(words ? said(*words) : statusLine(facts));
    if (accepted)
        verdict.evidence.push_back(earlierLine(*accepted, QStringLiteral("came from elsewhere")));
    const bool isSame = difference.isEmpty() && source.field;
    verdict.parameters
        = {{"field", source.field ? QString::fromUtf8(source.field->name) : QStringLiteral("Origin")},
           {"how",
            isSame ? QStringLiteral(
                "Both agree as sent, so the server takes itself for another address, as it does behind a proxy that tells it "
                "neither scheme nor host.")
                   : QStringLiteral("What was sent and the address that was asked differ.")}};
    return verdict;
}

}

const Rule rules::csrfOriginRejected{"csrf.origin-rejected", "Origin, Referer or Host is not one that the server trusts", &check};

}
