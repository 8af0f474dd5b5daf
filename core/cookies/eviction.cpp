#include "core/cookies/eviction.h"

#include <QHash>
#include <tuple>

namespace keyhole {

namespace {

using Counts = QHash<QByteArray, size_t>;

Counts countDomains(const std::vector<Cookie> &cookies)
{
    Counts counts;
    for (const Cookie &cookie : cookies)
        ++counts[cookie.domain];
    return counts;
}

int priority(const Cookie &cookie, bool domainFull, Instant now)
{
    if (cookie.expires && *cookie.expires <= now)
        return 0;
    if (!domainFull)
        return 3;
    return cookie.secure ? 2 : 1;
}

StoreDecision toldAs(const Cookie &cookie, bool domainFull, const CookiePolicy &policy)
{
    StoreDecision decision;
    decision.name = cookie.name;
    decision.setCookie = cookie.setCookie;
    decision.rule = "limit";
    decision.section = "RFC 6265bis, 5.7";
    decision.deleted = true;
    decision.reason = domainFull
        ? QString("%1 holds %2 cookies at most; this one had to make room.").arg(QString::fromUtf8(cookie.domain)).arg(policy.mostOfDomain)
        : QString("The jar holds %1 cookies at most; this one had to make room.").arg(policy.mostInAll);
    return decision;
}

}

std::vector<StoreDecision> makeRoom(std::vector<Cookie> &cookies, const CookiePolicy &policy, Instant now)
{
    std::vector<StoreDecision> evicted;
    Counts counts = countDomains(cookies);
    const auto isFull = [&](const QByteArray &domain) { return counts.value(domain) > policy.mostOfDomain; };
    const auto tooMany = [&] {
        return cookies.size() > policy.mostInAll
            || std::any_of(counts.cbegin(), counts.cend(), [&](size_t count) { return count > policy.mostOfDomain; });
    };
    while (tooMany()) {
        const auto rank = [&](const Cookie &cookie) {
            return std::tuple(priority(cookie, isFull(cookie.domain), now), cookie.lastUsed, cookie.created);
        };
        const auto first
            = std::min_element(cookies.begin(), cookies.end(), [&](const Cookie &a, const Cookie &b) { return rank(a) < rank(b); });
        evicted.push_back(toldAs(*first, isFull(first->domain), policy));
        --counts[first->domain];
        cookies.erase(first);
    }
    return evicted;
}

}
