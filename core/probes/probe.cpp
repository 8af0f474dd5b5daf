#include "core/probes/probe.h"

namespace keyhole {

namespace {

struct Named {
    ProbeKind kind;
    const char *id;
    const char *title;
};
constexpr Named kNamed[] = {
    {ProbeKind::WithoutCookies, "without-cookies", "Without cookies"},
    {ProbeKind::WithoutAuthorization, "without-authorization", "Without Authorization"},
    {ProbeKind::OtherScheme, "other-scheme", "With the scheme that is asked for"},
    {ProbeKind::FreshToken, "fresh-token", "With a freshly renewed token"},
    {ProbeKind::FinalAddress, "final-address", "Straight to the final address"},
    {ProbeKind::WithoutCache, "without-cache", "Past caches"},
    {ProbeKind::CorrectedClock, "corrected-clock", "Signed by the server’s clock"},
    {ProbeKind::WithOrigin, "with-origin", "With Origin and Referer"},
    {ProbeKind::AsBrowser, "as-browser", "With a browser’s fields"},
    {ProbeKind::Preflight, "preflight", "A browser’s preflight"},
    {ProbeKind::AroundProxy, "around-proxy", "Around the proxy"},
    {ProbeKind::ThroughProxy, "through-proxy", "Through the proxy"},
};

const Named &namedOf(ProbeKind kind)
{
    return *std::find_if(std::begin(kNamed), std::end(kNamed), [kind](const Named &each) { return each.kind == kind; });
}

}

const char *probeId(ProbeKind kind)
{
    return namedOf(kind).id;
}

QString probeTitle(ProbeKind kind)
{
    return QString::fromUtf8(namedOf(kind).title);
}

std::optional<ProbeKind> probeOfId(QByteArrayView id)
{
    const auto found = std::find_if(std::begin(kNamed), std::end(kNamed), [id](const Named &each) { return id == each.id; });
    return found == std::end(kNamed) ? std::nullopt : std::optional(found->kind);
}

std::vector<ProbeKind> allProbes()
{
    std::vector<ProbeKind> kinds;
    for (const Named &each : kNamed)
        kinds.push_back(each.kind);
    return kinds;
}

bool isSafeMethod(QByteArrayView method)
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "TRACE";
}

std::pair<int, int> requestsOf(const std::vector<const Probe *> &probes, const ProbeOffer &offer)
{
    // Without leave nothing goes that needs the request as it was for comparison.
    int least = offer.needsLeave ? 0 : offer.asSentRequests, most = least;
    for (const Probe *probe : probes) {
        least += probe->plan.requests;
        most += probe->plan.mostRequests;
    }
    return {least, most};
}

}
