#include "catch.h"
#include "cookie_cases.h"

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

/// "domain path flags" of what is held, or the rule of the refusal in brackets.
QByteArray heldAs(const char *address, const QByteArray &value)
{
    CookieJar jar;
    const StoreDecision decision = receive(jar, address, value);
    CHECK((decision.reason.isEmpty() && decision.section.isEmpty()) == decision.rule.isEmpty());
    if (!decision.kept)
        return '[' + decision.rule + ']';
    const Cookie &cookie = *decision.kept;
    QByteArray text = (cookie.hostOnly ? "" : ".") + cookie.domain + ' ' + cookie.path + ' ' + cookie.name + '=' + cookie.value;
    if (cookie.secure)
        text += " Secure";
    if (cookie.httpOnly)
        text += " HttpOnly";
    if (cookie.partitioned)
        text += " Partitioned";
    static constexpr const char *kSameSite[] = {"", " None", " Lax", " Strict", " ?"};
    return text + kSameSite[int(cookie.sameSite)];
}

}

TEST_CASE("Set-Cookie: name and value are taken by RFC 6265bis, 5.6", "[cookies]")
{
    const auto [value, expected] = GENERATE(table<const char *, const char *>({
        {"a=b", "x.example / a=b"},
        {"  a  =  b  ", "x.example / a=b"},
        {"\ta\t=\tb\t", "x.example / a=b"},
        {"a=b=c", "x.example / a=b=c"},
        {"a==", "x.example / a=="},
        {"a=", "x.example / a="},
        {"a= ;", "x.example / a="},
        {"=b", "x.example / =b"},
        {"b", "x.example / =b"},
        {" b ; Path=/", "x.example / =b"},
        {"==b", "x.example / ==b"},
        {"a=b c", "x.example / a=b c"},
        {"a b=c", "x.example / a b=c"},
        {"a=\"b\"", "x.example / a=\"b\""},
        {"a=\"b;c\"", "x.example / a=\"b"},
        {"a=b,c=d", "x.example / a=b,c=d"},
        {"a=b\tc", "x.example / a=b\tc"},
        {"\xC3\xBC=\xE2\x82\xAC", "x.example / \xC3\xBC=\xE2\x82\xAC"},
        {"$Version=1", "x.example / $Version=1"},
        {"a=%20%3B", "x.example / a=%20%3B"},
        {"a=b;;;;", "x.example / a=b"},
        {"a=b; =; = ;x", "x.example / a=b"},
        {"", "[syntax]"},
        {"=", "[syntax]"},
        {" = ", "[syntax]"},
        {";", "[syntax]"},
        {"; Secure", "[syntax]"},
        {"= ; Path=/", "[syntax]"},
        {"a=b\x07", "[syntax]"},
        {"a\x01=b", "[syntax]"},
        {"a=b; Path=/\x1f", "[syntax]"},
        {"a=b\x7f", "[syntax]"},
        {"a=b\r", "[syntax]"},
        {"a=b\n; Secure", "[syntax]"},
    }));
    CAPTURE(value);
    CHECK(heldAs("https://x.example/", value) == expected);
}

TEST_CASE("Set-Cookie: attributes are taken whatever their case, the last of each, and unknown ones are left", "[cookies]")
{
    const auto [attributes, expected] = GENERATE(table<const char *, const char *>({
        {"; secure", "Secure"},
        {"; SECURE; httponly", "Secure HttpOnly"},
        {";Secure;HttpOnly", "Secure HttpOnly"},
        {"; Secure=no; HttpOnly=0", "Secure HttpOnly"},
        {"; Secure ; HttpOnly ", "Secure HttpOnly"},
        {"; Secure qux", ""},
        {"; \"Secure\"", ""},
        {"; Secure; Partitioned; SameSite=None", "Secure Partitioned None"},
        {"; partitioned=1; secure", "Secure Partitioned"},
        {"; SameSite=Lax", "Lax"},
        {"; samesite = STRICT", "Strict"},
        {"; SameSite=Lax; SameSite=Strict", "Strict"},
        {"; SameSite=Strict; SameSite=whatever", "?"},
        {"; SameSite=None; SameSite=Lax", "Lax"},
        {"; SameSite", "?"},
        {"; Version=1; Comment=x; Priority=High", ""},
        {"; Max-Age=60; Path", ""},
    }));
    CAPTURE(attributes);
    CHECK(heldAs("https://x.example/", QByteArray("a=b") + attributes)
          == (QByteArray("x.example / a=b") + (*attributes && *expected ? " " : "") + expected));
}

