#include "catch.h"
#include "core/cookies/jar.h"

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const Instant kNow(1'795'250'000s);

Url at(const char *address)
{
    return Url::parse(address).value();
}

/// What becomes of one Set-Cookie in an answer from `address`.
StoreDecision set(CookieJar &jar, const char *address, const QByteArray &value, Instant now = kNow)
{
    return jar.store(at(address), {{"Set-Cookie", value, {}}}, now).front();
}

QByteArray rule(const char *address, const QByteArray &value)
{
    CookieJar jar;
    const StoreDecision decision = set(jar, address, value);
    CHECK(decision.reason.isEmpty() == decision.rule.isEmpty());
    CHECK(jar.cookies().size() == (decision.kept ? 1U : 0U));
    return decision.rule;
}

QByteArray sentTo(const CookieJar &jar, const char *address, const CookieContext &context = {}, Instant now = kNow)
{
    return jar.cookieField(at(address), context, now);
}

/// The rule by which the only cookie of the jar is held back; "sent" when it goes, "(not told)" when it is not mentioned.
QByteArray heldBack(const CookieJar &jar, const char *address, const CookieContext &context = {}, Instant now = kNow)
{
    const auto decisions = jar.decide(at(address), context, now);
    if (decisions.empty())
        return "(not told)";
    CHECK_FALSE(decisions.front().reason.isEmpty());
    return decisions.front().sent ? "sent" : decisions.front().rule;
}

}

TEST_CASE("Jar: a cookie is kept or refused by the rule that the standard gives", "[cookies]")
{
    const auto [address, value, expected] = GENERATE(table<const char *, const char *, const char *>({
        {"https://www.example.com/", "a=1", ""},
        {"https://www.example.com/", "a=1; Domain=example.com", ""},
        {"https://www.example.com/", "a=1; Domain=.example.com", ""},
        {"https://www.example.com/", "a=1; Domain=WWW.Example.COM", ""},
        {"https://www.example.com/", "a=1; Domain=api.example.com", "domain"},
        {"https://www.example.com/", "a=1; Domain=www.www.example.com", "domain"},
        {"https://www.example.com/", "a=1; Domain=ample.com", "domain"},
        {"https://www.example.com/", "a=1; Domain=b\xC3\xBC\x63her.example", "domain"},
        {"https://www.example.com/", "a=1; Domain=com", "public-suffix"},
        {"https://shop.example.co.uk/", "a=1; Domain=co.uk", "public-suffix"},
        {"https://shop.example.co.uk/", "a=1; Domain=example.co.uk", ""},
        {"https://mine.herokuapp.com/", "a=1; Domain=herokuapp.com", "public-suffix"},
        {"https://mine.github.io/", "a=1; Domain=github.io", "public-suffix"},
        {"https://github.io/", "a=1; Domain=github.io", ""},
        {"http://localhost/", "a=1; Domain=localhost", ""},
        {"http://127.0.0.1/", "a=1; Domain=127.0.0.1", ""},
        {"http://127.0.0.1/", "a=1; Domain=0.0.1", "domain"},
        {"https://example.com/", "a=1; Secure", ""},
        {"http://example.com/", "a=1; Secure", "secure"},
        {"http://localhost/", "a=1; Secure", ""},
        {"http://127.0.0.1:8080/", "__Host-a=1; Secure; Path=/", ""},
        {"https://example.com/", "a=1; SameSite=None; Secure", ""},
        {"https://example.com/", "a=1; SameSite=None", "samesite-none-insecure"},
        {"http://example.com/", "a=1; SameSite=Lax", ""},
        {"https://example.com/", "a=1; Partitioned; Secure", ""},
        {"https://example.com/", "a=1; Partitioned", "partitioned-insecure"},
        {"https://example.com/", "__Secure-a=1; Secure", ""},
        {"https://example.com/", "__Secure-a=1", "prefix-secure"},
        {"https://example.com/", "__sEcUrE-a=1", "prefix-secure"},
        {"https://example.com/", "__Host-a=1; Secure; Path=/", ""},
        {"https://example.com/", "__host-a=1; Path=/", "prefix-host"},
        {"https://example.com/", "__Host-a=1; Secure", "prefix-host"},
        {"https://example.com/", "__Host-a=1; Secure; Path=/x", "prefix-host"},
        {"https://example.com/", "__Host-a=1; Secure; Path=/; Domain=example.com", "prefix-host"},
        {"https://example.com/", "=__Host-a=1; Secure; Path=/", "prefix-host"},
        {"https://example.com/", "a=1\x01", "syntax"},
    }));
    CAPTURE(address, value);
    CHECK(rule(address, value) == expected);
}

TEST_CASE("Jar: name and value may have 4096 bytes together, and not one more", "[cookies]")
{
    CHECK(rule("https://example.com/", "a=" + QByteArray(4095, 'x')).isEmpty());
    CHECK(rule("https://example.com/", "a=" + QByteArray(4096, 'x')) == "size");
}

