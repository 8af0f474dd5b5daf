#include "catch.h"
#include "core/http/url.h"
#include "random_bytes.h"

using namespace keyhole;

namespace {

Url address(const char *text)
{
    const auto url = Url::parse(text);
    INFO("address: " << text << (url ? "" : ": " + url.error().message.toStdString()));
    REQUIRE(url);
    return *url;
}

}

TEST_CASE("Url: keeps every part as it was typed", "[http]")
{
    const Url url = address("HTTPS://Ann:p%40ss@API.Example.com:8443/A/%7euser/../x?q=1&q=&empty#Top");
    CHECK(url.scheme == "HTTPS");
    CHECK(url.userInfo == QByteArray("Ann:p%40ss"));
    CHECK(url.host == "API.Example.com");
    CHECK(url.port == 8443);
    CHECK(url.path == "/A/%7euser/../x");
    CHECK(url.query == QByteArray("q=1&q=&empty"));
    CHECK(url.fragment == QByteArray("Top"));
}

TEST_CASE("Url: writes back what it read", "[http]")
{
    const auto text = GENERATE("http://h", "http://h/", "http://h?", "http://h/?#", "http://@h/", "http://u:@h/",
                               "http://h/a//b/./c?x=?#y?#", "http://[::1]:8080/", "http://[fe80::1%25eth0]/",
                               "http://b\xC3\xBC"
                               "cher.example/\xC3\xA4",
                               "mailto:ann@example.com", "urn:a:b", "urn:*", "ftp://h/x", "http://h/{id}|^\"<>\\`", "http://h/%zz");
    CAPTURE(text);
    CHECK(address(text).toString() == text);
}

TEST_CASE("Url: absent and empty parts are told apart", "[http]")
{
    const Url bare = address("http://h");
    CHECK(bare.path.isEmpty());
    CHECK_FALSE(bare.query);
    CHECK_FALSE(bare.fragment);
    CHECK_FALSE(bare.userInfo);
    CHECK_FALSE(bare.port);
    const Url full = address("http://@h/?#");
    CHECK(full.userInfo == QByteArray(""));
    CHECK(full.query == QByteArray(""));
    CHECK(full.fragment == QByteArray(""));
}

TEST_CASE("Url: the host begins after the last '@'", "[http]")
{
    const Url url = address("http://good.example@ann@evil.example/");
    CHECK(url.userInfo == QByteArray("good.example@ann"));
    CHECK(url.host == "evil.example");
}

TEST_CASE("Url: a port that is empty is none", "[http]")
{
    CHECK_FALSE(address("http://h:/x").port);
    CHECK(address("http://h:/x").hostField() == "h");
}

TEST_CASE("Url: what cannot be an address is refused at the place of the fault", "[http]")
{
    const auto [text, offset] = GENERATE(table<const char *, int>({
        {"", 0},
        {"example.com", 0},
        {"/path", 0},
        {"//example.com/", 0},
        {"localhost:8080/x", 0},
        {"example.com:443", 0},
        {"ht tp://h/", 2},
        {"ht_tp://h/", 2},
        {"1http://h/", 0},
        {"http:", 5},
        {"http:/path", 5},
        {"http://", 7},
        {"http:///path", 7},
        {"https://user@/path", 13},
        {"https://:443/", 8},
        {"http://h/a b", 10},
        {"http://h/a\tb", 10},
        {"http://h/\r\nX: y", 9},
        {"http://h/\x7f", 9},
        {"http://h:x/", 9},
        {"http://h:80x/", 11},
        {"http://h:65536/", 9},
        {"http://h:99999999999999999999/", 9},
        {"http://a:b:c@h:1:2/", 16},
        {"http://::1/", 8},
        {"http://[::1/", 7},
        {"http://[::1]x/", 12},
        {"http://[1.2.3.4]/", 7},
        {"http://[]/", 7},
        {"http://[gg::1]/", 7},
        {"http://{{host}}/", 7},
        {"http://good.example\\@evil.example/", 19},
        {"http://good.example\\.evil.example/", 19},
        {"http://a%4/", 8},
        {"http://a<b>/", 8},
        {"http://\xFF/", 7},
    }));
    CAPTURE(text);
    const auto url = Url::parse(text);
    REQUIRE_FALSE(url);
    CHECK(url.error().offset == offset);
    CHECK_FALSE(url.error().message.isEmpty());
}

