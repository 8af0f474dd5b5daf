#include "core/cookies/jar.h"

#include "core/cookies/acceptance.h"

namespace keyhole {

namespace {

constexpr size_t kMostOfDomain = 180;
constexpr size_t kMostInAll = 3000;  // RFC 6265bis, 6.1 asks for at least 50 a domain and 3000 in all

bool isSameCookie(const Cookie &a, const Cookie &b)
{
    return a.name == b.name && a.domain == b.domain && a.hostOnly == b.hostOnly && a.path == b.path;
}

/// Whether an insecure answer would push a Secure cookie aside. RFC 6265bis, 5.7, step 16.
bool shadowsSecure(const Cookie &held, const Cookie &added)
{
    return held.secure && held.name == added.name && (domainMatches(held.domain, added.domain) || domainMatches(added.domain, held.domain))
        && pathMatches(added.path, held.path);
}

struct CookieRequest {
    QByteArray host, domain, path;
    bool secure;
    CookieContext context;
};

bool isSafe(QByteArrayView method)
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "TRACE";
}

QString text(QByteArrayView bytes)
{
    return QString::fromUtf8(bytes);
}

struct HeldBack {
    QByteArray rule;
    QString reason;
};

std::optional<HeldBack> heldBackByPlace(const Cookie &cookie, const CookieRequest &request)
{
    if (cookie.hostOnly && cookie.domain != request.host)
        return HeldBack{"host-only",
                        QString("It has no Domain, so it goes to %1 alone, not to %2.").arg(text(cookie.domain), text(request.host))};
    if (!domainMatches(request.host, cookie.domain))
        return HeldBack{"domain", QString("It is for %1 and names below it; %2 is none.").arg(text(cookie.domain), text(request.host))};
    if (!pathMatches(request.path, cookie.path))
        return HeldBack{"path", QString("It is for addresses below %1; this one is %2.").arg(text(cookie.path), text(request.path))};
    return std::nullopt;
}

std::optional<HeldBack> heldBackBySite(const Cookie &cookie, const CookieContext &context)
{
    if (context.sameSite || cookie.sameSite == SameSite::None)
        return std::nullopt;
    if (cookie.sameSite == SameSite::Strict)
        return HeldBack{"samesite", "SameSite=Strict keeps it from requests that another site begins."};
    if (context.topLevelNavigation && isSafe(context.method))
        return std::nullopt;
    return HeldBack{"samesite",
                    cookie.sameSite == SameSite::Lax
                        ? "SameSite=Lax lets it go to another site's request only when that opens a page with a safe method."
                        : "It has no SameSite, which counts as Lax: another site's request gets it only when that opens a page."};
}

std::optional<HeldBack> heldBack(const Cookie &cookie, const CookieRequest &request, Instant now)
{
    if (cookie.expires && *cookie.expires <= now)
        return HeldBack{"expired", "Its time is past."};
    if (const auto place = heldBackByPlace(cookie, request))
        return place;
    if (cookie.secure && !request.secure) {
        QString reason = "It is Secure, and this address is http.";
        if (isLoopback(request.host))
            reason += " Browsers make an exception for this computer itself.";
        return HeldBack{"secure", reason};
    }
    return heldBackBySite(cookie, request.context);
}

CookieRequest describe(const Url &url, const CookieContext &context)
{
    const QByteArray host = url.origin().host;
    return {host, registrableDomain(host), url.path.isEmpty() ? QByteArray("/") : url.path, isSecure(url), context};
}

bool concerns(const Cookie &cookie, const CookieRequest &request)
{
    return cookie.domain == request.host
        || (!request.domain.isEmpty() && (cookie.domain == request.domain || cookie.domain.endsWith('.' + request.domain)));
}

/// The cookies that go, in the order of RFC 6265bis, 5.8.3: longer paths first, then older ones.
std::vector<const Cookie *> inOrder(std::vector<const Cookie *> cookies)
{
    std::stable_sort(cookies.begin(), cookies.end(), [](const Cookie *a, const Cookie *b) {
        return a->path.size() != b->path.size() ? a->path.size() > b->path.size() : a->created < b->created;
    });
    return cookies;
}

std::vector<const Cookie *> cookiesToSend(const std::vector<Cookie> &cookies, const CookieRequest &request, Instant now)
{
    std::vector<const Cookie *> going;
    for (const Cookie &cookie : cookies) {
        if (concerns(cookie, request) && !heldBack(cookie, request, now))
            going.push_back(&cookie);
    }
    return inOrder(std::move(going));
}

/// Makes room by giving up the cookie that was stored first, of this domain when that has too many.
std::optional<StoreDecision> makeRoom(std::vector<Cookie> &cookies, const QByteArray &domain)
{
    const bool domainFull
        = size_t(std::count_if(cookies.begin(), cookies.end(), [&](const Cookie &c) { return c.domain == domain; })) > kMostOfDomain;
    if (!domainFull && cookies.size() <= kMostInAll)
        return std::nullopt;
    auto oldest = cookies.end();
    for (auto it = cookies.begin(); it != cookies.end(); ++it) {
        if ((!domainFull || it->domain == domain) && (oldest == cookies.end() || it->lastUsed < oldest->lastUsed))
            oldest = it;
    }
    StoreDecision decision;
    decision.name = oldest->name;
    decision.setCookie = oldest->setCookie;
    decision.rule = "limit";
    decision.reason = domainFull ? QString("%1 holds %2 cookies at most; the oldest went.").arg(text(domain)).arg(kMostOfDomain)
                                 : QString("The jar holds %1 cookies at most; the oldest went.").arg(kMostInAll);
    decision.deleted = true;
    cookies.erase(oldest);
    return decision;
}

}

