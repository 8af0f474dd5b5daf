#include "core/cookies/site.h"

#include "core/cookies/jar.h"

namespace keyhole {

namespace {

/// The site without its scheme.
QByteArray nameOf(const QByteArray &site)
{
    const qsizetype end = site.indexOf("://");
    return end < 0 ? site : site.mid(end + 3);
}

QByteArray schemeOf(const QByteArray &site)
{
    return site.left(std::max<qsizetype>(site.indexOf("://"), 0));
}

}

QByteArray siteOf(const Url &url)
{
    const Origin origin = url.origin();
    const QByteArray domain = registrableDomain(origin.host);
    return origin.scheme + "://" + (domain.isEmpty() ? origin.host : domain);
}

CookieContext contextOf(const RequestSituation &situation, const Url &target)
{
    CookieContext context;
    context.method = situation.method;
    context.topLevelNavigation = situation.kind == RequestKind::TopLevel;
    const QByteArray site = siteOf(target);
    if (situation.initiator) {
        context.initiator = siteOf(*situation.initiator);
        context.sameSite = nameOf(context.initiator) == nameOf(site);
        context.crossScheme = schemeOf(context.initiator) != schemeOf(site);
    }
    if (!context.topLevelNavigation) {
        if (situation.topLevel)
            context.topLevelSite = siteOf(*situation.topLevel);
        else if (situation.initiator)
            context.topLevelSite = context.initiator;
        // In a frame of one's own site below a page of another, the page decides (5.2.1).
        if (!context.topLevelSite.isEmpty() && nameOf(context.topLevelSite) != nameOf(site))
            context.sameSite = false;
    }
    context.redirectedAcrossSites = std::any_of(situation.redirectedFrom.begin(), situation.redirectedFrom.end(),
                                                [&](const Url &passed) { return nameOf(siteOf(passed)) != nameOf(site); });
    return context;
}

}