TEST_CASE("Url: an address above 256 KB is refused", "[http]")
{
    CHECK_FALSE(Url::parse("http://h/" + QByteArray(300 << 10, 'x')));
}

TEST_CASE("Url: the request target is path and query, never empty, never the fragment", "[http]")
{
    const auto [text, target] = GENERATE(table<const char *, const char *>(
        {{"http://h", "/"}, {"http://h?q", "/?q"}, {"http://h/?", "/?"}, {"http://u@h/a/../b?x=1#f", "/a/../b?x=1"}}));
    CAPTURE(text);
    CHECK(address(text).requestTarget() == target);
}

TEST_CASE("Url: Host names the port only where it is not the scheme's own", "[http]")
{
    const auto [text, host] = GENERATE(table<const char *, const char *>({
        {"http://H.Example/", "H.Example"},
        {"http://h:80/", "h"},
        {"https://h:443/", "h"},
        {"https://h:80/", "h:80"},
        {"http://h:8080/", "h:8080"},
        {"http://u:p@[::1]:8080/", "[::1]:8080"},
        {"http://[fe80::1%25eth0]/", "[fe80::1]"},
        {"http://b\xC3\xBC"
         "cher.example/",
         "xn--bcher-kva.example"},
    }));
    CAPTURE(text);
    CHECK(address(text).hostField() == host);
}

TEST_CASE("Origin: the same for all spellings of one", "[http]")
{
    const auto [text, origin] = GENERATE(table<const char *, const char *>({
        {"HTTP://Example.COM/", "http://example.com"},
        {"http://example.com.:80/", "http://example.com"},
        {"http://ex%61mple.com/", "http://example.com"},
        {"https://user@example.com:444/", "https://example.com:444"},
        {"http://example.com:443/", "http://example.com:443"},
        {"http://B\xC3\x9C"
         "CHER.example/",
         "http://xn--bcher-kva.example"},
        {"http://[0:0::1]:8080/", "http://[::1]:8080"},
        {"http://[::1]/", "http://[::1]"},
    }));
    CAPTURE(text);
    CHECK(address(text).origin().isValid());
    CHECK(address(text).origin().toString() == origin);
}

TEST_CASE("Origin: other scheme, host, port or mere look-alike is another", "[http]")
{
    const Origin own = address("https://example.com/").origin();
    const auto other
        = GENERATE("http://example.com:443/", "https://example.com:80/", "https://www.example.com/", "https://example.com.evil/",
                   "https://example.com@evil/", "https://ex\xD0\xB0mple.com/", "https://example.com../");
    CAPTURE(other);
    CHECK_FALSE(address(other).origin() == own);
}

TEST_CASE("Origin: a host that decodes to something else has none", "[http]")
{
    const auto text = GENERATE("http://a%2Fb/", "http://good%40evil/", "http://%00/", "http://%5B/", "http://%5B%3A%3A1%5D/",
                               "http://a%2541/", "http://./", "http://%FF/");
    CAPTURE(text);
    CHECK_FALSE(address(text).origin().isValid());
}

