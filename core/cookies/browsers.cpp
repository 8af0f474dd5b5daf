#include "core/cookies/browsers.h"

#include "core/cookies/acceptance.h"
#include "core/cookies/retrieval.h"

#include <array>

namespace keyhole {

namespace {

using std::chrono::days;

constexpr BrowserTrait kChromeTraits[] = {
    {"samesite", "A cookie without SameSite counts as Lax, and for two minutes goes along with POST that opens a page.",
     "https://www.chromium.org/updates/same-site/faq/"},
    {"secure", "http://localhost and loopback addresses count as trustworthy for Secure cookies.",
     "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie"},
    {"third-party", "Cookies of other sites go along unless the user blocks them; the plan to end that was given up in April 2025.",
     "https://privacysandbox.com/news/privacy-sandbox-next-steps/"},
    {"partition", "Partitioned is known since version 114.",
     "https://developer.mozilla.org/en-US/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies"},
    {"prefix-http", "__Http- and __Host-Http- need HttpOnly since version 140.",
     "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie"},
    {"limit", "180 cookies a site and 3300 in all.",
     "https://source.chromium.org/chromium/chromium/src/+/main:net/cookies/cookie_monster.h"},
};

constexpr BrowserTrait kFirefoxTraits[] = {
    {"samesite", "A cookie without SameSite counts as None: Lax by default was tried and given up.",
     "https://hacks.mozilla.org/2020/08/changes-to-samesite-cookie-behavior/"},
    {"secure", "http://localhost counts as trustworthy for Secure cookies since version 75.",
     "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie"},
    {"third-party", "Total Cookie Protection: below a page of another site each site has a jar of its own.",
     "https://developer.mozilla.org/en-US/docs/Web/Privacy/Guides/State_Partitioning"},
    {"partition", "Partitioned is known since version 141.",
     "https://developer.mozilla.org/en-US/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies"},
    {"limit", "180 cookies a site and 3000 in all.",
     "https://searchfox.org/mozilla-central/source/modules/libpref/init/StaticPrefList.yaml"},
};

constexpr BrowserTrait kSafariTraits[] = {
    {"samesite", "A cookie without SameSite counts as None.",
     "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie"},
    {"samesite-none-insecure", "SameSite=None is taken without Secure.",
     "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie"},
    {"secure", "Secure cookies want https on this computer too.", "https://bugs.webkit.org/show_bug.cgi?id=232088"},
    {"third-party", "Cookies of other sites are blocked.", "https://webkit.org/tracking-prevention/"},
    {"partition", "Partitioned lifts that block below one page's site; known since version 18.4.",
     "https://webkit.org/blog/16574/webkit-features-in-safari-18-4/"},
    {"expired", "What a script sets lives for seven days at most.", "https://webkit.org/tracking-prevention/"},
};

CookiePolicy chrome()
{
    CookiePolicy policy;
    policy.laxAllowingUnsafe = std::chrono::minutes(2);
    policy.httpPrefixes = true;
    policy.mostInAll = 3300;
    return policy;
}

CookiePolicy firefox()
{
    CookiePolicy policy;
    policy.unsetMeans = SameSite::None;
    policy.schemeCounts = false;
    policy.thirdParty = ThirdParty::Partitioned;
    return policy;
}

CookiePolicy safari()
{
    CookiePolicy policy;
    policy.unsetMeans = SameSite::None;
    policy.noneNeedsSecure = false;
    policy.schemeCounts = false;
    policy.secureOnLoopback = false;
    policy.thirdParty = ThirdParty::Blocked;
    policy.longestLifeByScript = days(7);
    return policy;
}

/// Which trait a decision is put down to.
QByteArray traitRule(const QByteArray &rule)
{
    return rule == "third-party" || rule == "partition" || rule == "secure" || rule.startsWith("samesite") || rule == "prefix-http"
        ? rule
        : QByteArray();
}

BrowserDifference differenceOf(const BrowserProfile &profile, const QByteArray &name, bool here, bool there, const QByteArray &rule,
                               const QString &reason)
{
    BrowserDifference difference{profile.browser, name, here, there, reason};
    if (const BrowserTrait *trait = profile.trait(traitRule(rule))) {
        difference.says = trait->says;
        difference.source = trait->source;
    }
    return difference;
}

}

const BrowserTrait *BrowserProfile::trait(QByteArrayView rule) const
{
    const auto found = std::find_if(traits.begin(), traits.end(), [&](const BrowserTrait &each) { return each.rule == rule; });
    return found == traits.end() ? nullptr : &*found;
}

std::span<const BrowserProfile> browserProfiles()
{
    static const std::array<BrowserProfile, 3> profiles{{
        {Browser::Chrome, "chrome", "Chrome", chrome(), kChromeTraits},
        {Browser::Firefox, "firefox", "Firefox", firefox(), kFirefoxTraits},
        {Browser::Safari, "safari", "Safari", safari(), kSafariTraits},
    }};
    return profiles;
}

const BrowserProfile &profileOf(Browser browser)
{
    return browserProfiles()[size_t(browser)];
}

const BrowserProfile *findProfile(QByteArrayView id)
{
    const auto profiles = browserProfiles();
    const auto found = std::find_if(profiles.begin(), profiles.end(), [&](const BrowserProfile &each) { return id == each.id; });
    return found == profiles.end() ? nullptr : &*found;
}

std::vector<BrowserDifference> sendingDifferences(const CookieJar &jar, const Url &url, const CookieContext &context, Instant now)
{
    std::vector<BrowserDifference> differences;
    const CookieRequest request = describe(url, context, jar.policy());
    for (const BrowserProfile &profile : browserProfiles()) {
        const CookieRequest theirs = describe(url, context, profile.policy);
        for (const Cookie &cookie : jar.cookies()) {
            if (!concerns(cookie, request))
                continue;
            const auto here = whyHeldBack(cookie, request, jar.policy(), now);
            const auto there = whyHeldBack(cookie, theirs, profile.policy, now);
            if (here.has_value() == there.has_value())
                continue;
            const HeldBack &decided = here ? *here : *there;
            differences.push_back(differenceOf(profile, cookie.name, !here, !there, decided.rule, decided.reason));
        }
    }
    return differences;
}

std::vector<BrowserDifference> storingDifferences(const CookieJar &jar, const Url &url, const QByteArray &setCookie,
                                                  const CookieContext &context, Instant now)
{
    std::vector<BrowserDifference> differences;
    const StoreDecision here = judgeSetCookie(url, setCookie, now, context, jar.policy());
    for (const BrowserProfile &profile : browserProfiles()) {
        const StoreDecision there = judgeSetCookie(url, setCookie, now, context, profile.policy);
        if (here.kept.has_value() == there.kept.has_value())
            continue;
        const StoreDecision &decided = here.kept ? there : here;
        differences.push_back(
            differenceOf(profile, here.name, here.kept.has_value(), there.kept.has_value(), decided.rule, decided.reason));
    }
    return differences;
}

}