TEST_CASE("Jar: where a Secure cookie of this computer's own server is refused, that others take it is told", "[cookies]")
{
    CookiePolicy strict;
    strict.secureOnLoopback = false;
    CookieJar jar(strict);
    CHECK(set(jar, "http://localhost:3000/", "a=1; Secure").reason.contains("make an exception"));
    CHECK_FALSE(set(jar, "http://example.com/", "a=1; Secure").reason.contains("exception"));
}

TEST_CASE("Jar: Max-Age stands above Expires, and 400 days are the most", "[cookies]")
{
    const auto [attributes, lifetime] = GENERATE(table<const char *, std::optional<Seconds>>({
        {"", std::nullopt},
        {"; Max-Age=60", 60s},
        {"; Max-Age=60; Expires=Wed, 01 Jan 2020 00:00:00 GMT", 60s},
        {"; Expires=Wed, 01 Jan 2020 00:00:00 GMT; Max-Age=60", 60s},
        {"; Max-Age=999999999999", 400 * 24h},
        {"; Expires=Fri, 01 Jan 2100 00:00:00 GMT", 400 * 24h},
        {"; Expires=whenever", std::nullopt},
    }));
    CAPTURE(attributes);
    CookieJar jar;
    const StoreDecision decision = set(jar, "https://example.com/", QByteArray("a=1") + attributes);
    REQUIRE(decision.kept);
    CHECK(decision.kept->expires == (lifetime ? std::optional(kNow + *lifetime) : std::nullopt));
}

