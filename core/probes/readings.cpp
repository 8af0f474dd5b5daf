#include "core/probes/readings.h"

#include "core/http/credentials.h"
#include "core/probes/as_sent.h"

namespace keyhole {

namespace {

bool always(const Observed &)
{
    return true;
}

const Request &requestOf(const Observed &observed)
{
    return observed.subject.exchange.first().request;
}

bool sendsAuthorization(const Observed &observed)
{
    return requestOf(observed).fields.contains("Authorization");
}

bool sendsCookiesAlone(const Observed &observed)
{
    return !sendsAuthorization(observed);
}

bool sendsCookies(const Observed &observed)
{
    return !cookieNamesSent(observed.subject.exchange).empty();
}

bool sendsOneCookieTwice(const Observed &observed)
{
    std::vector<QByteArray> names = cookieNamesSent(observed.subject.exchange);
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) != names.end();
}

bool typesCookies(const Observed &observed)
{
    const RequestDraft &draft = observed.subject.asSent;
    return !draft.cookies.empty() || std::any_of(draft.fields.begin(), draft.fields.end(), [](const DraftRow &row) {
        return row.enabled && equalsIgnoringCase(row.name, "Cookie");
    });
}

bool changesData(const Observed &observed)
{
    return !isSafeMethod(requestOf(observed).method);
}

bool sendsManyCookies(const Observed &observed)
{
    constexpr qsizetype kMuch = 4096;
    qsizetype size = 0;
    for (const QByteArray &value : requestOf(observed).fields.values("Cookie"))
        size += value.size();
    return size > kMuch;
}

bool mayBeFiltered(const Observed &observed)
{
    const auto &by = observed.subject.report.answeredBy;
    return observed.subject.report.status == 403 || (by && by->isBeforeApplication());
}

bool answeredFromCache(const Observed &observed)
{
    return !observed.seen.empty() && observed.seen.front().answer.fromCache;
}

bool mayBeCached(const Observed &observed)
{
    const ProbeOutcome uncached = observed.outcome(ProbeKind::WithoutCache);
    return answeredFromCache(observed) && uncached != ProbeOutcome::RefusedAlike && uncached != ProbeOutcome::RefusedOtherwise;
}

bool notFromCache(const Observed &observed)
{
    return !answeredFromCache(observed);
}

QByteArray schemeSent(const Observed &observed)
{
    return splitCredentials(requestOf(observed).fields.value("Authorization").value_or(QByteArray())).scheme;
}

bool sendsBasic(const Observed &observed)
{
    return equalsIgnoringCase(schemeSent(observed), "Basic");
}

bool sendsToken(const Observed &observed)
{
    return equalsIgnoringCase(schemeSent(observed), "Bearer");
}

bool cookiesHealAsWell(const Observed &observed)
{
    return sendsCookies(observed) && observed.outcome(ProbeKind::WithoutCookies) == ProbeOutcome::Accepted;
}

/// By the server's clock, as far as it is known; a minute of doubt where it is not.
bool tokenIsOver(const Observed &observed)
{
    const Probe *probe = observed.probe(ProbeKind::FreshToken);
    const auto &sentAt = observed.subject.exchange.first().sentAt;
    if (!probe || !probe->tokenEnd || !sentAt)
        return false;
    const auto &offset = observed.subject.report.clockOffset;
    return *probe->tokenEnd < *sentAt + (offset ? offset->first : Milliseconds(-60'000));
}

bool tokenEndIsUnknown(const Observed &observed)
{
    const Probe *probe = observed.probe(ProbeKind::FreshToken);
    return probe && !probe->tokenEnd;
}

bool tokenIsNotOver(const Observed &observed)
{
    return !tokenIsOver(observed);
}

bool isForbidden(const Observed &observed)
{
    return observed.subject.report.status == 403;
}

bool lostOnTheWay(const Observed &observed)
{
    const Exchange &exchange = observed.subject.exchange;
    return sendsAuthorization(observed) && !exchange.last().request.fields.contains("Authorization")
        && exchange.last().request.method == exchange.first().request.method;
}

bool isAboutClock(const char *cause, const Observed &observed)
{
    for (const Finding &finding : observed.subject.report.findings) {
        if (finding.id == "clock.client-drift" || finding.id == "clock.server-drift" || finding.id == "clock.signature-skew")
            return finding.id == cause;
    }
    return qstrcmp(cause, "clock.signature-skew") == 0;
}

bool isClientDrift(const Observed &observed)
{
    return isAboutClock("clock.client-drift", observed);
}

bool isServerDrift(const Observed &observed)
{
    return isAboutClock("clock.server-drift", observed);
}

bool isSignatureSkew(const Observed &observed)
{
    return isAboutClock("clock.signature-skew", observed);
}

bool mayBeStripped(const Observed &observed)
{
    return sendsAuthorization(observed) && observed.subject.report.status != 407
        && observed.outcome(ProbeKind::WithoutAuthorization) != ProbeOutcome::RefusedOtherwise;
}

bool isOfProxy(const Observed &observed)
{
    return observed.subject.report.status == 407;
}

bool answeredBeforeApplication(const Observed &observed)
{
    const auto &by = observed.subject.report.answeredBy;
    return by && by->isBeforeApplication();
}

constexpr Reading kAccepted[] = {
    {ProbeKind::WithoutCookies, "header.duplicated", Weight::Decisive, sendsAuthorization,
     "Authorization alone is accepted; with the cookies beside it the server reads them first, and refuses"},
    {ProbeKind::WithoutCookies, "cookie.session-invalid", Weight::Refines, sendsAuthorization,
     "what the cookie stands for is not taken any longer"},
    {ProbeKind::WithoutCookies, "cookie.session-invalid", Weight::Fits, sendsCookiesAlone,
     "without the cookies the server answers; with them it refuses"},
    {ProbeKind::WithoutCookies, "cookie.duplicated", Weight::Fits, sendsOneCookieTwice, "one cookie went twice, and may be read wrongly"},
    {ProbeKind::WithoutCookies, "cookie.malformed", Weight::Refines, typesCookies,
     "the cookies were typed, and may not be as they were set"},
    {ProbeKind::WithoutCookies, "csrf.missing", Weight::Fits, changesData,
     "a session cookie makes many servers ask for an anti-forgery token"},
    {ProbeKind::WithoutCookies, "header.too-large", Weight::Fits, sendsManyCookies, "the cookies make most of a large header"},
    {ProbeKind::WithoutCookies, "server.gateway", Weight::Fits, mayBeFiltered, "a filter before the application may not like the cookies"},
    {ProbeKind::WithoutCookies, "server.cached", Weight::Fits, mayBeCached, "a cache may keep one answer for each cookie"},

    {ProbeKind::WithoutAuthorization, "header.duplicated", Weight::Fits, cookiesHealAsWell,
     "each credential alone is accepted, both together are not"},
    {ProbeKind::WithoutAuthorization, "basic.rejected", Weight::Fits, sendsBasic,
     "without Authorization the server answers; it is the user name and password that it refuses"},
    {ProbeKind::WithoutAuthorization, "token.rejected", Weight::Fits, sendsToken,
     "without Authorization the server answers; it is the token that it refuses"},
    {ProbeKind::WithoutAuthorization, "header.duplicated", Weight::Fits, sendsCookies, "the cookies alone are accepted"},

    {ProbeKind::OtherScheme, "header.scheme-wrong", Weight::Decisive, always, "in the scheme that the server asks for it is accepted"},

    {ProbeKind::FreshToken, "token.expired", Weight::Decisive, tokenIsOver,
     "the token was over by the server’s clock, and a new one of the same sign-in is accepted"},
    {ProbeKind::FreshToken, "token.expired", Weight::Fits, tokenEndIsUnknown, "a new token of the same sign-in is accepted"},
    {ProbeKind::FreshToken, "token.revoked", Weight::Fits, tokenIsNotOver, "a new token of the same sign-in is accepted"},
    {ProbeKind::FreshToken, "token.scope-missing", Weight::Fits, isForbidden, "a new token may have rights that the old one lacked"},

    {ProbeKind::FinalAddress, "header.dropped-on-redirect", Weight::Decisive, lostOnTheWay,
     "asked at its final address, with the credential, the request is accepted"},

    {ProbeKind::WithoutCache, "server.cached", Weight::Decisive, answeredFromCache,
     "the refusal came from a cache, as it says itself; the server, asked past it, accepts"},
    {ProbeKind::WithoutCache, "server.cached", Weight::Fits, notFromCache, "asked past caches, the server accepts"},

    {ProbeKind::CorrectedClock, "clock.client-drift", Weight::Decisive, isClientDrift, "signed by the server’s clock it is accepted"},
    {ProbeKind::CorrectedClock, "clock.server-drift", Weight::Decisive, isServerDrift, "signed by the server’s clock it is accepted"},
    {ProbeKind::CorrectedClock, "clock.signature-skew", Weight::Decisive, isSignatureSkew, "signed by the server’s clock it is accepted"},

    {ProbeKind::WithOrigin, "csrf.origin-rejected", Weight::Fits, always, "with Origin and Referer of its own site it is accepted"},
    {ProbeKind::WithOrigin, "server.gateway", Weight::Fits, mayBeFiltered, "a filter before the application may want Origin or Referer"},

    {ProbeKind::AsBrowser, "server.gateway", Weight::Fits, always,
     "with the name of a browser it is accepted: what refuses looks at User-Agent"},

    {ProbeKind::AroundProxy, "status.proxy-authentication", Weight::Decisive, isOfProxy,
     "past the proxy, which asks for a credential, it is accepted"},
    {ProbeKind::AroundProxy, "header.stripped-upstream", Weight::Fits, mayBeStripped,
     "sent past the proxy it is accepted: on the way through it the credential gets lost"},
    {ProbeKind::AroundProxy, "server.gateway", Weight::Fits, answeredBeforeApplication, "past the proxy it is accepted"},
    {ProbeKind::AroundProxy, "server.address-blocked", Weight::Fits, isForbidden, "the server may not take the proxy’s address"},
    {ProbeKind::ThroughProxy, "server.address-blocked", Weight::Fits, always, "from the proxy’s address it is accepted"},
};

bool authorizationBeside(const Observed &observed)
{
    return sendsAuthorization(observed) && sendsCookies(observed);
}

constexpr Contradiction kRefused[] = {
    {ProbeKind::WithoutCookies, "cookie.", false, authorizationBeside,
     "without the cookies, with Authorization alone, it is refused as well"},
    {ProbeKind::WithoutAuthorization, "header.stripped-upstream", true, always,
     "without Authorization the answer is another one: it is read"},
    {ProbeKind::WithoutAuthorization, "header.name-wrong", true, always, "without Authorization the answer is another one: it is read"},
    {ProbeKind::WithoutAuthorization, "header.location-wrong", true, always, "without Authorization the answer is another one: it is read"},
    {ProbeKind::OtherScheme, "header.scheme-wrong", false, always, "in the scheme that is asked for it is refused as well"},
    {ProbeKind::FreshToken, "token.expired", false, always, "a freshly renewed token is refused as well"},
    {ProbeKind::FreshToken, "token.revoked", false, always, "a freshly renewed token is refused as well"},
    {ProbeKind::FinalAddress, "header.dropped-on-redirect", false, always, "asked at the final address it is refused as well"},
    {ProbeKind::WithoutCache, "server.cached", false, always, "asked past caches it is refused as well"},
    {ProbeKind::CorrectedClock, "clock.", false, always, "signed by the server’s clock it is refused as well"},
};

bool isOpen(const Finding &finding)
{
    return finding.role <= FindingRole::PossibleCause && finding.certainty < Certainty::Certain;
}

}

bool covers(QByteArrayView pattern, QByteArrayView id)
{
    return pattern.endsWith('.') ? id.startsWith(pattern) : id == pattern;
}

std::vector<ProbeKind> Observed::kinds() const
{
    std::vector<ProbeKind> kinds;
    for (const Probe &each : probes)
        kinds.push_back(each.kind);
    return kinds;
}

ProbeOutcome Observed::outcome(ProbeKind kind) const
{
    const auto found = std::find_if(probes.begin(), probes.end(), [kind](const Probe &each) { return each.kind == kind; });
    return found == probes.end() ? ProbeOutcome::NotMade : outcomeOf(int(found - probes.begin()), kinds(), seen);
}

const Probe *Observed::probe(ProbeKind kind) const
{
    const auto found = std::find_if(probes.begin(), probes.end(), [kind](const Probe &each) { return each.kind == kind; });
    return found == probes.end() ? nullptr : &*found;
}

std::span<const Reading> acceptedReadings()
{
    return kAccepted;
}

std::span<const Contradiction> refusedReadings()
{
    return kRefused;
}

std::vector<QByteArray> settledBy(ProbeKind probe, const Report &report)
{
    std::vector<QByteArray> causes;
    const auto add = [&](const char *pattern) {
        for (const Finding &finding : report.findings) {
            if (isOpen(finding) && covers(pattern, finding.id) && std::find(causes.begin(), causes.end(), finding.id) == causes.end())
                causes.push_back(finding.id);
        }
    };
    for (const Reading &reading : kAccepted) {
        if (reading.probe == probe)
            add(reading.cause);
    }
    for (const Contradiction &each : kRefused) {
        if (each.probe == probe)
            add(each.cause);
    }
    // Where the answer does not say why, each experiment tells whether it is the credential at all.
    if (probe != ProbeKind::Preflight) {
        for (const char *unexplained : {"token.rejected", "basic.rejected", "server.challenge-missing"})
            add(unexplained);
    }
    return causes;
}

}
