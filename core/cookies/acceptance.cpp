#include "core/cookies/acceptance.h"

#include "core/cookies/prefixes.h"
#include "core/cookies/retrieval.h"
#include "core/http/cursor.h"
#include "core/http/date.h"

namespace keyhole {

namespace {

constexpr qsizetype kLargestPair = 4096;  // name and value together; 5.6
constexpr const char *kStorage = "RFC 6265bis, 5.7";

/// What one Set-Cookie is judged by.
struct Case {
    const SetCookie &set;
    const QByteArray &field;
    const CookieRequest &request;
    const CookiePolicy &policy;
    Instant now;
};

QString quoted(QByteArrayView text)
{
    return QChar(0x201c) + QString::fromUtf8(text) + QChar(0x201d);
}

/// RFC 6265bis, 5.5: Max-Age stands above Expires; nothing lives longer than the client allows.
std::optional<Instant> expiry(const Case &judged)
{
    const SetCookie &set = judged.set;
    const Milliseconds longest = judged.request.context.byScript ? judged.policy.longestLifeByScript : judged.policy.longestLife;
    const Instant latest = judged.now + longest;
    if (set.maxAge) {
        if (set.maxAge->count() <= 0)
            return Instant::min();
        return *set.maxAge >= longest ? latest : judged.now + *set.maxAge;
    }
    return set.expires ? std::optional(std::min(*set.expires, latest)) : std::nullopt;
}

std::optional<Refusal> refuse(const char *rule, const QString &reason, const char *attribute = "", const char *section = kStorage)
{
    return Refusal{rule, reason, attribute, section};
}

/// Puts in the domain, or says why the cookie may not have it. 5.7, steps 7 to 10.
std::optional<Refusal> applyDomain(const Case &judged, Cookie &cookie)
{
    const QByteArray &host = judged.request.host;
    QByteArray domain = judged.policy.emptyDomainCounts ? judged.set.domain : judged.set.lastFilledDomain;
    if (std::any_of(domain.begin(), domain.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7f; }))
        return refuse("domain", QString("Domain %1 is not written in ASCII.").arg(quoted(domain)), "Domain");
    if (!domain.isEmpty() && isPublicSuffix(domain)) {
        if (domain != host)
            return refuse("public-suffix",
                          QString("Domain %1 is a public suffix: anybody can register a name below it.").arg(quoted(domain)), "Domain");
        domain.clear();
    }
    if (!domain.isEmpty() && !domainMatches(host, domain))
        return refuse("domain", QString("Domain %1 does not cover %2, which set it.").arg(quoted(domain), quoted(host)), "Domain");
    cookie.hostOnly = domain.isEmpty();
    cookie.domain = domain.isEmpty() ? host : domain;
    return std::nullopt;
}

/// Steps 13 and 19, and the CHIPS draft.
std::optional<Refusal> checkSecurity(const Case &judged, const Cookie &cookie)
{
    if (cookie.secure && !judged.request.secure) {
        QString reason = "A Secure cookie is taken over https only, and this answer came over http.";
        if (isLoopback(judged.request.host))
            reason += " Chrome and Firefox make an exception for this computer itself.";
        return refuse("secure", reason, "Secure");
    }
    if (judged.policy.noneNeedsSecure && cookie.sameSite == SameSite::None && !cookie.secure)
        return refuse("samesite-none-insecure", "SameSite=None needs the attribute Secure; the cookie is refused without it.", "SameSite");
    if (cookie.partitioned && !cookie.secure)
        return refuse("partitioned-insecure", "Partitioned needs the attribute Secure; the cookie is refused without it.", "Partitioned",
                      "CHIPS, 3.1");
    return std::nullopt;
}

/// Step 18: a cookie that is for its own site alone is not taken from an answer that another site's page asked for.
std::optional<Refusal> checkSite(const Case &judged, const Cookie &cookie)
{
    const CookieRequest &request = judged.request;
    if (request.thirdParty && judged.policy.thirdParty == ThirdParty::Blocked && cookie.partition.isEmpty())
        return refuse("third-party",
                      QString("The page is of %1: cookies of other sites are blocked.").arg(QString::fromUtf8(request.topLevelSite)), "",
                      "RFC 6265bis, 7.1");
    if (request.sameSite || request.context.topLevelNavigation || enforcedSameSite(cookie.sameSite, judged.policy) == SameSite::None)
        return std::nullopt;
    return refuse("samesite", "A page of another site asked for this answer without opening it; only SameSite=None is taken then.",
                  "SameSite");
}

/// Step 15, and what keeps scripts from HttpOnly.
std::optional<Refusal> checkScript(const Case &judged, const Cookie &cookie)
{
    if (judged.request.context.byScript && cookie.httpOnly)
        return refuse("httponly", "A script cannot set a cookie that is HttpOnly.", "HttpOnly");
    return std::nullopt;
}

std::optional<Refusal> checkName(const Case &judged, const Cookie &cookie)
{
    if (cookie.name.isEmpty() && !judged.policy.nameless)
        return refuse("nameless", "It has no name: RFC 6265 ignores it, its successor and browsers keep it.", "", "RFC 6265, 5.2");
    return checkPrefixes(cookie, judged.set.path == "/", judged.policy);
}

Cookie cookieFrom(const Case &judged, const Url &url)
{
    const SetCookie &set = judged.set;
    Cookie cookie;
    cookie.name = set.name;
    cookie.value = set.value;
    cookie.path = set.path.startsWith('/') ? set.path : defaultPath(url);
    cookie.secure = set.secure;
    cookie.httpOnly = set.httpOnly;
    cookie.partitioned = set.partitioned && judged.policy.partitioned;
    cookie.sameSite = set.sameSite;
    cookie.expires = expiry(judged);
    cookie.created = cookie.lastUsed = judged.now;
    cookie.setBy = url.origin().toString() + url.path;
    cookie.setCookie = judged.field;
    cookie.partition = partitionFor(cookie.partitioned, judged.request, judged.policy);
    return cookie;
}

/// What of a kept cookie will surprise.
QString noteOn(const Case &judged, const Cookie &cookie)
{
    QStringList notes;
    const SetCookie &set = judged.set;
    const Milliseconds longest = judged.request.context.byScript ? judged.policy.longestLifeByScript : judged.policy.longestLife;
    const bool cut = cookie.expires && *cookie.expires == judged.now + longest
        && (set.maxAge ? *set.maxAge > longest : set.expires && *set.expires > judged.now + longest);
    if (cut)
        notes += QString("It is kept for %1 days at most.").arg(std::chrono::floor<std::chrono::days>(longest).count());
    if (!set.maxAge && !set.expires && !set.expiresText.isEmpty())
        notes += "Its Expires cannot be read, so it ends with the session.";
    if (set.domainGiven && cookie.hostOnly && !set.domain.isEmpty())
        notes += "Its Domain is a public suffix, so it is for this host alone.";
    if (set.sameSite == SameSite::Unknown)
        notes += "Its SameSite has an unknown value, which counts as none.";
    if (set.partitioned && !judged.policy.partitioned)
        notes += "Partitioned is not known here.";
    if (const auto later = checkHttpPrefix(cookie, set.path == "/"); later && !judged.policy.httpPrefixes)
        notes += "Newer drafts refuse it: " + later->reason;
    return notes.join(' ');
}

StoreDecision unreadable(const QByteArray &setCookie, const SyntaxError &error)
{
    const qsizetype end = setCookie.indexOf(';');
    const QByteArray pair = end < 0 ? setCookie : setCookie.first(end);
    StoreDecision decision;
    decision.name = pair.first(std::max<qsizetype>(pair.indexOf('='), 0)).trimmed();
    decision.setCookie = setCookie;
    decision.offset = error.offset;
    decision.section = "RFC 6265bis, 5.6";
    const bool control = error.offset < setCookie.size() && isControl(setCookie[error.offset]);
    decision.rule = pair.size() > kLargestPair && !control ? "size" : "syntax";
    decision.reason = decision.rule == "size" ? QString("Name and value are longer than %1 bytes together.").arg(kLargestPair)
                                              : QString("%1 (at byte %2)").arg(error.message).arg(error.offset);
    return decision;
}

/// Names the attribute that decided by its place in the field.
void showWhere(StoreDecision &decision, const QByteArray &attribute)
{
    if (attribute.isEmpty())
        return;
    if (const auto place = lastAttribute(decision.setCookie, attribute)) {
        decision.attribute = decision.setCookie.mid(place->offset, place->size);
        decision.offset = place->offset;
    }
}

std::optional<Refusal> firstRefusal(const Case &judged, Cookie &cookie)
{
    if (auto refusal = applyDomain(judged, cookie))
        return refusal;
    for (const auto check : {&checkSecurity, &checkScript, &checkSite, &checkName}) {
        if (auto refusal = check(judged, cookie))
            return refusal;
    }
    return std::nullopt;
}

}

