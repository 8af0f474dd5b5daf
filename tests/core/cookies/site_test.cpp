#include "catch.h"
#include "cookie_cases.h"

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

constexpr const char *kTarget = "https://www.shop.example/cart";

QByteArray ruleFor(const char *setCookie, const CookieContext &context, const CookiePolicy &policy = {}, Instant later = kCookieNow + 10min)
{
    CookieJar jar(policy);
    REQUIRE(receive(jar, kTarget, setCookie).kept);
    const auto decisions = jar.decide(addressOf(kTarget), context, later);
    REQUIRE(decisions.size() == 1);
    const CookieDecision &decision = decisions.front();
    CHECK_FALSE(decision.section.isEmpty());
    CHECK(decision.sent == decision.rule.isEmpty());
    CHECK((decision.sent || !decision.attribute.isEmpty() || decision.rule == "third-party"));
    return decision.sent ? QByteArray("sent") : decision.rule;
}

}

TEST_CASE("siteOf: scheme and registrable domain", "[cookies][site]")
{
    const auto [address, expected] = GENERATE(table<const char *, const char *>({
        {"https://www.example.com/x", "https://example.com"},
        {"http://www.example.com:8080/", "http://example.com"},
        {"https://a.b.example.co.uk/", "https://example.co.uk"},
        {"https://me.github.io/", "https://me.github.io"},
        {"https://github.io/", "https://github.io"},
        {"http://localhost:3000/", "http://localhost"},
        {"https://10.0.0.1/", "https://10.0.0.1"},
        {"https://[2001:db8::1]/", "https://[2001:db8::1]"},
        {"https://WWW.Example.COM./", "https://example.com"},
    }));
    CAPTURE(address);
    CHECK(siteOf(addressOf(address)) == expected);
}

TEST_CASE("contextOf: who began a request, and for which page, decides whether it is of the same site", "[cookies][site]")
{
    const auto [initiator, topLevel, kind, sameSite, thirdParty] = GENERATE(table<const char *, const char *, RequestKind, bool, bool>({
        {"https://www.shop.example/", nullptr, RequestKind::TopLevel, true, false},
        {"https://login.shop.example/", nullptr, RequestKind::Subresource, true, false},
        {"https://shop.example:8443/", nullptr, RequestKind::Subresource, true, false},
        {"http://www.shop.example/", nullptr, RequestKind::TopLevel, true, false},
        {"https://other.example/", nullptr, RequestKind::TopLevel, false, false},
        {"https://other.example/", nullptr, RequestKind::Frame, false, true},
        {"https://other.example/", nullptr, RequestKind::Subresource, false, true},
        {"https://www.shop.example/", "https://other.example/", RequestKind::Subresource, false, true},
        {"https://other.example/", "https://www.shop.example/", RequestKind::Subresource, false, false},
    }));
    CAPTURE(initiator, topLevel ? topLevel : "", int(kind));
    const CookieContext context = from(initiator, kind, kTarget, "GET", topLevel);
    CHECK(context.sameSite == sameSite);
    CHECK((!context.topLevelSite.isEmpty() && context.topLevelSite != "https://shop.example") == thirdParty);
    CHECK(context.topLevelNavigation == (kind == RequestKind::TopLevel));
}

TEST_CASE("contextOf: a request of the user is of the same site", "[cookies][site]")
{
    CHECK(contextOf({}, addressOf(kTarget)).sameSite);
    CHECK(contextOf({}, addressOf(kTarget)).topLevelNavigation);
}

TEST_CASE("SameSite: what goes with a request of another site", "[cookies][site]")
{
    const auto [kind, method, strict, lax, unset, none] = GENERATE(table<RequestKind, const char *, bool, bool, bool, bool>({
        {RequestKind::TopLevel, "GET", false, true, true, true},
        {RequestKind::TopLevel, "HEAD", false, true, true, true},
        {RequestKind::TopLevel, "OPTIONS", false, true, true, true},
        {RequestKind::TopLevel, "TRACE", false, true, true, true},
        {RequestKind::TopLevel, "POST", false, false, false, true},
        {RequestKind::TopLevel, "PUT", false, false, false, true},
        {RequestKind::TopLevel, "get", false, false, false, true},
        {RequestKind::Frame, "GET", false, false, false, true},
        {RequestKind::Frame, "POST", false, false, false, true},
        {RequestKind::Subresource, "GET", false, false, false, true},
        {RequestKind::Subresource, "DELETE", false, false, false, true},
    }));
    CAPTURE(int(kind), method);
    const CookieContext context = from("https://evil.example/", kind, kTarget, method);
    const auto goes = [&](const char *setCookie) { return ruleFor(setCookie, context) == "sent"; };
    CHECK(goes("a=1; SameSite=Strict") == strict);
    CHECK(goes("a=1; SameSite=Lax") == lax);
    CHECK(goes("a=1") == unset);
    CHECK(goes("a=1; SameSite=unknown") == unset);
    CHECK(goes("a=1; SameSite=None; Secure") == none);
    const CookieContext own = from("https://login.shop.example/", kind, kTarget, method);
    for (const char *setCookie : {"a=1; SameSite=Strict", "a=1; SameSite=Lax", "a=1"})
        CHECK(ruleFor(setCookie, own) == "sent");
}

