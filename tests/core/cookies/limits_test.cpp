#include "catch.h"
#include "cookie_cases.h"
#include "core/cookies/changes.h"
#include "core/http/date.h"

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

CookiePolicy small(size_t ofDomain, size_t inAll)
{
    CookiePolicy policy;
    policy.mostOfDomain = ofDomain;
    policy.mostInAll = inAll;
    return policy;
}

QByteArray names(const CookieJar &jar)
{
    QByteArray all;
    for (const Cookie &cookie : jar.cookies())
        all += cookie.name;
    return all;
}

}

TEST_CASE("Eviction: ended cookies make room first, then those without Secure, then the ones not used for longest", "[cookies][limits]")
{
    const auto [fourth, left] = GENERATE(table<const char *, const char *>({
        {"d=1", "acd"},
        {"d=1; Secure", "acd"},
    }));
    CookieJar jar(small(3, 100));
    receive(jar, "https://x.example/", "a=1; Secure", kCookieNow);
    receive(jar, "https://x.example/", "b=1", kCookieNow + 1s);
    receive(jar, "https://x.example/", "c=1", kCookieNow + 2s);
    receive(jar, "https://x.example/", fourth, kCookieNow + 3s);
    CHECK(names(jar) == left);
}

TEST_CASE("Expiry: a cookie is over at the second of its Expires, so that this very moment removes it", "[cookies][limits]")
{
    const auto [ends, left] = GENERATE(table<Seconds, const char *>({{-1s, ""}, {0s, ""}, {1s, "a"}}));
    CAPTURE(ends.count());
    const Instant now = std::chrono::floor<Seconds>(kCookieNow);
    CookieJar jar;
    receive(jar, "https://x.example/", "a=1", now);
    receive(jar, "https://x.example/", "a=2; Expires=" + formatHttpDate(now + ends), now);
    CHECK(names(jar) == left);
}

TEST_CASE("Eviction: what has ended goes before all else", "[cookies][limits]")
{
    CookieJar jar(small(2, 100));
    receive(jar, "https://x.example/", "a=1", kCookieNow);
    receive(jar, "https://x.example/", "b=1; Secure; Max-Age=5", kCookieNow + 1s);
    const auto [later, left] = GENERATE(table<Seconds, const char *>({{5s, "bc"}, {6s, "ac"}, {10s, "ac"}}));
    CAPTURE(later.count());
    receive(jar, "https://x.example/", "c=1", kCookieNow + later);
    CHECK(names(jar) == left);
}

TEST_CASE("Eviction: being sent keeps a cookie", "[cookies][limits]")
{
    CookieJar jar(small(2, 100));
    receive(jar, "https://x.example/", "a=1; Path=/a", kCookieNow);
    receive(jar, "https://x.example/", "b=1", kCookieNow + 1s);
    jar.noteSent(addressOf("https://x.example/a"), {}, kCookieNow + 2s);
    jar.noteSent(addressOf("https://x.example/"), {}, kCookieNow + 3s);
    receive(jar, "https://x.example/", "c=1", kCookieNow + 4s);
    CHECK(names(jar) == "bc");
}

TEST_CASE("Eviction: when a cookie was sent counts before when it was set", "[cookies][limits]")
{
    CookieJar jar(small(2, 100));
    receive(jar, "https://x.example/", "a=1; Path=/a", kCookieNow);
    receive(jar, "https://x.example/", "b=1; Path=/b", kCookieNow + 1s);
    jar.noteSent(addressOf("https://x.example/b"), {}, kCookieNow + 2s);
    jar.noteSent(addressOf("https://x.example/a"), {}, kCookieNow + 3s);
    receive(jar, "https://x.example/", "c=1", kCookieNow + 4s);
    CHECK(names(jar) == "ac");
}