TEST_CASE("Set-Cookie: Domain names the host or what is above it, below the public suffix", "[cookies]")
{
    const auto [address, domain, expected] = GENERATE(table<const char *, const char *, const char *>({
        {"https://a.b.x.example/", "", "a.b.x.example"},
        {"https://a.b.x.example/", "; Domain=a.b.x.example", ".a.b.x.example"},
        {"https://a.b.x.example/", "; Domain=b.x.example", ".b.x.example"},
        {"https://a.b.x.example/", "; Domain=x.example", ".x.example"},
        {"https://a.b.x.example/", "; Domain=.x.example", ".x.example"},
        {"https://a.b.x.example/", "; Domain=X.Example", ".x.example"},
        {"https://a.b.x.example/", "; Domain = x.example ", ".x.example"},
        {"https://a.b.x.example/", "; Domain=..x.example", "[domain]"},
        {"https://a.b.x.example/", "; Domain=x.example.", "[domain]"},
        {"https://a.b.x.example/", "; Domain=.", "a.b.x.example"},
        {"https://a.b.x.example/", "; Domain=", "a.b.x.example"},
        {"https://a.b.x.example/", "; Domain", "a.b.x.example"},
        {"https://a.b.x.example/", "; Domain=c.a.b.x.example", "[domain]"},
        {"https://a.b.x.example/", "; Domain=z.x.example", "[domain]"},
        {"https://a.b.x.example/", "; Domain=y.example", "[domain]"},
        {"https://ax.example/", "; Domain=x.example", "[domain]"},
        {"https://a.b.x.example/", "; Domain=\"x.example\"", "[domain]"},
        {"https://a.b.x.example/", "; Domain=x.example:443", "[domain]"},
        {"https://a.b.x.example/", "; Domain=x.example; Domain=y.example", "[domain]"},
        {"https://a.b.x.example/", "; Domain=y.example; Domain=x.example", ".x.example"},
        {"https://a.b.x.example/", "; Domain=x.example; Domain=", "a.b.x.example"},
        {"https://a.b.x.example/", "; Domain=example", "[public-suffix]"},
        {"https://www.example.co.uk/", "; Domain=co.uk", "[public-suffix]"},
        {"https://www.example.co.uk/", "; Domain=.uk", "[public-suffix]"},
        {"https://www.example.co.uk/", "; Domain=example.co.uk", ".example.co.uk"},
        {"https://me.github.io/", "; Domain=github.io", "[public-suffix]"},
        {"https://github.io/", "; Domain=github.io", "github.io"},
        {"https://www.city.kawasaki.jp/", "; Domain=city.kawasaki.jp", ".city.kawasaki.jp"},
        {"https://10.0.0.1/", "; Domain=10.0.0.1", ".10.0.0.1"},
        {"https://10.0.0.1/", "; Domain=0.0.1", "[domain]"},
        {"https://10.0.0.1/", "", "10.0.0.1"},
        {"https://[::1]/", "", "[::1]"},
        {"http://localhost/", "; Domain=localhost", "localhost"},
        {"http://dev.localhost/", "; Domain=localhost", "[public-suffix]"},
        {"https://x.example./", "; Domain=x.example", ".x.example"},
        {"https://xn--bcher-kva.example/", "; Domain=b\xC3\xBC\x63her.example", "[domain]"},
        {"https://xn--bcher-kva.example/", "; Domain=xn--bcher-kva.example", ".xn--bcher-kva.example"},
    }));
    CAPTURE(address, domain);
    const QByteArray held = heldAs(address, QByteArray("a=b") + domain);
    CHECK(held.split(' ').front() == expected);
}

