#include "core/cookies/retrieval.h"

#include "core/cookies/acceptance.h"
#include "core/http/date.h"

namespace keyhole {

namespace {

QString text(QByteArrayView bytes)
{
    return QString::fromUtf8(bytes);
}

/// RFC 9110, 9.2.1
bool isSafe(QByteArrayView method)
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "TRACE";
}

QByteArray nameOf(const QByteArray &site)
{
    return site.mid(site.indexOf("://") + 3);
}

std::optional<HeldBack> heldBackByPlace(const Cookie &cookie, const CookieRequest &request)
{
    if (cookie.hostOnly && cookie.domain != request.host)
        return HeldBack{"host-only",
                        QString("It has no Domain, so it goes to %1 alone, not to %2.").arg(text(cookie.domain), text(request.host)),
                        "no Domain", request.host};
    if (!domainMatches(request.host, cookie.domain))
        return HeldBack{"domain", QString("It is for %1 and names below it; %2 is none.").arg(text(cookie.domain), text(request.host)),
                        "Domain=" + cookie.domain, request.host};
    if (!pathMatches(request.path, cookie.path))
        return HeldBack{"path", QString("It is for addresses below %1; this one is %2.").arg(text(cookie.path), text(request.path)),
                        "Path=" + cookie.path, request.path};
    return std::nullopt;
}

std::optional<HeldBack> heldBackByScheme(const Cookie &cookie, const CookieRequest &request)
{
    if (!cookie.secure || request.secure)
        return std::nullopt;
    QString reason = "It is Secure, and this address is http.";
    if (isLoopback(request.host))
        reason += " Chrome and Firefox make an exception for this computer itself.";
    return HeldBack{"secure", reason, "Secure", request.scheme};
}

/// RFC 6265bis leaves it to the client (7.1); Partitioned is of the CHIPS draft.
std::optional<HeldBack> heldBackByParty(const Cookie &cookie, const CookieRequest &request, const CookiePolicy &policy)
{
    const QByteArray expected = partitionFor(cookie.partitioned, request, policy);
    if (!cookie.partition.isEmpty() && cookie.partition != expected && cookie.partition != request.topLevelSite)
        return HeldBack{"partition",
                        QString("It was set below %1 and is kept for pages of that site; this page is of %2.")
                            .arg(text(cookie.partition), text(request.topLevelSite)),
                        cookie.partitioned ? "Partitioned" : "", request.topLevelSite, "CHIPS, 3.3"};
    if (!request.thirdParty || !cookie.partition.isEmpty())
        return std::nullopt;
    if (policy.thirdParty == ThirdParty::Blocked)
        return HeldBack{"third-party", QString("The page is of %1: cookies of other sites are blocked.").arg(text(request.topLevelSite)),
                        "", request.topLevelSite, "RFC 6265bis, 7.1"};
    if (policy.thirdParty == ThirdParty::Partitioned)
        return HeldBack{"third-party",
                        QString("The page is of %1, below which this site has a jar of its own; the cookie is not in that.")
                            .arg(text(request.topLevelSite)),
                        "", request.topLevelSite, "RFC 6265bis, 7.1"};
    return std::nullopt;
}

QString whoBegan(const CookieRequest &request)
{
    return request.context.initiator.isEmpty() ? QString("another site") : text(request.context.initiator);
}

HeldBack heldBackAsDefault(const Cookie &cookie, const CookieRequest &request)
{
    QString reason = QString("It has no SameSite, which counts as Lax: a request that %1 begins gets it only when that opens a page.")
                         .arg(whoBegan(request));
    if (cookie.sameSite == SameSite::Unset && request.context.topLevelNavigation)
        reason += " Chrome lets it go in the two minutes after it was set.";
    return {"samesite", reason, cookie.sameSite == SameSite::Unset ? "no SameSite" : "an unknown SameSite", {}};
}

std::optional<HeldBack> heldBackBySite(const Cookie &cookie, const CookieRequest &request, const CookiePolicy &policy, Instant now)
{
    const SameSite enforced = enforcedSameSite(cookie.sameSite, policy);
    if (request.sameSite || enforced == SameSite::None)
        return std::nullopt;
    const bool opensPage = request.context.topLevelNavigation;
    if (enforced == SameSite::Lax && opensPage && isSafe(request.context.method))
        return std::nullopt;
    if (cookie.sameSite == SameSite::Unset && opensPage && now - cookie.created <= policy.laxAllowingUnsafe
        && policy.laxAllowingUnsafe.count() > 0)
        return std::nullopt;
    HeldBack held;
    if (enforced == SameSite::Strict)
        held
            = {"samesite", QString("SameSite=Strict keeps it from requests that %1 begins.").arg(whoBegan(request)), "SameSite=Strict", {}};
    else if (cookie.sameSite == SameSite::Lax)
        held = {"samesite",
                QString("SameSite=Lax lets it go with a request that %1 begins only when that opens a page with a safe method.")
                    .arg(whoBegan(request)),
                "SameSite=Lax",
                {}};
    else
        held = heldBackAsDefault(cookie, request);
    held.against = opensPage && !isSafe(request.context.method) ? request.context.method : request.context.initiator;
    return held;
}

}

CookieRequest describe(const Url &url, const CookieContext &context, const CookiePolicy &policy)
{
    const QByteArray site = siteOf(url);
    CookieRequest request;
    const Origin origin = url.origin();
    request.host = origin.host;
    request.scheme = origin.scheme;
    request.domain = registrableDomain(request.host);
    request.path = url.path.isEmpty() ? QByteArray("/") : url.path;
    request.secure = isTrusted(url, policy);
    request.sameSite
        = context.sameSite && !(policy.schemeCounts && context.crossScheme) && !(policy.redirectsCount && context.redirectedAcrossSites);
    request.thirdParty = !context.topLevelSite.isEmpty() && nameOf(context.topLevelSite) != nameOf(site);
    request.topLevelSite = context.topLevelSite.isEmpty() ? site : context.topLevelSite;
    request.context = context;
    return request;
}

bool concerns(const Cookie &cookie, const CookieRequest &request)
{
    return cookie.domain == request.host
        || (!request.domain.isEmpty() && (cookie.domain == request.domain || cookie.domain.endsWith('.' + request.domain)));
}

QByteArray partitionFor(bool partitioned, const CookieRequest &request, const CookiePolicy &policy)
{
    const bool apart = (partitioned && policy.partitioned) || (request.thirdParty && policy.thirdParty == ThirdParty::Partitioned);
    return apart ? request.topLevelSite : QByteArray();
}

SameSite enforcedSameSite(SameSite sameSite, const CookiePolicy &policy)
{
    return sameSite == SameSite::Unset || sameSite == SameSite::Unknown ? policy.unsetMeans : sameSite;
}

std::optional<HeldBack> whyHeldBack(const Cookie &cookie, const CookieRequest &request, const CookiePolicy &policy, Instant now)
{
    if (cookie.expires && *cookie.expires <= now)
        return HeldBack{"expired", "Its time is past.", "Expires=" + formatHttpDate(*cookie.expires), formatHttpDate(now),
                        "RFC 6265bis, 5.7"};
    if (auto place = heldBackByPlace(cookie, request))
        return place;
    if (auto scheme = heldBackByScheme(cookie, request))
        return scheme;
    if (request.context.byScript && cookie.httpOnly)
        return HeldBack{"httponly", "HttpOnly keeps it from scripts.", "HttpOnly", "document.cookie"};
    if (auto party = heldBackByParty(cookie, request, policy))
        return party;
    return heldBackBySite(cookie, request, policy, now);
}

}