TEST_CASE("Jar: a date in the past, or Max-Age of nothing, takes the cookie away", "[cookies]")
{
    const char *deletion = GENERATE("a=; Max-Age=0", "a=; Max-Age=-1", "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
    CookieJar jar;
    set(jar, "https://example.com/", "a=1");
    const StoreDecision decision = set(jar, "https://example.com/", deletion);
    CHECK(decision.deleted);
    CHECK_FALSE(decision.kept);
    CHECK(jar.cookies().empty());
}

TEST_CASE("Jar: a deletion for another path or domain leaves the cookie alone", "[cookies]")
{
    const char *deletion = GENERATE("a=; Max-Age=0; Path=/other", "a=; Max-Age=0; Domain=example.com", "b=; Max-Age=0");
    CookieJar jar;
    set(jar, "https://example.com/", "a=1");
    set(jar, "https://example.com/", deletion);
    CHECK(sentTo(jar, "https://example.com/") == "a=1");
}

TEST_CASE("Jar: over http a Secure cookie cannot be replaced, deleted or shadowed", "[cookies]")
{
    const auto [attack, expected] = GENERATE(table<const char *, const char *>({
        {"a=2", "overwrite-secure"},
        {"a=2; Domain=example.com", "overwrite-secure"},
        {"a=; Max-Age=0", "overwrite-secure"},
        {"a=2; Path=/login/deeper", "overwrite-secure"},
        {"a=2; Path=/", ""},
        {"b=2", ""},
    }));
    CAPTURE(attack);
    CookieJar jar;
    set(jar, "https://www.example.com/login/x", "a=1; Secure; Path=/login");
    CHECK(set(jar, "http://www.example.com/login/x", attack).rule == expected);
    CHECK(sentTo(jar, "https://www.example.com/login/").startsWith("a=1"));
}

TEST_CASE("Jar: a cookie goes to its host and path alone, and the rule says what kept it back", "[cookies]")
{
    const auto [value, address, expected] = GENERATE(table<const char *, const char *, const char *>({
        {"a=1", "https://www.example.com/", "sent"},
        {"a=1", "https://www.example.com:8443/", "sent"},
        {"a=1", "https://WWW.EXAMPLE.COM/", "sent"},
        {"a=1", "https://example.com/", "host-only"},
        {"a=1", "https://x.www.example.com/", "host-only"},
        {"a=1", "https://example.org/", "(not told)"},
        {"a=1", "https://notexample.com/", "(not told)"},
        {"a=1; Domain=example.com", "https://example.com/", "sent"},
        {"a=1; Domain=example.com", "https://deep.er.example.com/", "sent"},
        {"a=1; Domain=www.example.com", "https://example.com/", "domain"},
        {"a=1; Domain=www.example.com", "https://api.example.com/", "domain"},
        {"a=1; Path=/v1", "https://www.example.com/v1", "sent"},
        {"a=1; Path=/v1", "https://www.example.com/v1/me", "sent"},
        {"a=1; Path=/v1/", "https://www.example.com/v1/me", "sent"},
        {"a=1; Path=/v1/", "https://www.example.com/v1", "path"},
        {"a=1; Path=/v1", "https://www.example.com/v12", "path"},
        {"a=1; Path=/v1", "https://www.example.com/V1", "path"},
        {"a=1; Path=/v1", "https://www.example.com", "path"},
        {"a=1; Secure", "http://www.example.com/", "secure"},
        {"a=1; Secure", "https://www.example.com/", "sent"},
    }));
    CAPTURE(value, address);
    CookieJar jar;
    set(jar, "https://www.example.com/", value);
    CHECK(heldBack(jar, address) == expected);
    CHECK(sentTo(jar, address).isEmpty() == (QByteArray(expected) != "sent"));
}

TEST_CASE("Jar: a neighbour below a public suffix is no relative", "[cookies]")
{
    CookieJar jar;
    set(jar, "https://mine.github.io/", "a=1");
    CHECK(heldBack(jar, "https://theirs.github.io/") == "(not told)");
}

TEST_CASE("Jar: an expired cookie stays back and says so", "[cookies]")
{
    CookieJar jar;
    set(jar, "https://example.com/", "a=1; Max-Age=60");
    CHECK(heldBack(jar, "https://example.com/", {}, kNow + 59s) == "sent");
    CHECK(heldBack(jar, "https://example.com/", {}, kNow + 60s) == "expired");
}

TEST_CASE("Jar: SameSite decides for requests that another site begins", "[cookies]")
{
    const CookieContext typed;
    const CookieContext link{false, true, "GET"};
    const CookieContext form{false, true, "POST"};
    const CookieContext script{false, false, "GET"};
    const auto [value, onLink, onForm, onScript] = GENERATE(table<const char *, const char *, const char *, const char *>({
        {"a=1; SameSite=Strict", "samesite", "samesite", "samesite"},
        {"a=1; SameSite=Lax", "sent", "samesite", "samesite"},
        {"a=1", "sent", "samesite", "samesite"},
        {"a=1; SameSite=None; Secure", "sent", "sent", "sent"},
    }));
    CAPTURE(value);
    CookieJar jar;
    set(jar, "https://example.com/", value);
    CHECK(heldBack(jar, "https://example.com/", typed) == "sent");
    CHECK(heldBack(jar, "https://example.com/", link) == onLink);
    CHECK(heldBack(jar, "https://example.com/", form) == onForm);
    CHECK(heldBack(jar, "https://example.com/", script) == onScript);
}

TEST_CASE("Jar: longer paths go first, then older cookies; a cookie set anew keeps its place", "[cookies]")
{
    CookieJar jar;
    set(jar, "https://example.com/", "old=1; Path=/", kNow - 2h);
    set(jar, "https://example.com/", "young=1; Path=/", kNow - 1h);
    set(jar, "https://example.com/", "deep=1; Path=/v1", kNow);
    set(jar, "https://example.com/", "old=2; Path=/", kNow);
    CHECK(sentTo(jar, "https://example.com/v1/me") == "deep=1; old=2; young=1");
}

TEST_CASE("Jar: cookies of one name for several paths go along side by side", "[cookies]")
{
    CookieJar jar;
    set(jar, "https://example.com/", "a=wide; Path=/");
    set(jar, "https://example.com/", "a=deep; Path=/v1");
    CHECK(sentTo(jar, "https://example.com/v1") == "a=deep; a=wide");
}

TEST_CASE("Jar: a cookie without a name goes as its value", "[cookies]")
{
    CookieJar jar;
    set(jar, "https://example.com/", "=token");
    CHECK(sentTo(jar, "https://example.com/") == "token");
}

TEST_CASE("Jar: one domain cannot fill it without end; the oldest cookie goes, and that is told", "[cookies]")
{
    CookieJar jar;
    for (int i = 0; i < 180; ++i)
        set(jar, "https://example.com/", 'c' + QByteArray::number(i) + "=1", kNow + Seconds(i));
    const auto decisions = jar.store(at("https://example.com/"), {{"Set-Cookie", "last=1", {}}}, kNow + 1h);
    REQUIRE(decisions.size() == 2);
    CHECK(decisions.back().rule == "limit");
    CHECK(decisions.back().name == "c0");
    CHECK(jar.cookies().size() == 180);
}

TEST_CASE("defaultPath: everything up to the last slash", "[cookies]")
{
    const auto [address, expected] = GENERATE(table<const char *, const char *>({
        {"https://example.com", "/"},
        {"https://example.com/", "/"},
        {"https://example.com/a", "/"},
        {"https://example.com/a/", "/a"},
        {"https://example.com/a/b?c/d", "/a"},
    }));
    CAPTURE(address);
    CHECK(defaultPath(at(address)) == expected);
}

TEST_CASE("registrableDomain: one label below the public suffix, none for addresses and single labels", "[cookies]")
{
    const auto [host, expected] = GENERATE(table<const char *, const char *>({
        {"www.example.com", "example.com"},
        {"a.b.example.co.uk", "example.co.uk"},
        {"WWW.Example.Com", "example.com"},
        {"co.uk", ""},
        {"localhost", ""},
        {"10.0.0.1", ""},
        {"[::1]", ""},
        {"api.mine.github.io", "mine.github.io"},
        {"", ""},
    }));
    CAPTURE(host);
    CHECK(registrableDomain(host) == expected);
}