TEST_CASE("Eviction: a cookie without Secure cannot push Secure ones out of a full domain", "[cookies][limits]")
{
    CookieJar jar(small(2, 100));
    receive(jar, "https://x.example/", "a=1; Secure", kCookieNow);
    receive(jar, "https://x.example/", "b=1; Secure", kCookieNow + 1s);
    const auto decisions = jar.store(addressOf("http://x.example/"), {{"Set-Cookie", "c=1", {}}}, kCookieNow + 2s);
    REQUIRE(decisions.size() == 2);
    CHECK(decisions.back().rule == "limit");
    CHECK(decisions.back().name == "c");
    CHECK(names(jar) == "ab");
}

TEST_CASE("Eviction: a full jar gives up the one that was used longest ago, of whatever domain", "[cookies][limits]")
{
    CookieJar jar(small(100, 3));
    receive(jar, "https://x.example/", "a=1; Secure", kCookieNow);
    receive(jar, "https://y.example/", "b=1", kCookieNow + 1s);
    receive(jar, "https://y.example/", "c=1", kCookieNow + 2s);
    receive(jar, "https://z.example/", "d=1", kCookieNow + 3s);
    CHECK(names(jar) == "bcd");
}

TEST_CASE("Eviction: a neighbour's full domain leaves the others alone", "[cookies][limits]")
{
    CookieJar jar(small(2, 100));
    receive(jar, "https://old.example/", "o=1", kCookieNow - 1h);
    for (const char *value : {"a=1", "b=1", "c=1", "d=1"})
        receive(jar, "https://x.example/", value);
    CHECK(names(jar) == "ocd");
}

TEST_CASE("Order: longer paths first, then creation; one set anew keeps its place and its creation time", "[cookies]")
{
    CookieJar jar;
    receive(jar, "https://x.example/", "first=1; Path=/", kCookieNow);
    receive(jar, "https://x.example/", "second=1; Path=/", kCookieNow);
    receive(jar, "https://x.example/", "deep=1; Path=/a/b", kCookieNow + 1s);
    receive(jar, "https://x.example/", "middle=1; Path=/a", kCookieNow + 2s);
    receive(jar, "https://x.example/", "wide=1; Path=/; Domain=x.example", kCookieNow + 3s);
    receive(jar, "https://x.example/", "first=2; Path=/", kCookieNow + 4s);
    CHECK(jar.cookieField(addressOf("https://x.example/a/b/c"), {}, kCookieNow + 5s) == "deep=1; middle=1; first=2; second=1; wide=1");
    CHECK(jar.cookies().front().created == kCookieNow);
}

TEST_CASE("Identity: name, domain, host-only and path make a cookie; nothing else does", "[cookies]")
{
    const auto [other, count] = GENERATE(table<const char *, size_t>({
        {"a=2", 1},
        {"a=2; Path=/", 1},
        {"a=2; Secure; HttpOnly; SameSite=Lax; Max-Age=9", 1},
        {"A=2", 2},
        {"a=2; Path=/x", 2},
        {"a=2; Domain=x.example", 2},
        {"b=2", 2},
        {"a", 2},
        {"a=2; Secure; Partitioned", 2},
    }));
    CAPTURE(other);
    CookieJar jar;
    receive(jar, "https://x.example/", "a=1");
    receive(jar, "https://x.example/", other);
    CHECK(jar.cookies().size() == count);
}

TEST_CASE("changesBetween: use alone is no change; setting anew is one without a difference", "[cookies]")
{
    CookieJar jar;
    receive(jar, "https://x.example/", "a=1");
    const auto before = jar.cookies();
    jar.noteSent(addressOf("https://x.example/"), {}, kCookieNow + 1s);
    CHECK(changesBetween(before, jar.cookies()).empty());
    receive(jar, "https://x.example/", "a=1; Path=/");
    const auto changes = changesBetween(before, jar.cookies());
    REQUIRE(changes.size() == 1);
    CHECK(changes.front().kind == JarChange::Kind::Replaced);
    CHECK(changes.front().changed.isEmpty());
}
