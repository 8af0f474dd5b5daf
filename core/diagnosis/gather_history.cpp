#include "core/cookies/acceptance.h"
#include "core/diagnosis/facts.h"
#include "core/diagnosis/gather.h"

namespace keyhole {

namespace {

bool isSuccess(const Exchange &exchange)
{
    return exchange.last().response && exchange.last().response->status >= 200 && exchange.last().response->status < 300;
}

/// Whether a credential of the present request went along with that one too.
bool carriedSame(const Facts &facts, const Request &other)
{
    return std::any_of(facts.credentials.begin(), facts.credentials.end(), [&](const SentCredential &credential) {
        if (credential.place != CredentialPlace::Authorization && credential.place != CredentialPlace::Field)
            return false;
        const auto value = other.fields.value(credential.name);
        return value && *value == credential.value;
    });
}

void addSetCookies(Facts &facts, CookieJar &jar, const Exchange &exchange, int number)
{
    for (const Hop &hop : exchange.hops) {
        if (!hop.response || !hop.response->fields.contains("Set-Cookie"))
            continue;
        const Instant now = hop.answeredAt.value_or(hop.sentAt.value_or(Instant{}));
        for (StoreDecision &decision : jar.store(hop.request.url, hop.response->fields, now)) {
            auto parsed = parseSetCookie(decision.setCookie);
            facts.setCookies.push_back({&exchange, number, std::move(decision), parsed ? std::optional(*parsed) : std::nullopt});
        }
    }
}

/// Whether two hosts may share cookies: equal, below one registrable domain, or names of this computer.
bool sameSite(const QByteArray &a, const QByteArray &b)
{
    if (a == b || (isLoopback(a) && isLoopback(b)))
        return true;
    const QByteArray domain = registrableDomain(a);
    return !domain.isEmpty() && domain == registrableDomain(b);
}

/// localhost and 127.0.0.1 are one computer, and a cookie goes to the name alone that set it.
void addOfOtherLoopback(Facts &facts)
{
    for (const SeenSetCookie &seen : facts.setCookies) {
        const Url &setter = seen.exchange->last().request.url;
        const QByteArray host = setter.origin().host;
        if (seen.history == 0 || host == facts.host || !isLoopback(facts.host) || !isLoopback(host) || !seen.decision.kept)
            continue;
        facts.cookieDecisions.push_back({seen.decision.name, setter.toString(), seen.decision.setCookie, false, "host-only",
                                         QStringLiteral("It was set by %1, and this is %2: two names of one computer share no cookies.")
                                             .arg(QString::fromUtf8(host), QString::fromUtf8(facts.host))});
    }
}

/// Who asks, as far as the request's own fields tell. Fetch Metadata; before it, Origin.
CookieContext contextOf(const Facts &facts)
{
    CookieContext context;
    context.method = facts.request.method;
    const FieldList &fields = facts.request.fields;
    if (const auto site = fields.value("Sec-Fetch-Site"))
        context.sameSite = *site != "cross-site";
    else if (const auto origin = fields.value("Origin")) {
        const auto url = Url::parse(*origin);
        context.sameSite = !url || sameSite(url->origin().host, facts.host);
    }
    if (const auto mode = fields.value("Sec-Fetch-Mode"))
        context.topLevelNavigation = *mode == "navigate";
    else
        context.topLevelNavigation = !fields.contains("Origin");
    return context;
}

}

void gatherHistory(Facts &facts)
{
    int number = 0;
    for (const Exchange *exchange : facts.input.earlier) {
        ++number;
        if (exchange->hops.empty())
            continue;
        const Request &other = exchange->last().request;
        Earlier entry{exchange, number};
        entry.sameOrigin = other.url.origin() == facts.origin;
        entry.sameAddress = entry.sameOrigin && other.url.path == facts.request.url.path;
        entry.sameCredential = carriedSame(facts, other);
        entry.accepted = isSuccess(*exchange);
        facts.earlier.push_back(entry);
    }
}

void gatherClocks(Facts &facts)
{
    if (facts.input.clocks) {
        facts.clocks = *facts.input.clocks;  // this exchange and those before it are in it
    } else {
        for (const Exchange *exchange : facts.input.earlier)
            facts.clocks.add(*exchange);
        facts.clocks.add(facts.exchange);
    }
    if (const ClockBook::Entry *entry = facts.clocks.find(facts.origin))
        facts.offset = entry->offset;
    facts.otherClock = contradictsDate(facts.hop);
    facts.judged = judgedAt(facts.hop, facts.offset);
    if (!facts.response)
        return;
    const auto date = facts.response->fields.value("Date");
    if (!date || storedByCache(*facts.response))
        return;
    if (const auto parsed = parseHttpDate(*date, facts.hop.answeredAt.value_or(Instant{})))
        facts.serverTime = parsed->instant;
}

void gatherCookies(Facts &facts)
{
    for (const QByteArray &value : facts.request.fields.values("Cookie")) {
        CookiePairs pairs = parseCookieField(value);
        std::move(pairs.pairs.begin(), pairs.pairs.end(), std::back_inserter(facts.cookiesSent));
    }
    CookieJar jar;
    for (const Earlier &earlier : facts.earlier) {
        if (sameSite(facts.host, earlier.exchange->last().request.url.origin().host))
            addSetCookies(facts, jar, *earlier.exchange, earlier.number);
    }
    facts.cookieDecisions = facts.exchange.cookieLedger;
    const Instant now = facts.hop.sentAt.value_or(Instant{});
    if (facts.cookieDecisions.empty())
        facts.cookieDecisions = (facts.input.jar ? *facts.input.jar : jar).decide(facts.request.url, contextOf(facts), now);
    if (facts.exchange.cookieLedger.empty())
        addOfOtherLoopback(facts);
    CookieJar scratch = jar;
    addSetCookies(facts, scratch, facts.exchange, 0);
}

}