std::vector<StoreDecision> CookieJar::store(const Url &url, const FieldList &responseFields, Instant now)
{
    std::vector<StoreDecision> decisions;
    for (const Field &field : responseFields) {
        if (!equalsIgnoringCase(field.name, "Set-Cookie"))
            continue;
        StoreDecision decision = judgeSetCookie(url, field.value, now);
        if (decision.kept && !decision.kept->secure && !isSecure(url)
            && std::any_of(m_cookies.begin(), m_cookies.end(), [&](const Cookie &held) { return shadowsSecure(held, *decision.kept); })) {
            decision.rule = "overwrite-secure";
            decision.reason = "A Secure cookie of this name is held; an answer over http may not take its place.";
            decision.deleted = false;
            decision.kept.reset();
        }
        std::optional<StoreDecision> evicted;
        if (decision.kept && decision.deleted) {
            remove(*decision.kept);
            decision.kept.reset();
        } else if (decision.kept) {
            add(*decision.kept);
            evicted = makeRoom(m_cookies, decision.kept->domain);
        }
        decisions.push_back(std::move(decision));
        if (evicted)
            decisions.push_back(std::move(*evicted));
    }
    return decisions;
}

std::vector<CookieDecision> CookieJar::decide(const Url &url, const CookieContext &context, Instant now) const
{
    if (m_cookies.empty())
        return {};
    const CookieRequest request = describe(url, context);
    std::vector<CookieDecision> decisions;
    for (const Cookie *cookie : cookiesToSend(m_cookies, request, now))
        decisions.push_back({cookie->name, cookie->setBy, cookie->setCookie, true, {}, "It is for this host and path."});
    for (const Cookie &cookie : m_cookies) {
        if (!concerns(cookie, request))
            continue;
        if (const auto held = heldBack(cookie, request, now))
            decisions.push_back({cookie.name, cookie.setBy, cookie.setCookie, false, held->rule, held->reason});
    }
    return decisions;
}

QByteArray CookieJar::cookieField(const Url &url, const CookieContext &context, Instant now) const
{
    if (m_cookies.empty())
        return {};
    QByteArray field;
    for (const Cookie *cookie : cookiesToSend(m_cookies, describe(url, context), now)) {
        if (!field.isEmpty())
            field += "; ";
        if (!cookie->name.isEmpty())
            field += cookie->name + '=';
        field += cookie->value;
    }
    return field;
}

void CookieJar::add(const Cookie &cookie)
{
    const auto held = std::find_if(m_cookies.begin(), m_cookies.end(), [&](const Cookie &other) { return isSameCookie(other, cookie); });
    if (held == m_cookies.end()) {
        m_cookies.push_back(cookie);
        return;
    }
    const Instant created = held->created;  // 5.7: a cookie that is set anew keeps its place in the order
    *held = cookie;
    held->created = created;
}

void CookieJar::remove(const Cookie &cookie)
{
    std::erase_if(m_cookies, [&](const Cookie &held) { return isSameCookie(held, cookie); });
}

}
