#include "core/cookies/prefixes.h"

namespace keyhole {

namespace {

constexpr const char *kSection = "RFC 6265bis, 5.4";
constexpr const char *kLayered = "draft-ietf-httpbis-layered-cookies, 4.1.3";

bool hasPrefix(QByteArrayView name, QByteArrayView prefix)
{
    return name.size() >= prefix.size() && equalsIgnoringCase(name.first(prefix.size()), prefix);
}

Refusal needs(const char *rule, const char *prefix, const char *what, const char *attribute, const char *section)
{
    return {rule, QString("A name that begins with %1 %2.").arg(QLatin1String(prefix), QLatin1String(what)), attribute, section};
}

/// A cookie without a name goes as its value, which a server would read as a name.
std::optional<Refusal> checkNameless(const Cookie &cookie, const CookiePolicy &policy)
{
    for (const char *prefix : {"__Host-", "__Secure-", "__Http-", "__Host-Http-"}) {
        const bool newer = QByteArrayView(prefix).endsWith("Http-");
        if (!hasPrefix(cookie.value, prefix) || (newer && !policy.httpPrefixes))
            continue;
        return Refusal{hasPrefix(prefix, "__Host-") ? "prefix-host"
                           : newer                  ? "prefix-http"
                                                    : "prefix-secure",
                       "A cookie without a name may not look as if it had a prefix.",
                       {},
                       "RFC 6265bis, 5.7"};
    }
    return std::nullopt;
}

std::optional<Refusal> checkHost(const Cookie &cookie, bool pathIsRoot, const char *rule, const char *prefix, const char *section)
{
    if (!cookie.secure)
        return needs(rule, prefix, "needs the attribute Secure", "", section);
    if (!cookie.hostOnly)
        return needs(rule, prefix, "may not have a Domain", "Domain", section);
    if (!pathIsRoot)
        return needs(rule, prefix, "needs Path=/", "Path", section);
    return std::nullopt;
}

}

std::optional<Refusal> checkHttpPrefix(const Cookie &cookie, bool pathIsRoot)
{
    const bool host = hasPrefix(cookie.name, "__Host-Http-");
    if (!host && !hasPrefix(cookie.name, "__Http-"))
        return std::nullopt;
    const char *prefix = host ? "__Host-Http-" : "__Http-";
    if (!cookie.secure)
        return needs("prefix-http", prefix, "needs the attribute Secure", "", kLayered);
    if (!cookie.httpOnly)
        return needs("prefix-http", prefix, "needs the attribute HttpOnly", "", kLayered);
    return host ? checkHost(cookie, pathIsRoot, "prefix-http", prefix, kLayered) : std::nullopt;
}

std::optional<Refusal> checkPrefixes(const Cookie &cookie, bool pathIsRoot, const CookiePolicy &policy)
{
    if (cookie.name.isEmpty())
        return checkNameless(cookie, policy);
    if (hasPrefix(cookie.name, "__Secure-") && !cookie.secure)
        return needs("prefix-secure", "__Secure-", "needs the attribute Secure", "", kSection);
    if (hasPrefix(cookie.name, "__Host-")) {
        if (auto refusal = checkHost(cookie, pathIsRoot, "prefix-host", "__Host-", kSection))
            return refusal;
    }
    return policy.httpPrefixes ? checkHttpPrefix(cookie, pathIsRoot) : std::nullopt;
}

}