bool isSecure(const Url &url)
{
    return equalsIgnoringCase(url.scheme, "https") || equalsIgnoringCase(url.scheme, "wss");
}

bool isTrusted(const Url &url, const CookiePolicy &policy)
{
    return isSecure(url) || (policy.secureOnLoopback && isLoopback(url.origin().host));
}

bool isLoopback(QByteArrayView host)
{
    const bool numeric = std::all_of(host.begin(), host.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return host == "localhost" || host.endsWith(".localhost") || (numeric && host.startsWith("127.")) || host == "[::1]";
}

StoreDecision judgeSetCookie(const Url &url, const QByteArray &setCookie, Instant now, const CookieContext &context,
                             const CookiePolicy &policy)
{
    const auto set = parseSetCookie(setCookie);
    if (!set)
        return unreadable(setCookie, set.error());

    const CookieRequest request = describe(url, context, policy);
    const Case judged{*set, setCookie, request, policy, now};
    StoreDecision decision;
    decision.name = set->name;
    decision.setCookie = setCookie;
    Cookie cookie = cookieFrom(judged, url);
    if (const auto refusal = firstRefusal(judged, cookie)) {
        decision.rule = refusal->rule;
        decision.reason = refusal->reason;
        decision.section = refusal->section;
        showWhere(decision, refusal->attribute);
        return decision;
    }
    if (cookie.expires && *cookie.expires <= now) {
        decision.deleted = true;
        decision.rule = "expired";
        decision.reason = "Its time is past: this removes the cookie.";
        decision.section = set->maxAge ? "RFC 6265bis, 5.6.2" : "RFC 6265bis, 5.6.1";
        showWhere(decision, set->maxAge ? "Max-Age" : "Expires");
    } else {
        decision.note = noteOn(judged, cookie);
    }
    decision.kept = std::move(cookie);
    return decision;
}

}
