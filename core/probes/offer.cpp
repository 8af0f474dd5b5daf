#include "core/auth/auth_memory.h"
#include "core/auth/authorization.h"
#include "core/diagnosis/evidence.h"
#include "core/http/redirect_status.h"
#include "core/probes/as_sent.h"
#include "core/probes/other_scheme.h"
#include "core/probes/readings.h"
#include "core/token/token.h"

namespace keyhole {

namespace {

/// Requests in turns with the request as it was, once an experiment was answered otherwise: two of each.
constexpr int kTurnsOfEach = 2;

QString inQuotes(const std::vector<QByteArray> &names)
{
    QStringList quotedNames;
    for (const QByteArray &name : names)
        quotedNames += QStringLiteral("“%1”").arg(visibleText(QString::fromUtf8(name)));
    return quotedNames.join(QStringLiteral(", "));
}

struct Offering {
    const Exchange &exchange;
    const Report &report;
    const ProbeContext &context;
    const RequestDraft asSent;
    std::vector<Probe> probes = {};

    Probe begin(ProbeKind kind) const
    {
        Probe probe;
        probe.kind = kind;
        probe.draft = asSent;
        return probe;
    }

    const Hop &first() const { return exchange.first(); }
    Origin origin() const { return first().request.url.origin(); }

    /// What goes along besides what the change says.
    QString credentialOf(const Probe &probe) const
    {
        QStringList parts;
        if (const auto authorization = authorizationOf(probe.draft))
            parts += QStringLiteral("Authorization (%1)").arg(*authorization);
        if (probe.draft.auth.kind == AuthKind::ApiKey || probe.draft.auth.kind == AuthKind::Custom
            || probe.draft.auth.kind == AuthKind::ClientCertificate)
            parts += nameOf(probe.draft.auth.kind);
        const auto cookies = probe.emptyJar || !probe.draft.useJar ? probe.draft.cookies.size() : cookieNamesSent(exchange).size();
        if (cookies > 0)
            parts += cookies == 1 ? QStringLiteral("1 cookie") : QStringLiteral("%1 cookies").arg(cookies);
        const QString to = QString::fromUtf8(origin().toString());
        return parts.isEmpty() ? QStringLiteral("no credential goes along")
                               : QStringLiteral("%1 to %2").arg(parts.join(QStringLiteral(", ")), to);
    }

    /// `requests`: that one sending of it takes, without what comes before it.
    void add(Probe probe, const QString &change, int requests, int before = 0)
    {
        const auto url = Url::parse(probe.draft.address);
        probe.plan.method = probe.draft.method;
        probe.plan.address = maskedAddress(url ? *url : first().request.url);
        probe.plan.change = change;
        probe.plan.credential = credentialOf(probe);
        probe.plan.requests = requests + before;
        probe.plan.mostRequests = probe.plan.requests + kTurnsOfEach * (requests + int(exchange.hops.size()));
        probe.settles = settledBy(probe.kind, report);
        probe.needsLeave = !isSafeMethod(probe.draft.method) && !context.mayRepeat && probe.unavailable.isEmpty();
        if (probe.needsLeave)
            probe.unavailable = QStringLiteral("%1 may change data: say first that this request may be sent again.")
                                    .arg(visibleText(QString::fromUtf8(probe.draft.method)));
        probes.push_back(std::move(probe));
    }