TEST_CASE("Url: references are resolved as RFC 3986, 5.4 shows", "[http]")
{
    // The reference forms of sections 5.4.1 and 5.4.2, seen from an address of ours of the same shape.
    const auto [reference, target] = GENERATE(table<const char *, const char *>({
        // normal
        {"urn:h", "urn:h"},
        {"g", "http://shop/v1/cart/g"},
        {"./g", "http://shop/v1/cart/g"},
        {"g/", "http://shop/v1/cart/g/"},
        {"/g", "http://shop/g"},
        {"//g", "http://g"},
        {"?y", "http://shop/v1/cart/item;id?y"},
        {"g?y", "http://shop/v1/cart/g?y"},
        {"#s", "http://shop/v1/cart/item;id?old#s"},
        {"g#s", "http://shop/v1/cart/g#s"},
        {"g?y#s", "http://shop/v1/cart/g?y#s"},
        {";x", "http://shop/v1/cart/;x"},
        {"g;x", "http://shop/v1/cart/g;x"},
        {"", "http://shop/v1/cart/item;id?old"},
        {".", "http://shop/v1/cart/"},
        {"./", "http://shop/v1/cart/"},
        {"..", "http://shop/v1/"},
        {"../", "http://shop/v1/"},
        {"../g", "http://shop/v1/g"},
        {"../..", "http://shop/"},
        {"../../", "http://shop/"},
        {"../../g", "http://shop/g"},
        // abnormal
        {"../../../g", "http://shop/g"},
        {"../../../../g", "http://shop/g"},
        {"/./g", "http://shop/g"},
        {"/../g", "http://shop/g"},
        {"g.", "http://shop/v1/cart/g."},
        {".g", "http://shop/v1/cart/.g"},
        {"g..", "http://shop/v1/cart/g.."},
        {"..g", "http://shop/v1/cart/..g"},
        {"./../g", "http://shop/v1/g"},
        {"./g/.", "http://shop/v1/cart/g/"},
        {"g/./h", "http://shop/v1/cart/g/h"},
        {"g/../h", "http://shop/v1/cart/h"},
        {"g;x=1/./y", "http://shop/v1/cart/g;x=1/y"},
        {"g;x=1/../y", "http://shop/v1/cart/y"},
        {"g?y/./x", "http://shop/v1/cart/g?y/./x"},
        {"g?y/../x", "http://shop/v1/cart/g?y/../x"},
        {"g#s/./x", "http://shop/v1/cart/g#s/./x"},
        {"g#s/../x", "http://shop/v1/cart/g#s/../x"},
        // ours
        {"?", "http://shop/v1/cart/item;id?"},
        {"/a//../b", "http://shop/a/b"},
        {"https://other/a/./b/..", "https://other/a/"},
        {"//other:8443/x", "http://other:8443/x"},
        {"12:30", "http://shop/v1/cart/12:30"},
    }));
    CAPTURE(reference);
    const auto resolved = address("http://shop/v1/cart/item;id?old").resolve(reference);
    REQUIRE(resolved);
    CHECK(resolved->toString() == target);
}

TEST_CASE("Url: a relative reference from an address without a path stands at its root", "[http]")
{
    CHECK(address("http://h").resolve("g")->toString() == "http://h/g");
    CHECK(address("http://h?q").resolve("../g")->toString() == "http://h/g");
}

TEST_CASE("Url: the fragment is inherited, unless the reference has its own", "[http]")
{
    CHECK(address("http://h/a#old").resolve("/b")->fragment == QByteArray("old"));
    CHECK(address("http://h/a#old").resolve("https://other/")->fragment == QByteArray("old"));
    CHECK(address("http://h/a#old").resolve("/b#new")->fragment == QByteArray("new"));
    CHECK(address("http://h/a#old").resolve("/b#")->fragment == QByteArray(""));
}

TEST_CASE("Url: user information goes along only inside the same authority", "[http]")
{
    CHECK(address("http://u:p@h/a").resolve("b")->userInfo == QByteArray("u:p"));
    CHECK_FALSE(address("http://u:p@h/a").resolve("//h/b")->userInfo);
    CHECK_FALSE(address("http://u:p@h/a").resolve("http://h/b")->userInfo);
}

TEST_CASE("Url: a faulty reference is refused at its place in the reference", "[http]")
{
    const auto [reference, offset]
        = GENERATE(table<const char *, int>({{"/a b", 2}, {"//", 2}, {"//h:x/", 4}, {"http:g", 5}, {"https://[/", 8}, {"a\nb", 1}}));
    CAPTURE(reference);
    const auto resolved = address("https://base/").resolve(reference);
    REQUIRE_FALSE(resolved);
    CHECK(resolved.error().offset == offset);
}

TEST_CASE("Url: a random text parses to what it was, or fails inside it", "[http][property]")
{
    const std::vector<QByteArray> pieces{"http", "https", "://", ":", "/", "//",        "?",  "#",     "@",        "[",  "]", "::1",
                                         "..",   ".",     "%41", "%", "a", "h.example", "80", "65536", "\xC3\xBC", "\\", " "};
    RandomBytes random(20261121);
    for (int round = 0; round < 20000; ++round) {
        const QByteArray text = (round % 2 ? "http://" : "") + random.from(pieces, 12);
        CAPTURE(text);
        const auto url = Url::parse(text);
        if (!url) {
            CHECK(url.error().offset >= 0);
            CHECK(url.error().offset <= text.size());
            continue;
        }
        const auto again = Url::parse(url->toString());
        CHECK((again && *again == *url));
        url->origin();
        url->hostField();
        const QByteArray reference = random.from(pieces, 8);
        CAPTURE(reference);
        if (const auto target = url->resolve(reference); !target)
            CHECK((target.error().offset >= 0 && target.error().offset <= reference.size()));
    }
}