TEST_CASE("Set-Cookie: Path is what it says from the first slash on, or the folder of the address", "[cookies]")
{
    const auto [address, path, expected] = GENERATE(table<const char *, const char *, const char *>({
        {"https://x.example", "", "/"},
        {"https://x.example/", "", "/"},
        {"https://x.example/a", "", "/"},
        {"https://x.example/a/", "", "/a"},
        {"https://x.example/a/b", "", "/a"},
        {"https://x.example/a/b/c?d=/e/f", "", "/a/b"},
        {"https://x.example/a/b", "; Path=/", "/"},
        {"https://x.example/a/b", "; Path=/c", "/c"},
        {"https://x.example/a/b", "; Path=/c/", "/c/"},
        {"https://x.example/a/b", "; Path=c", "/a"},
        {"https://x.example/a/b", "; Path=", "/a"},
        {"https://x.example/a/b", "; Path", "/a"},
        {"https://x.example/a/b", "; Path=\"/c\"", "/a"},
        {"https://x.example/a/b", "; Path=/c; Path=", "/a"},
        {"https://x.example/a/b", "; Path=; Path=/c", "/c"},
        {"https://x.example/a/b", "; Path=/C%20d", "/C%20d"},
        {"https://x.example/a/b", "; path\t=\t/c\t", "/c"},
    }));
    CAPTURE(address, path);
    CHECK(heldAs(address, QByteArray("a=b") + path).split(' ').value(1) == expected);
}

TEST_CASE("Set-Cookie: Secure, SameSite=None, Partitioned and the prefixes keep their word or it is refused", "[cookies]")
{
    const auto [address, value, expected] = GENERATE(table<const char *, const char *, const char *>({
        {"http://x.example/", "a=b; Secure", "secure"},
        {"https://x.example/", "a=b; Secure", ""},
        {"http://localhost:3000/", "a=b; Secure", ""},
        {"http://app.localhost/", "a=b; Secure", ""},
        {"http://127.0.0.1/", "a=b; Secure", ""},
        {"http://[::1]/", "a=b; Secure", ""},
        {"http://10.0.0.1/", "a=b; Secure", "secure"},
        {"http://localhost.example/", "a=b; Secure", "secure"},
        {"https://x.example/", "a=b; SameSite=None", "samesite-none-insecure"},
        {"http://x.example/", "a=b; SameSite=None", "samesite-none-insecure"},
        {"http://localhost/", "a=b; SameSite=None", "samesite-none-insecure"},
        {"https://x.example/", "a=b; SameSite=None; Secure", ""},
        {"https://x.example/", "a=b; Partitioned", "partitioned-insecure"},
        {"https://x.example/", "a=b; Partitioned; Secure", ""},
        {"https://x.example/", "__Secure-a=b", "prefix-secure"},
        {"https://x.example/", "__secure-a=b", "prefix-secure"},
        {"https://x.example/", "__Secure-a=b; Secure", ""},
        {"https://x.example/", "__Secure-a=b; Secure; Domain=x.example; Path=/y", ""},
        {"http://x.example/", "__Secure-a=b; Secure", "secure"},
        {"https://x.example/", "__Secure=b", ""},
        {"https://x.example/", "__Host-a=b; Secure; Path=/", ""},
        {"https://x.example/", "__HOST-a=b; Secure; Path=/", ""},
        {"https://x.example/", "__Host-a=b; Path=/", "prefix-host"},
        {"https://x.example/", "__Host-a=b; Secure", "prefix-host"},
        {"https://x.example/", "__Host-a=b; Secure; Path=", "prefix-host"},
        {"https://x.example/", "__Host-a=b; Secure; Path=/y", "prefix-host"},
        {"https://x.example/", "__Host-a=b; Secure; Path=/; Domain=x.example", "prefix-host"},
        {"https://x.example/", "__host-a=b; Secure; Path=/; Domain=x.example", "prefix-host"},
        {"https://x.example/", "__Host-a=b; Secure; Path=/; Domain=", ""},
        {"https://x.example/", "__Host-; Secure; Path=/", "prefix-host"},
        {"https://x.example/", "=__Host-a=b; Secure; Path=/", "prefix-host"},
        {"https://x.example/", "=__SECURE-a=b; Secure", "prefix-secure"},
        {"https://x.example/", "__Secure-a; Secure", "prefix-secure"},
        {"https://x.example/", "=x__Host-a=b", ""},
        {"https://x.example/", "__Http-a=b", ""},
        {"https://x.example/", "a=__Host-b", ""},
    }));
    CAPTURE(address, value);
    CookieJar jar;
    CHECK(receive(jar, address, value).rule == expected);
}

