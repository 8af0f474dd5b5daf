#include "core/cookies/acceptance.h"

namespace keyhole {

namespace {

constexpr Milliseconds kLongestLife = std::chrono::days(400);  // RFC 6265bis, 5.5
constexpr qsizetype kLargestPair = 4096;  // name and value together; 5.6

struct Refusal {
    QByteArray rule;
    QString reason;
};

QString quoted(QByteArrayView text)
{
    return QChar(0x201c) + QString::fromUtf8(text) + QChar(0x201d);
}

/// RFC 6265bis, 5.5: Max-Age stands above Expires; nothing lives longer than 400 days.
std::optional<Instant> expiry(const SetCookie &set, Instant now)
{
    const Instant latest = now + kLongestLife;
    if (set.maxAge) {
        if (set.maxAge->count() <= 0)
            return Instant{};
        return *set.maxAge >= kLongestLife ? latest : now + *set.maxAge;
    }
    return set.expires ? std::optional(std::min(*set.expires, latest)) : std::nullopt;
}

/// Puts in the domain, or says why the cookie may not have it. 5.7, steps 8 to 10.
std::optional<Refusal> applyDomain(const SetCookie &set, const QByteArray &host, Cookie &cookie)
{
    QByteArray domain = set.domain;
    if (std::any_of(domain.begin(), domain.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7f; }))
        return Refusal{"domain", QString("Domain %1 is not written in ASCII.").arg(quoted(domain))};
    if (!domain.isEmpty() && isPublicSuffix(domain)) {
        if (domain != host)
            return Refusal{"public-suffix",
                           QString("Domain %1 is a public suffix: anybody can register a name below it.").arg(quoted(domain))};
        domain.clear();
    }
    if (!domain.isEmpty() && !domainMatches(host, domain))
        return Refusal{"domain", QString("Domain %1 does not cover %2, which set it.").arg(quoted(domain), quoted(host))};
    cookie.hostOnly = domain.isEmpty();
    cookie.domain = domain.isEmpty() ? host : domain;
    return std::nullopt;
}

bool hasPrefix(QByteArrayView name, QByteArrayView prefix)
{
    return name.size() >= prefix.size() && equalsIgnoringCase(name.first(prefix.size()), prefix);
}

/// The name prefixes of 4.1.3 as 5.7 enforces them: without regard to case.
std::optional<Refusal> checkPrefix(const SetCookie &set, const Cookie &cookie)
{
    if (cookie.name.isEmpty() && (hasPrefix(cookie.value, "__Secure-") || hasPrefix(cookie.value, "__Host-")))
        return Refusal{hasPrefix(cookie.value, "__Host-") ? "prefix-host" : "prefix-secure",
                       "A cookie without a name may not look as if it had a prefix."};
    if (hasPrefix(cookie.name, "__Secure-") && !cookie.secure)
        return Refusal{"prefix-secure", "A name that begins with __Secure- needs the attribute Secure."};
    if (!hasPrefix(cookie.name, "__Host-"))
        return std::nullopt;
    if (!cookie.secure)
        return Refusal{"prefix-host", "A name that begins with __Host- needs the attribute Secure."};
    if (!cookie.hostOnly)
        return Refusal{"prefix-host", "A name that begins with __Host- may not have a Domain."};
    if (set.path != "/")
        return Refusal{"prefix-host", "A name that begins with __Host- needs Path=/."};
    return std::nullopt;
}

std::optional<Refusal> checkSecurity(const Url &url, const QByteArray &host, const Cookie &cookie)
{
    if (cookie.secure && !isSecure(url)) {
        QString reason = "A Secure cookie is taken over https only, and this answer came over http.";
        if (isLoopback(host))
            reason += " Browsers make an exception for this computer itself.";
        return Refusal{"secure", reason};
    }
    if (cookie.sameSite == SameSite::None && !cookie.secure)
        return Refusal{"samesite-none-insecure", "SameSite=None needs the attribute Secure; browsers refuse the cookie without it."};
    if (cookie.partitioned && !cookie.secure)
        return Refusal{"partitioned-insecure", "Partitioned needs the attribute Secure; browsers refuse the cookie without it."};
    return std::nullopt;
}

Cookie cookieFrom(const SetCookie &set, const Url &url, const QByteArray &setCookie, Instant now)
{
    Cookie cookie;
    cookie.name = set.name;
    cookie.value = set.value;
    cookie.path = set.path.startsWith('/') ? set.path : defaultPath(url);
    cookie.secure = set.secure;
    cookie.httpOnly = set.httpOnly;
    cookie.partitioned = set.partitioned;
    cookie.sameSite = set.sameSite;
    cookie.expires = expiry(set, now);
    cookie.created = cookie.lastUsed = now;
    cookie.setBy = url.origin().toString() + url.path;
    cookie.setCookie = setCookie;
    return cookie;
}

StoreDecision unreadable(const QByteArray &setCookie, const SyntaxError &error)
{
    const qsizetype end = setCookie.indexOf(';');
    const QByteArray pair = end < 0 ? setCookie : setCookie.first(end);
    StoreDecision decision;
    decision.name = pair.first(std::max<qsizetype>(pair.indexOf('='), 0)).trimmed();
    decision.setCookie = setCookie;
    decision.rule = pair.size() > kLargestPair ? "size" : "syntax";
    decision.reason = decision.rule == "size" ? QString("Name and value are longer than %1 bytes together.").arg(kLargestPair)
                                              : QString("%1 (at byte %2)").arg(error.message).arg(error.offset);
    return decision;
}

}

bool isSecure(const Url &url)
{
    return equalsIgnoringCase(url.scheme, "https");
}

bool isLoopback(QByteArrayView host)
{
    const bool numeric = std::all_of(host.begin(), host.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return host == "localhost" || host.endsWith(".localhost") || (numeric && host.startsWith("127.")) || host == "[::1]";
}

StoreDecision judgeSetCookie(const Url &url, const QByteArray &setCookie, Instant now)
{
    const auto set = parseSetCookie(setCookie);
    if (!set)
        return unreadable(setCookie, set.error());

    StoreDecision decision;
    decision.name = set->name;
    decision.setCookie = setCookie;
    Cookie cookie = cookieFrom(*set, url, setCookie, now);
    const QByteArray host = url.origin().host;
    auto refusal = applyDomain(*set, host, cookie);
    if (!refusal)
        refusal = checkSecurity(url, host, cookie);
    if (!refusal)
        refusal = checkPrefix(*set, cookie);
    if (refusal) {
        decision.rule = refusal->rule;
        decision.reason = refusal->reason;
        return decision;
    }
    if (cookie.expires && *cookie.expires <= now) {
        decision.deleted = true;
        decision.rule = "expired";
        decision.reason = "Its time is past: this removes the cookie.";
    }
    decision.kept = std::move(cookie);
    return decision;
}

}
