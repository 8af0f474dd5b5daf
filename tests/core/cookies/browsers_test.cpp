#include "catch.h"
#include "cookie_cases.h"
#include "core/cookies/browsers.h"

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

constexpr const char *kTarget = "https://www.shop.example/cart";

/// "cf" for Chrome and Firefox.
QByteArray letters(const std::vector<BrowserDifference> &differences, bool there)
{
    QByteArray text;
    for (const BrowserDifference &each : differences) {
        CHECK(each.here != each.there);
        CHECK_FALSE(each.reason.isEmpty());
        if (each.there == there)
            text += profileOf(each.browser).id[0];
    }
    return text;
}

}

TEST_CASE("Browsers: who sends a cookie, by who asks and what it says", "[cookies][browsers]")
{
    const auto [setCookie, kind, method, age, senders] = GENERATE(table<const char *, RequestKind, const char *, Seconds, const char *>({
        {"a=1", RequestKind::TopLevel, "GET", 1h, "cfs"},
        {"a=1", RequestKind::TopLevel, "POST", 1h, "fs"},
        {"a=1", RequestKind::TopLevel, "POST", 1min, "cfs"},
        {"a=1; SameSite=Lax", RequestKind::TopLevel, "GET", 1h, "cfs"},
        {"a=1; SameSite=Lax", RequestKind::TopLevel, "POST", 1min, ""},
        {"a=1; SameSite=Strict", RequestKind::TopLevel, "GET", 1min, ""},
        {"a=1; SameSite=None; Secure", RequestKind::TopLevel, "POST", 1h, "cfs"},
        {"a=1; SameSite=None; Secure", RequestKind::Frame, "GET", 1h, "c"},
        {"a=1; SameSite=None; Secure", RequestKind::Subresource, "POST", 1h, "c"},
        {"a=1", RequestKind::Subresource, "GET", 1min, ""},
        {"a=1; SameSite=Lax", RequestKind::Frame, "GET", 1h, ""},
    }));
    CAPTURE(setCookie, int(kind), method, age.count());
    QByteArray found;
    for (const BrowserProfile &profile : browserProfiles()) {
        CookieJar jar(profile.policy);
        receive(jar, kTarget, setCookie);
        if (!jar.cookieField(addressOf(kTarget), from("https://evil.example/", kind, kTarget, method), kCookieNow + age).isEmpty())
            found += profile.id[0];
    }
    CHECK(found == senders);
}

TEST_CASE("Browsers: who keeps a cookie", "[cookies][browsers]")
{
    const auto [address, setCookie, keepers] = GENERATE(table<const char *, const char *, const char *>({
        {"http://localhost:3000/", "a=1; Secure", "cf"},
        {"http://127.0.0.1/", "a=1; Secure", "cf"},
        {"http://shop.example/", "a=1; Secure", ""},
        {"https://shop.example/", "a=1; SameSite=None", "s"},
        {"https://shop.example/", "__Http-a=1; Secure", "fs"},
        {"https://shop.example/", "__Http-a=1; Secure; HttpOnly", "cfs"},
        {"https://shop.example/", "__Host-Http-a=1; Secure; HttpOnly; Path=/", "cfs"},
        {"https://shop.example/", "__Host-Http-a=1; Secure; Path=/", "fs"},
        {"https://shop.example/", "=__Http-a", "fs"},
        {"https://shop.example/", "__Host-a=1", ""},
        {"https://shop.example/", "value", "cfs"},
        {"https://shop.example/", "a=1; Domain=com", ""},
    }));
    CAPTURE(address, setCookie);
    QByteArray found;
    for (const BrowserProfile &profile : browserProfiles()) {
        CookieJar jar(profile.policy);
        if (receive(jar, address, setCookie).kept)
            found += profile.id[0];
    }
    CHECK(found == keepers);
    const auto differences = storingDifferences({}, addressOf(address), setCookie, {}, kCookieNow);
    CookieJar own;
    const bool here = receive(own, address, setCookie).kept.has_value();
    QByteArray others = "cfs";
    for (const char letter : QByteArray(keepers))
        others.replace(letter, "");
    CHECK(letters(differences, !here) == (here ? others : QByteArray(keepers)));
}

TEST_CASE("Browsers: only differences are told, with the trait and its source", "[cookies][browsers]")
{
    CookieJar jar;
    receive(jar, kTarget, "a=1; SameSite=None; Secure");
    receive(jar, kTarget, "b=1; SameSite=Strict");
    const auto differences
        = sendingDifferences(jar, addressOf(kTarget), from("https://evil.example/", RequestKind::Frame, kTarget), kCookieNow);
    REQUIRE(letters(differences, false) == "fs");
    for (const BrowserDifference &each : differences) {
        CHECK(each.cookie == "a");
        REQUIRE(each.source);
        CHECK(QByteArrayView(each.source).startsWith("https://"));
    }
    CHECK(sendingDifferences(jar, addressOf(kTarget), {}, kCookieNow).empty());
}

TEST_CASE("Browsers: Firefox gives a frame a jar of its own, Safari none, unless it says Partitioned", "[cookies][browsers]")
{
    const char *kWidget = "https://widget.example/";
    const CookieContext below = from("https://www.shop.example/", RequestKind::Frame, kWidget);
    const auto [browser, setCookie, goes] = GENERATE(table<Browser, const char *, bool>({
        {Browser::Chrome, "a=1; Secure; SameSite=None", true},
        {Browser::Firefox, "a=1; Secure; SameSite=None", true},
        {Browser::Safari, "a=1; Secure; SameSite=None", false},
        {Browser::Chrome, "a=1; Secure; SameSite=None; Partitioned", true},
        {Browser::Firefox, "a=1; Secure; SameSite=None; Partitioned", true},
        {Browser::Safari, "a=1; Secure; SameSite=None; Partitioned", true},
    }));
    CAPTURE(profileOf(browser).name, setCookie);
    CookieJar jar(profileOf(browser).policy);
    receive(jar, kWidget, setCookie, kCookieNow, below);
    CHECK(jar.cookieField(addressOf(kWidget), below, kCookieNow).isEmpty() != goes);
    const CookieContext elsewhere = from("https://news.example/", RequestKind::Frame, kWidget);
    const bool everywhere = browser == Browser::Chrome && !QByteArray(setCookie).contains("Partitioned");
    CHECK(jar.cookieField(addressOf(kWidget), elsewhere, kCookieNow).isEmpty() != everywhere);
}

TEST_CASE("Browsers: Safari keeps what a script sets for seven days at most", "[cookies][browsers]")
{
    CookieContext script;
    script.byScript = true;
    const auto life = [&](Browser browser, const CookieContext &context) {
        CookieJar jar(profileOf(browser).policy);
        return *receive(jar, kTarget, "a=1; Max-Age=99999999", kCookieNow, context).kept->expires - kCookieNow;
    };
    CHECK(life(Browser::Safari, script) == std::chrono::days(7));
    CHECK(life(Browser::Safari, {}) == std::chrono::days(400));
    CHECK(life(Browser::Firefox, script) == std::chrono::days(400));
}

TEST_CASE("Browsers: each trait has a source, and a profile is found by its id", "[cookies][browsers]")
{
    for (const BrowserProfile &profile : browserProfiles()) {
        CHECK(findProfile(profile.id) == &profile);
        CHECK(&profileOf(profile.browser) == &profile);
        for (const BrowserTrait &trait : profile.traits) {
            CAPTURE(profile.id, trait.rule);
            CHECK(QByteArrayView(trait.source).startsWith("https://"));
        }
    }
    CHECK_FALSE(findProfile("lynx"));
}