TEST_CASE("SameSite: where the scheme counts, http and https of one name are two sites", "[cookies][site]")
{
    const CookieContext context = from("http://www.shop.example/", RequestKind::Subresource, kTarget);
    CHECK(ruleFor("a=1; SameSite=Strict", context) == "samesite");
    CookiePolicy schemeless;
    schemeless.schemeCounts = false;
    CHECK(ruleFor("a=1; SameSite=Strict", context, schemeless) == "sent");
}

TEST_CASE("SameSite: where redirects count, one through another site makes it a request of that", "[cookies][site]")
{
    RequestSituation situation;
    situation.initiator = addressOf("https://www.shop.example/");
    situation.redirectedFrom = {addressOf("https://www.shop.example/out"), addressOf("https://sso.example/back")};
    const CookieContext context = contextOf(situation, addressOf(kTarget));
    CHECK(context.redirectedAcrossSites);
    CHECK(ruleFor("a=1; SameSite=Strict", context) == "sent");
    CookiePolicy counting;
    counting.redirectsCount = true;
    CHECK(ruleFor("a=1; SameSite=Strict", context, counting) == "samesite");
    situation.redirectedFrom = {addressOf("https://login.shop.example/")};
    CHECK_FALSE(contextOf(situation, addressOf(kTarget)).redirectedAcrossSites);
}

TEST_CASE("SameSite: Lax allowing unsafe lasts two minutes, for cookies without SameSite that open a page", "[cookies][site]")
{
    CookiePolicy policy;
    policy.laxAllowingUnsafe = 2min;
    const CookieContext post = from("https://evil.example/", RequestKind::TopLevel, kTarget, "POST");
    const CookieContext frame = from("https://evil.example/", RequestKind::Frame, kTarget, "POST");
    CHECK(ruleFor("a=1", post, policy, kCookieNow + 2min) == "sent");
    CHECK(ruleFor("a=1", post, policy, kCookieNow + 2min + 1ms) == "samesite");
    CHECK(ruleFor("a=1; SameSite=Lax", post, policy, kCookieNow) == "samesite");
    CHECK(ruleFor("a=1; SameSite=odd", post, policy, kCookieNow) == "samesite");
    CHECK(ruleFor("a=1", frame, policy, kCookieNow) == "samesite");
    CHECK(ruleFor("a=1", post, {}, kCookieNow) == "samesite");
}

TEST_CASE("SameSite: a page of another site that does not open the address cannot have such a cookie set", "[cookies][site]")
{
    const auto [kind, setCookie, rule] = GENERATE(table<RequestKind, const char *, const char *>({
        {RequestKind::Subresource, "a=1", "samesite"},
        {RequestKind::Subresource, "a=1; SameSite=Lax", "samesite"},
        {RequestKind::Frame, "a=1; SameSite=Strict", "samesite"},
        {RequestKind::Frame, "a=1; SameSite=None; Secure", ""},
        {RequestKind::TopLevel, "a=1; SameSite=Strict", ""},
        {RequestKind::TopLevel, "a=1", ""},
    }));
    CAPTURE(int(kind), setCookie);
    CookieJar jar;
    CHECK(receive(jar, kTarget, setCookie, kCookieNow, from("https://evil.example/", kind, kTarget)).rule == rule);
}

TEST_CASE("Partitioned: a cookie is kept apart for each page's site, and goes back below that alone", "[cookies][site]")
{
    const char *kWidget = "https://widget.example/frame";
    const auto below = [&](const char *page) { return from(page, RequestKind::Frame, kWidget); };
    CookieJar jar;
    receive(jar, kWidget, "a=shop; Secure; SameSite=None; Partitioned", kCookieNow, below("https://www.shop.example/"));
    receive(jar, kWidget, "a=news; Secure; SameSite=None; Partitioned", kCookieNow, below("https://news.example/"));
    receive(jar, kWidget, "a=own; Secure; SameSite=None; Partitioned", kCookieNow);
    receive(jar, kWidget, "all=1; Secure; SameSite=None", kCookieNow);
    REQUIRE(jar.cookies().size() == 4);
    const auto sent = [&](const CookieContext &context) { return jar.cookieField(addressOf(kWidget), context, kCookieNow); };
    CHECK(sent(below("https://login.shop.example/")) == "a=shop; all=1");
    CHECK(sent(below("https://news.example/")) == "a=news; all=1");
    CHECK(sent(below("https://third.example/")) == "all=1");
    CHECK(sent({}) == "a=own; all=1");
    const auto decisions = jar.decide(addressOf(kWidget), below("https://third.example/"), kCookieNow);
    CHECK(std::count_if(decisions.begin(), decisions.end(), [](const CookieDecision &each) { return each.rule == "partition"; }) == 3);
}
