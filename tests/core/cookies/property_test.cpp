#include "catch.h"
#include "cookie_cases.h"
#include "core/cookies/acceptance.h"

#include <map>
#include <random>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

struct Chance {
    std::mt19937 random{20'261'121};

    size_t below(size_t count) { return std::uniform_int_distribution<size_t>(0, count - 1)(random); }
    template <size_t count> const char *pick(const char *const (&from)[count]) { return from[below(count)]; }
};

constexpr const char *kSchemes[] = {"http://", "https://"};
constexpr const char *kHosts[] = {"x.example",      "www.x.example", "a.www.x.example", "y.example", "xx.example", "shop.co.uk",
                                  "www.shop.co.uk", "me.github.io",  "10.0.0.1",        "localhost", "[::1]",      "X.EXAMPLE"};
constexpr const char *kPaths[] = {"", "/", "/a", "/a/", "/a/b", "/ab", "/a/b/c?q=/d", "/A"};
constexpr const char *kNames[] = {"a=1", "b=2", "a=3", "__Host-h=1", "__Secure-s=1", "lone", "=x", "__host-i=2", "a"};
constexpr const char *kAttributes[] = {"",
                                       "; Secure",
                                       "; HttpOnly",
                                       "; Path=/",
                                       "; Path=/a",
                                       "; Path=/a/b",
                                       "; Domain=x.example",
                                       "; Domain=example",
                                       "; Domain=.www.x.example",
                                       "; Domain=co.uk",
                                       "; Domain=shop.co.uk",
                                       "; Domain=github.io",
                                       "; Domain=10.0.0.1",
                                       "; Domain=localhost",
                                       "; SameSite=None",
                                       "; SameSite=Lax",
                                       "; SameSite=Strict",
                                       "; Max-Age=30",
                                       "; Max-Age=0",
                                       "; Expires=Sat, 21 Nov 2026 08:40:00 GMT",
                                       "; Partitioned",
                                       "; Max-Age=999999999"};

Url anyAddress(Chance &chance)
{
    return Url::parse(QByteArray(chance.pick(kSchemes)) + chance.pick(kHosts) + chance.pick(kPaths)).value();
}

CookieContext anyContext(Chance &chance, const Url &target)
{
    RequestSituation situation;
    situation.kind = RequestKind(chance.below(3));
    situation.method = chance.below(2) ? "GET" : "POST";
    if (chance.below(2))
        situation.initiator = anyAddress(chance);
    if (chance.below(4) == 0)
        situation.topLevel = anyAddress(chance);
    return contextOf(situation, target);
}

/// What must hold of every cookie that goes, whatever else happened; written without the jar's own rules where that is possible.
void demandThatItMayGo(const Cookie &cookie, const Url &url, const CookieContext &context, Instant now)
{
    const QByteArray host = url.origin().host, path = url.path.isEmpty() ? QByteArray("/") : url.path;
    const bool isHost = host == cookie.domain, isBelow = host.endsWith('.' + cookie.domain);
    REQUIRE((isHost || (isBelow && !cookie.hostOnly && !host.startsWith('['))));
    REQUIRE((path + '/').startsWith(cookie.path.endsWith('/') || cookie.path == path ? cookie.path : cookie.path + '/'));
    REQUIRE((!cookie.secure || url.scheme == "https" || isLoopback(host)));
    REQUIRE((!cookie.expires || *cookie.expires > now));
    if (!context.sameSite && cookie.sameSite != SameSite::None) {
        REQUIRE(cookie.sameSite != SameSite::Strict);
        REQUIRE((context.topLevelNavigation && context.method == "GET"));
    }
    if (!cookie.partition.isEmpty() && !context.topLevelSite.isEmpty())
        REQUIRE(cookie.partition == context.topLevelSite);
}

void demandThatItMayBeHeld(const Cookie &cookie)
{
    REQUIRE((cookie.hostOnly || !isPublicSuffix(cookie.domain)));
    REQUIRE((cookie.sameSite != SameSite::None || cookie.secure));
    REQUIRE((!cookie.partitioned || (cookie.secure && !cookie.partition.isEmpty())));
    REQUIRE((!cookie.expires || *cookie.expires <= cookie.lastUsed + std::chrono::days(400)));
    if (cookie.name.toLower().startsWith("__host-"))
        REQUIRE((cookie.secure && cookie.hostOnly && cookie.path == "/"));
    if (cookie.name.toLower().startsWith("__secure-"))
        REQUIRE(cookie.secure);
}

void demandThatNoneIsTwice(const CookieJar &jar)
{
    for (size_t i = 0; i < jar.cookies().size(); ++i) {
        for (size_t j = 0; j < i; ++j)
            REQUIRE_FALSE(isSameCookie(jar.cookies()[i], jar.cookies()[j]));
    }
}

/// The cookies of a decision, by what tells them apart in the field.
const Cookie *heldFor(const CookieJar &jar, const CookieDecision &decision)
{
    const auto found = std::find_if(jar.cookies().begin(), jar.cookies().end(), [&](const Cookie &cookie) {
        return cookie.name == decision.name && cookie.domain == decision.domain && cookie.path == decision.path
            && cookie.setCookie == decision.setCookie && cookie.setBy == decision.setBy;
    });
    return found == jar.cookies().end() ? nullptr : &*found;
}

}

TEST_CASE("Jar: over a hundred thousand generated answers and requests no rule is ever broken", "[cookies][property]")
{
    CookiePolicy policy;
    policy.mostOfDomain = 12;
    policy.mostInAll = 40;
    CookieJar jar(policy);
    Chance chance;
    Instant now = kCookieNow;
    for (int step = 0; step < 100'000; ++step) {
        now += Milliseconds(chance.below(2000));
        const Url from = anyAddress(chance);
        QByteArray value = chance.pick(kNames);
        for (size_t i = chance.below(4); i > 0; --i)
            value += chance.pick(kAttributes);
        jar.store(from, {{"Set-Cookie", value, {}}}, now, anyContext(chance, from));
        REQUIRE(jar.cookies().size() <= policy.mostInAll);

        const Url to = anyAddress(chance);
        const CookieContext context = anyContext(chance, to);
        QByteArray joined;
        for (const CookieDecision &decision : jar.decide(to, context, now)) {
            REQUIRE(decision.sent == decision.rule.isEmpty());
            REQUIRE_FALSE(decision.reason.isEmpty());
            if (!decision.sent)
                continue;
            const Cookie *cookie = heldFor(jar, decision);
            REQUIRE(cookie);
            demandThatItMayGo(*cookie, to, context, now);
            joined += (joined.isEmpty() ? "" : "; ") + (cookie->name.isEmpty() ? "" : cookie->name + '=') + cookie->value;
        }
        REQUIRE(jar.cookieField(to, context, now) == joined);
        if (chance.below(3) == 0)
            jar.noteSent(to, context, now);
        if (step % 50 != 0)
            continue;
        demandThatNoneIsTwice(jar);
        std::map<QByteArray, size_t> counts;
        for (const Cookie &cookie : jar.cookies()) {
            demandThatItMayBeHeld(cookie);
            ++counts[cookie.domain];
        }
        for (const auto &[domain, count] : counts)
            REQUIRE(count <= policy.mostOfDomain);
    }
}