TEST_CASE("Set-Cookie: a refusal shows the attribute that decided, and its byte", "[cookies]")
{
    const auto [value, attribute, offset] = GENERATE(table<const char *, const char *, int>({
        {"a=b; Domain=com", "Domain=com", 5},
        {"a=b; Domain=x.example; Path=/;  DOMAIN = com ; Secure", "DOMAIN = com", 32},
        {"a=b; SameSite=None", "SameSite=None", 5},
        {"a=b; Path=/; Partitioned", "Partitioned", 13},
        {"__Host-a=b; Secure; Path=/q", "Path=/q", 20},
        {"__Host-a=b; Secure; Path=/; Domain=x.example", "Domain=x.example", 28},
        {"__Secure-a=b", "", 0},
        {"a=b\x02", "", 3},
        {"a=; Max-Age=0", "Max-Age=0", 4},
        {"a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "Expires=Thu, 01 Jan 1970 00:00:00 GMT", 4},
    }));
    CAPTURE(value);
    CookieJar jar;
    const StoreDecision decision = receive(jar, "https://x.example/", value);
    CHECK(decision.attribute == attribute);
    CHECK(decision.offset == offset);
    CHECK(decision.section.startsWith("RFC 6265bis, ") + decision.section.startsWith("CHIPS") == 1);
}

TEST_CASE("Set-Cookie: what is too long is refused, or the attribute is left out", "[cookies]")
{
    const QByteArray long1024 = '/' + QByteArray(1023, 'p'), long1025 = '/' + QByteArray(1024, 'p');
    CHECK(heldAs("https://x.example/", QByteArray(2048, 'n') + '=' + QByteArray(2048, 'v')).size() > 4000);
    CHECK(heldAs("https://x.example/", QByteArray(2048, 'n') + '=' + QByteArray(2049, 'v')) == "[size]");
    CHECK(heldAs("https://x.example/", QByteArray(4096, 'v')).size() > 4000);
    CHECK(heldAs("https://x.example/", QByteArray(4097, 'v')) == "[size]");
    CHECK(heldAs("https://x.example/", "a=" + QByteArray(4090, 'v') + "; Path=/x; Secure").endsWith("Secure"));
    CHECK(heldAs("https://x.example/", "a=b; Path=" + long1024) == "x.example " + long1024 + " a=b");
    CHECK(heldAs("https://x.example/", "a=b; Path=" + long1025) == "x.example / a=b");
    CHECK(heldAs("https://x.example/", "a=b; Domain=" + QByteArray(1025, 'd') + "; Secure") == "x.example / a=b Secure");
}

TEST_CASE("Set-Cookie: how long it lives", "[cookies]")
{
    const auto [attributes, lifetime] = GENERATE(table<const char *, std::optional<Seconds>>({
        {"; Expires=Sat, 21 Nov 2026 08:34:20 GMT", 60s},
        {"; Expires=\"Sat, 21 Nov 2026 08:34:20 GMT\"", 60s},
        {"; Expires=21 Nov 26 8:34:20", 60s},
        {"; Expires=Sat, 21 Nov 2026 08:34:20 GMT; Expires=Sat, 21 Nov 2026 08:35:20 GMT", 120s},
        {"; Expires=Sat, 21 Nov 2026 08:34:20 GMT; Expires=never", 60s},
        {"; Expires=0", std::nullopt},
        {"; Expires=", std::nullopt},
        {"; Max-Age=1", 1s},
        {"; Max-Age=1; Max-Age=2", 2s},
        {"; Max-Age=2; Max-Age=x", 2s},
        {"; Max-Age=+60", std::nullopt},
        {"; Max-Age=60.5", std::nullopt},
        {"; Max-Age=6e1", std::nullopt},
        {"; Max-Age=\"60\"", std::nullopt},
        {"; Max-Age=", std::nullopt},
        {"; Max-Age=0060", 60s},
        {"; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", 60s},
        {"; Max-Age=34560000", 34560000s},
        {"; Max-Age=34560001", 34560000s},
        {"; Max-Age=99999999999999999999999999", 34560000s},
        {"; Expires=Tue, 19 Jan 2038 03:14:07 GMT", 34560000s},
    }));
    CAPTURE(attributes);
    CookieJar jar;
    const StoreDecision decision = receive(jar, "https://x.example/", QByteArray("a=b") + attributes);
    REQUIRE(decision.kept);
    CHECK(decision.kept->expires == (lifetime ? std::optional(kCookieNow + *lifetime) : std::nullopt));
    const bool cut = lifetime == 34560000s && QByteArrayView(attributes) != "; Max-Age=34560000";
    CHECK(decision.note.contains("400 days") == cut);
}

TEST_CASE("Set-Cookie: a deletion that misses its cookie says what is held", "[cookies]")
{
    const auto [deletion, removes, tells] = GENERATE(table<const char *, bool, const char *>({
        {"a=; Max-Age=0; Path=/app", true, "removes the cookie"},
        {"a=; Max-Age=0; Path=/", false, "x.example/app"},
        {"a=; Max-Age=0; Domain=x.example; Path=/app", false, "x.example/app"},
        {"b=; Max-Age=0", false, "no such cookie"},
        {"a=; Max-Age=-9999999999999999999; Path=/app", true, "removes the cookie"},
    }));
    CAPTURE(deletion);
    CookieJar jar;
    receive(jar, "https://x.example/", "a=1; Path=/app");
    const StoreDecision decision = receive(jar, "https://x.example/", deletion);
    CHECK(decision.deleted);
    CHECK(decision.reason.contains(tells));
    CHECK(jar.cookies().empty() == removes);
}

TEST_CASE("Set-Cookie: a clock before 1970 can end a cookie too", "[cookies]")
{
    const Instant early(-1000s);
    CookieJar jar;
    CHECK(receive(jar, "https://x.example/", "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", early).kept);
    CHECK(receive(jar, "https://x.example/", "a=1; Max-Age=0", early).deleted);
    CHECK(jar.cookies().empty());
}

TEST_CASE("Set-Cookie: from a script no HttpOnly cookie comes, and none is replaced", "[cookies]")
{
    CookieContext script;
    script.byScript = true;
    CookieJar jar;
    CHECK(receive(jar, "https://x.example/", "a=1; HttpOnly", kCookieNow, script).rule == "httponly");
    CHECK_FALSE(receive(jar, "https://x.example/", "a=1", kCookieNow, script).rule == "httponly");
    receive(jar, "https://x.example/", "a=2; HttpOnly");
    CHECK(receive(jar, "https://x.example/", "a=3", kCookieNow, script).rule == "httponly");
    CHECK(receive(jar, "https://x.example/", "a=; Max-Age=0", kCookieNow, script).rule == "httponly");
    CHECK(jar.cookieField(addressOf("https://x.example/"), {}, kCookieNow) == "a=2");
    CHECK(jar.cookieField(addressOf("https://x.example/"), script, kCookieNow).isEmpty());
}

TEST_CASE("Set-Cookie: by RFC 6265 alone, what has no name and an empty Domain are ignored", "[cookies]")
{
    const auto [value, rule] = GENERATE(table<const char *, const char *>({
        {"b", "nameless"},
        {"=b", "nameless"},
        {"a=b; Domain=x.example; Domain=", ""},
        {"a=b; Domain=y.example; Domain=", "domain"},
    }));
    CAPTURE(value);
    CookieJar jar(agreedPolicy());
    CHECK(receive(jar, "https://x.example/", value).rule == rule);
}