    void add(Probe probe, const QString &change) { add(std::move(probe), change, int(exchange.hops.size())); }
};

void offerWithoutCookies(Offering &offering)
{
    const std::vector<QByteArray> names = cookieNamesSent(offering.exchange);
    if (names.empty())
        return;
    Probe probe = offering.begin(ProbeKind::WithoutCookies);
    removeTypedCookies(probe.draft);
    probe.emptyJar = true;
    offering.add(std::move(probe),
                 names.size() == 1 ? QStringLiteral("the cookie %1 is left out").arg(inQuotes(names))
                                   : QStringLiteral("the cookies %1 are left out").arg(inQuotes(names)));
}

void offerWithoutAuthorization(Offering &offering)
{
    if (!authorizationOf(offering.asSent))
        return;
    Probe probe = offering.begin(ProbeKind::WithoutAuthorization);
    removeAuthorization(probe.draft);
    offering.add(std::move(probe), QStringLiteral("Authorization is left out"), 1);
}

void offerOtherScheme(Offering &offering)
{
    if (!offering.exchange.last().response)
        return;
    for (SchemeChange &change : otherSchemes(offering.asSent, challengesOf(*offering.exchange.last().response), offering.first().request,
                                             offering.context.stored)) {
        Probe probe = offering.begin(ProbeKind::OtherScheme);
        probe.draft = std::move(change.draft);
        offering.add(std::move(probe), change.text, change.requests);
    }
}

/// When the token that went ends: as it says itself, or as its issuer said.
std::optional<Instant> endOfToken(const Offering &offering)
{
    const QByteArray field = offering.first().request.fields.value("Authorization").value_or(QByteArray());
    const QByteArray text = field.mid(field.indexOf(' ') + 1).trimmed();
    if (looksLikeJwt(text)) {
        const auto claim = decodeToken(text).time("exp");
        return claim ? claim->asSeconds : std::nullopt;
    }
    for (const CredentialInfo &info : offering.context.stored) {
        if (info.id == offering.context.draft.auth.credential)
            return info.expires;
    }
    return std::nullopt;
}

void offerFreshToken(Offering &offering)
{
    const AuthDraft &auth = offering.context.draft.auth;
    if (auth.kind != AuthKind::OAuth2 || auth.credential.isEmpty() || !offering.context.renewsTokens)
        return;
    Probe probe = offering.begin(ProbeKind::FreshToken);
    probe.draft = offering.context.draft;
    probe.draft.auth.secret = {};
    probe.refreshFirst = auth.credential;
    probe.tokenEnd = endOfToken(offering);
    offering.add(std::move(probe), QStringLiteral("the token is renewed at its issuer first, which replaces the stored one"),
                 int(offering.exchange.hops.size()), 1);
}

void offerFinalAddress(Offering &offering)
{
    const Hop &last = offering.exchange.last();
    const bool redirected = std::any_of(offering.exchange.hops.begin(), offering.exchange.hops.end() - 1, [](const Hop &hop) {
        return hop.response && isRedirectStatus(hop.response->status) && hop.response->fields.contains("Location");
    });
    if (!redirected || last.request.url == offering.first().request.url)
        return;
    Probe probe = offering.begin(ProbeKind::FinalAddress);
    probe.draft.address = last.request.url.toString();
    probe.draft.disabledParams.clear();
    const Origin target = last.request.url.origin();
    const auto isTarget = [&target](const QByteArray &address) {
        const auto url = Url::parse(address);
        return url && url->origin() == target;
    };
    const auto &allowed = probe.draft.allowedOrigins;
    if (!(target == offering.origin()) && std::none_of(allowed.begin(), allowed.end(), isTarget))
        probe.unavailable
            = QStringLiteral("the credential was given for %1, and goes to %2 only once you allow that origin for this request.")
                  .arg(QString::fromUtf8(offering.origin().toString()), QString::fromUtf8(target.toString()));
    // The last address was reached without its cookies: the jar's own rules decide which go there.
    offering.add(std::move(probe), QStringLiteral("asked at once, without the redirects before it"), 1);
}

void setField(RequestDraft &draft, const QByteArray &name, const QByteArray &value)
{
    std::erase_if(draft.fields, [&name](const DraftRow &row) { return equalsIgnoringCase(row.name, name); });
    draft.fields.push_back({true, name, value, {}});
}

void offerWithoutCache(Offering &offering)
{
    Probe probe = offering.begin(ProbeKind::WithoutCache);
    setField(probe.draft, "Cache-Control", "no-cache");
    setField(probe.draft, "Pragma", "no-cache");
    std::erase_if(probe.draft.fields, [](const DraftRow &row) {
        return equalsIgnoringCase(row.name, "If-None-Match") || equalsIgnoringCase(row.name, "If-Modified-Since");
    });
    offering.add(std::move(probe),
                 QStringLiteral("with Cache-Control and Pragma: no-cache, so that caches ask the server; the address stays "
                                "as it is"));
}

bool carriesSignedTime(const AuthDraft &auth)
{
    return auth.kind == AuthKind::SignedJwt || auth.kind == AuthKind::OAuth1 || auth.kind == AuthKind::AwsSignature4
        || (auth.dpop && (auth.kind == AuthKind::Bearer || auth.kind == AuthKind::OAuth2));
}

/// Whether the clock was known before this exchange, so that the request was signed by it already.
bool wasCorrected(const Offering &offering)
{
    const ClockBook *clocks = offering.context.clocks;
    const ClockBook::Entry *entry = clocks ? clocks->find(offering.origin()) : nullptr;
    return entry && entry->answers > int(offering.exchange.hops.size());
}

void offerCorrectedClock(Offering &offering)
{
    const auto &offset = offering.report.clockOffset;
    const bool outOfStep = offset && (offset->first > Milliseconds(0) || offset->second < Milliseconds(0));
    const auto &further = offering.asSent.furtherAuth;
    const bool signs = carriesSignedTime(offering.asSent.auth) || std::any_of(further.begin(), further.end(), carriesSignedTime);
    if (!outOfStep || !signs || wasCorrected(offering))
        return;
    Probe probe = offering.begin(ProbeKind::CorrectedClock);
    probe.correctedClock = true;
    offering.add(std::move(probe), QStringLiteral("signed anew, with the time of the server’s clock instead of this computer’s"));
}

QByteArray originField(const Url &url)
{
    return url.scheme.toLower() + "://" + url.hostField();
}

void offerWithOrigin(Offering &offering)
{
    const FieldList &fields = offering.first().request.fields;
    if (fields.contains("Origin") && fields.contains("Referer"))
        return;
    Probe probe = offering.begin(ProbeKind::WithOrigin);
    const QByteArray origin = originField(offering.first().request.url);
    setField(probe.draft, "Origin", origin);
    setField(probe.draft, "Referer", origin + '/');
    offering.add(std::move(probe), QStringLiteral("with Origin and Referer of the address itself, as from a page of it"));
}

void offerAsBrowser(Offering &offering)
{
    const auto agent = offering.first().request.fields.value("User-Agent");
    if (agent && agent->startsWith("Mozilla/"))
        return;
    Probe probe = offering.begin(ProbeKind::AsBrowser);
    setField(probe.draft, "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0");
    setField(probe.draft, "Accept-Language", "en-US,en;q=0.5");
    offering.add(std::move(probe), QStringLiteral("with a browser’s User-Agent and Accept-Language"));
}

void offerPreflight(Offering &offering)
{
    const Request &request = offering.first().request;
    if (request.method == "OPTIONS" && request.fields.contains("Access-Control-Request-Method"))
        return;
    const auto origin = request.fields.value("Origin");
    const auto site = request.fields.value("Sec-Fetch-Mode");
    if (!origin && !site && !request.fields.contains("Authorization") && isSafeMethod(request.method))
        return;  // a page would not have to ask
    Probe probe = offering.begin(ProbeKind::Preflight);
    RequestDraft &draft = probe.draft;
    draft.method = "OPTIONS";
    draft.auth = {};
    draft.furtherAuth.clear();
    draft.body = {};
    draft.fields.clear();
    draft.followRedirects = false;
    removeTypedCookies(draft);
    probe.emptyJar = true;
    draft.fields.push_back({true, "Origin", origin.value_or(originField(request.url)), {}});
    draft.fields.push_back({true, "Access-Control-Request-Method", request.method, {}});
    if (request.fields.contains("Authorization"))
        draft.fields.push_back({true, "Access-Control-Request-Headers", "authorization", {}});
    offering.add(std::move(probe), QStringLiteral("OPTIONS with Access-Control-Request-Method, as a browser asks before the request"), 1);
    offering.probes.back().plan.mostRequests = 1;
}

void offerProxies(Offering &offering)
{
    const QByteArray used = offering.first().connection.proxy;
    const TransportOptions &options = offering.asSent.transport;
    if (!used.isEmpty()) {
        Probe probe = offering.begin(ProbeKind::AroundProxy);
        probe.draft.transport.proxy = ProxyChoice::None;
        offering.add(std::move(probe), QStringLiteral("sent directly, without the proxy %1").arg(visibleText(QString::fromUtf8(used))));
    } else if (options.proxy == ProxyChoice::None && !options.proxyAddress.isEmpty()) {
        Probe probe = offering.begin(ProbeKind::ThroughProxy);
        probe.draft.transport.proxy = ProxyChoice::Custom;
        offering.add(std::move(probe), QStringLiteral("sent through the proxy of the request’s settings"));
    }
}

}

ProbeOffer offerProbes(const Exchange &exchange, const Report &report, const ProbeContext &context)
{
    ProbeOffer offer;
    offer.asSent = draftAsSent(exchange, context.draft);
    offer.asSentRequests = int(exchange.hops.size());
    offer.needsLeave = !isSafeMethod(context.draft.method) && !context.mayRepeat;
    const Outcome outcome = report.verdict.outcome;
    const bool refused = outcome == Outcome::Refused || outcome == Outcome::NotSaid || outcome == Outcome::Forbidden;
    if (!refused || !exchange.last().response)
        return offer;
    Offering offering{exchange, report, context, offer.asSent};
    for (const auto &each : {offerWithoutCookies, offerWithoutAuthorization, offerOtherScheme, offerFreshToken, offerFinalAddress,
                             offerWithoutCache, offerCorrectedClock, offerWithOrigin, offerAsBrowser, offerPreflight, offerProxies})
        each(offering);
    offer.probes = std::move(offering.probes);
    std::stable_sort(offer.probes.begin(), offer.probes.end(),
                     [](const Probe &a, const Probe &b) { return a.settles.size() > b.settles.size(); });
    return offer;
}

}
