#include "core/cookies/jar.h"

#include "core/cookies/acceptance.h"
#include "core/cookies/eviction.h"
#include "core/cookies/retrieval.h"

namespace keyhole {

namespace {

/// Whether an insecure answer would push a Secure cookie aside. RFC 6265bis, 5.7, step 16.
bool shadowsSecure(const Cookie &held, const Cookie &added)
{
    return held.secure && held.name == added.name && (domainMatches(held.domain, added.domain) || domainMatches(added.domain, held.domain))
        && pathMatches(added.path, held.path);
}

/// The cookies that go, in the order of RFC 6265bis, 5.8.3: longer paths first, then older ones.
template <class CookiePointer> std::vector<CookiePointer> inOrder(std::vector<CookiePointer> cookies)
{
    std::stable_sort(cookies.begin(), cookies.end(), [](const Cookie *a, const Cookie *b) {
        return a->path.size() != b->path.size() ? a->path.size() > b->path.size() : a->created < b->created;
    });
    return cookies;
}

template <class Cookies> auto cookiesToSend(Cookies &cookies, const CookieRequest &request, const CookiePolicy &policy, Instant now)
{
    std::vector<decltype(cookies.data())> going;
    for (auto &cookie : cookies) {
        if (concerns(cookie, request) && !whyHeldBack(cookie, request, policy, now))
            going.push_back(&cookie);
    }
    return inOrder(std::move(going));
}

CookieDecision decisionOn(const Cookie &cookie)
{
    CookieDecision decision;
    decision.name = cookie.name;
    decision.setBy = cookie.setBy;
    decision.setCookie = cookie.setCookie;
    decision.domain = cookie.domain;
    decision.path = cookie.path;
    decision.section = "RFC 6265bis, 5.8.3";
    return decision;
}

void refuse(StoreDecision &decision, const char *rule, const char *reason)
{
    decision.rule = rule;
    decision.reason = QLatin1String(reason);
    decision.section = "RFC 6265bis, 5.7";
    decision.deleted = false;
    decision.note.clear();
    decision.kept.reset();
}

/// What only those see that know the other cookies: steps 16 and 23 of 5.7.
void judgeBesideOthers(StoreDecision &decision, const std::vector<Cookie> &cookies, const CookieContext &context, bool trusted)
{
    if (!decision.kept)
        return;
    const Cookie &added = *decision.kept;
    const auto shadowed = [&](const Cookie &held) { return shadowsSecure(held, added); };
    const auto protectedOne = [&](const Cookie &held) { return held.httpOnly && isSameCookie(held, added); };
    if (!added.secure && !trusted && std::any_of(cookies.begin(), cookies.end(), shadowed))
        refuse(decision, "overwrite-secure", "A Secure cookie of this name is held; an answer over http may not take its place.");
    else if (context.byScript && std::any_of(cookies.begin(), cookies.end(), protectedOne))
        refuse(decision, "httponly", "The cookie that is held is HttpOnly; a script may not take its place.");
}

/// A deletion names its cookie by name, domain and path; many a sign-out misses it.
QString whatWasDeleted(const Cookie &deletion, const std::vector<Cookie> &cookies)
{
    const auto sameName = [&](const Cookie &held) { return held.name == deletion.name && domainMatches(deletion.domain, held.domain); };
    if (std::any_of(cookies.begin(), cookies.end(), [&](const Cookie &held) { return isSameCookie(held, deletion); }))
        return "Its time is past: this removes the cookie.";
    const auto other = std::find_if(cookies.begin(), cookies.end(), sameName);
    if (other == cookies.end())
        return "Its time is past, and no such cookie is held.";
    return QString("Its time is past, but it removes nothing: the cookie that is held is for %1%2%3.")
        .arg(other->hostOnly ? QString() : QString("Domain "), QString::fromUtf8(other->domain), QString::fromUtf8(other->path));
}

}

bool isSameCookie(const Cookie &a, const Cookie &b)
{
    return a.name == b.name && a.domain == b.domain && a.hostOnly == b.hostOnly && a.path == b.path && a.partition == b.partition;
}

CookiePolicy agreedPolicy()
{
    CookiePolicy policy;
    policy.nameless = false;
    policy.emptyDomainCounts = false;
    return policy;
}

std::vector<StoreDecision> CookieJar::store(const Url &url, const FieldList &responseFields, Instant now, const CookieContext &context)
{
    std::vector<StoreDecision> decisions;
    const bool trusted = isTrusted(url, m_policy);
    for (const Field &field : responseFields) {
        if (!equalsIgnoringCase(field.name, "Set-Cookie"))
            continue;
        StoreDecision decision = judgeSetCookie(url, field.value, now, context, m_policy);
        judgeBesideOthers(decision, m_cookies, context, trusted);
        std::vector<StoreDecision> evicted;
        if (decision.kept && decision.deleted) {
            decision.reason = whatWasDeleted(*decision.kept, m_cookies);
            remove(*decision.kept);
            decision.kept.reset();
        } else if (decision.kept) {
            add(*decision.kept);
            evicted = makeRoom(m_cookies, m_policy, now);
        }
        decisions.push_back(std::move(decision));
        std::move(evicted.begin(), evicted.end(), std::back_inserter(decisions));
    }
    return decisions;
}

std::vector<CookieDecision> CookieJar::decide(const Url &url, const CookieContext &context, Instant now) const
{
    if (m_cookies.empty())
        return {};
    const CookieRequest request = describe(url, context, m_policy);
    std::vector<CookieDecision> decisions;
    for (const Cookie *cookie : cookiesToSend(m_cookies, request, m_policy, now)) {
        CookieDecision decision = decisionOn(*cookie);
        decision.sent = true;
        decision.reason = "It is for this host and path.";
        decisions.push_back(std::move(decision));
    }
    for (const Cookie &cookie : m_cookies) {
        if (!concerns(cookie, request))
            continue;
        if (const auto held = whyHeldBack(cookie, request, m_policy, now)) {
            CookieDecision decision = decisionOn(cookie);
            decision.rule = held->rule;
            decision.reason = held->reason;
            decision.attribute = held->attribute;
            decision.against = held->against;
            decision.section = held->section;
            decisions.push_back(std::move(decision));
        }
    }
    return decisions;
}

QByteArray CookieJar::cookieField(const Url &url, const CookieContext &context, Instant now) const
{
    if (m_cookies.empty())
        return {};
    QByteArray field;
    for (const Cookie *cookie : cookiesToSend(m_cookies, describe(url, context, m_policy), m_policy, now)) {
        if (!field.isEmpty())
            field += "; ";
        if (!cookie->name.isEmpty())
            field += cookie->name + '=';
        field += cookie->value;
    }
    return field;
}

void CookieJar::noteSent(const Url &url, const CookieContext &context, Instant now)
{
    for (Cookie *cookie : cookiesToSend(m_cookies, describe(url, context, m_policy), m_policy, now))
        cookie->lastUsed = now;
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
