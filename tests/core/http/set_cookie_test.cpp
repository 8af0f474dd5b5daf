#include "catch.h"
#include "core/http/set_cookie.h"
#include "random_bytes.h"

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

SetCookie cookie(QByteArrayView text)
{
    const auto read = parseSetCookie(text);
    INFO(text.toByteArray().toStdString() << (read ? "" : ": " + read.error().message.toStdString()));
    REQUIRE(read);
    return *read;
}

}

TEST_CASE("parseSetCookie: name and value are what stands around the first '='", "[http][cookie]")
{
    const auto [text, name, value] = GENERATE(table<const char *, const char *, const char *>({
        {"sid=1", "sid", "1"},
        {" sid \t=\t 1 ; Path=/", "sid", "1"},
        {"sid=a=b==", "sid", "a=b=="},
        {"sid=", "sid", ""},
        {"=1", "", "1"},
        {"alone", "", "alone"},
        {"alone; Secure", "", "alone"},
        {"sid=\"a b, c\"; Path=/", "sid", "\"a b, c\""},
        {"s[i]d=\xC3\xA4\\,", "s[i]d", "\xC3\xA4\\,"},
        {"sid=a b", "sid", "a b"},
    }));
    CAPTURE(text);
    CHECK(cookie(text).name == name);
    CHECK(cookie(text).value == value);
}

TEST_CASE("parseSetCookie: what browsers ignore whole is refused at its place", "[http][cookie]")
{
    const auto [text, offset] = GENERATE(table<QByteArray, int>({
        {"", 0},
        {"=", 0},
        {" = ; Path=/", 0},
        {"; Path=/", 0},
        {"sid=a\x01", 5},
        {"sid=1; Path=/\r", 13},
        {QByteArray("sid=\0", 5), 4},
        {"sid=1; x=\x7f", 9},
        {"sid=" + QByteArray(4094, 'x'), 4096},
    }));
    CAPTURE(text);
    const auto read = parseSetCookie(text);
    REQUIRE_FALSE(read);
    CHECK(read.error().offset == offset);
}

TEST_CASE("parseSetCookie: name and value may have 4096 bytes together, and a tab", "[http][cookie]")
{
    CHECK(parseSetCookie("sid=" + QByteArray(4093, 'x')));
    CHECK(cookie("sid=a\tb").value == "a\tb");
}

TEST_CASE("parseSetCookie: reads every attribute, whatever its case and blanks", "[http][cookie]")
{
    const SetCookie read = cookie("sid=1;SECURE; httponly ;path = /a ; Domain=.Shop.Example;MAX-AGE=60;samesite=sTrIcT;Partitioned;"
                                  "expires=Sat, 21 Nov 2026 09:43:12 GMT");
    CHECK(read.secure);
    CHECK(read.httpOnly);
    CHECK(read.partitioned);
    CHECK(read.path == "/a");
    CHECK(read.domain == "shop.example");
    CHECK(read.domainGiven);
    CHECK((read.maxAge == 60s));
    CHECK(read.sameSite == SameSite::Strict);
    CHECK((read.expires == Instant(std::chrono::seconds(1795254192))));
    CHECK(read.expiresText == "Sat, 21 Nov 2026 09:43:12 GMT");
}

TEST_CASE("parseSetCookie: without attributes nothing is set", "[http][cookie]")
{
    CHECK(cookie("sid=1") == SetCookie{"sid", "1", {}, {}, {}, {}, false, {}, false, false, false, SameSite::Unset, {}});
}

TEST_CASE("parseSetCookie: of an attribute that stands twice the last counts", "[http][cookie]")
{
    const SetCookie read
        = cookie("sid=1; Path=/a; Path=/b; Domain=a.example; Domain=b.example; Max-Age=1; Max-Age=2; SameSite=Lax; SameSite=None");
    CHECK(read.path == "/b");
    CHECK(read.domain == "b.example");
    CHECK((read.maxAge == 2s));
    CHECK(read.sameSite == SameSite::None);
    CHECK(cookie("sid=1; Path=/a; Path=relative").path.isEmpty());
}

TEST_CASE("parseSetCookie: Max-Age is digits with a minus at most, or it is ignored", "[http][cookie]")
{
    const auto [text, seconds] = GENERATE(table<const char *, std::optional<qint64>>(
        {{"0", 0}, {"-1", -1}, {"3600", 3600}, {"+1", {}}, {"1.5", {}}, {"1s", {}}, {"-", {}}, {"", {}}, {"\"60\"", {}}}));
    CAPTURE(text);
    const auto maxAge = cookie("sid=1; Max-Age=" + QByteArray(text)).maxAge;
    CHECK(maxAge.has_value() == seconds.has_value());
    CHECK((!maxAge || maxAge->count() == *seconds));
}

TEST_CASE("parseSetCookie: an endless Max-Age is far away, not an overflow", "[http][cookie]")
{
    CHECK((cookie("sid=1; Max-Age=" + QByteArray(300, '9')).maxAge > 24h * 365 * 100));
    CHECK((cookie("sid=1; Max-Age=-" + QByteArray(300, '9')).maxAge < 0s));
}

TEST_CASE("parseSetCookie: an Expires that cannot be read is kept as text, and does not undo one that can", "[http][cookie]")
{
    const SetCookie never = cookie("sid=1; Expires=never");
    CHECK_FALSE(never.expires);
    CHECK(never.expiresText == "never");
    CHECK(cookie("sid=1; Expires=1 Jan 2030 00:00:00; Expires=never").expires);
    CHECK(cookie("sid=1; Expires=never; Expires=1 Jan 2030 00:00:00").expires);
}

TEST_CASE("parseSetCookie: Domain and Path that say nothing leave the default", "[http][cookie]")
{
    CHECK(cookie("sid=1; Domain=").domainGiven);
    CHECK(cookie("sid=1; Domain=").domain.isEmpty());
    CHECK(cookie("sid=1; Domain=..a").domain == ".a");
    CHECK(cookie("sid=1; Path").path.isEmpty());
    CHECK(cookie("sid=1; Path=a/b").path.isEmpty());
}

TEST_CASE("parseSetCookie: SameSite values are told apart", "[http][cookie]")
{
    const auto [text, expected] = GENERATE(table<const char *, SameSite>({{"None", SameSite::None},
                                                                          {"lax", SameSite::Lax},
                                                                          {"Strict", SameSite::Strict},
                                                                          {"", SameSite::Unknown},
                                                                          {"Foo", SameSite::Unknown}}));
    CAPTURE(text);
    CHECK(cookie("sid=1; SameSite=" + QByteArray(text)).sameSite == expected);
}

TEST_CASE("parseSetCookie: unknown attributes are kept, overlong ones ignored", "[http][cookie]")
{
    const SetCookie read = cookie("sid=1; Priority=High; Secured; ; Path=/" + QByteArray(2000, 'x'));
    CHECK(read.unknown == std::vector<std::pair<QByteArray, QByteArray>>{{"Priority", "High"}, {"Secured", ""}});
    CHECK(read.path.isEmpty());
    CHECK_FALSE(read.secure);
}

TEST_CASE("parseCookieField: gives the pairs in order, duplicates kept, with their places", "[http][cookie]")
{
    const CookiePairs read = parseCookieField("a=1; b=\"2\";a=3;  c=; d=x=y");
    CHECK(read.pairs == std::vector<CookiePair>{{"a", "1", 0}, {"b", "\"2\"", 5}, {"a", "3", 11}, {"c", "", 17}, {"d", "x=y", 21}});
    CHECK(read.problems.empty());
}

TEST_CASE("parseCookieField: an empty field has no pairs", "[http][cookie]")
{
    CHECK(parseCookieField("").pairs.empty());
    CHECK(parseCookieField(" ; ;").pairs.empty());
}

TEST_CASE("parseCookieField: pairs outside the grammar are read and named", "[http][cookie]")
{
    const auto [text, name, value, offset] = GENERATE(table<const char *, const char *, const char *, int>({
        {"x=1; alone", "", "alone", 5},
        {"x=1; =2", "", "2", 5},
        {"x=1; a b=2", "a b", "2", 5},
        {"x=1; a=b c", "a", "b c", 8},
        {"x=1; a=1,b=2", "a", "1,b=2", 8},
        {"x=1; a=\"b", "a", "\"b", 7},
        {"x=1; a=b\\c", "a", "b\\c", 8},
        {"x=1; a=\xC3\xA4", "a", "\xC3\xA4", 7},
        {"x=1; a=\"b\"c\"", "a", "\"b\"c\"", 9},
    }));
    CAPTURE(text);
    const CookiePairs read = parseCookieField(text);
    REQUIRE(read.pairs.size() == 2);
    CHECK(read.pairs[1].name == name);
    CHECK(read.pairs[1].value == value);
    REQUIRE(read.problems.size() == 1);
    CHECK(read.problems[0].offset == offset);
}

TEST_CASE("parseCookieField: an endless field is read up to its limit", "[http][cookie]")
{
    const CookiePairs read = parseCookieField(QByteArray("a=1;").repeated(10000));
    CHECK(read.pairs.size() == 3000);
    CHECK(read.problems.size() == 1);
}

TEST_CASE("Cookies: a random text yields only what is in it", "[http][cookie][property]")
{
    const std::vector<QByteArray> pieces{"sid",      "=",   ";",       " ", "\t",          "Path",    "/",
                                         "Domain",   ".",   "Max-Age", "-", "99999999999", "Expires", "1 Jan 2030 00:00:00",
                                         "SameSite", "Lax", "\"",      ","};
    RandomBytes random(6265);
    for (int round = 0; round < 20000; ++round) {
        const QByteArray text = random.from(pieces, 16);
        CAPTURE(text);
        const auto read = parseSetCookie(text);
        if (read)
            CHECK((text.contains(read->name) && text.contains(read->value)));
        else
            CHECK((read.error().offset >= 0 && read.error().offset <= text.size()));
        const CookiePairs pairs = parseCookieField(text);
        for (const CookiePair &pair : pairs.pairs)
            CHECK(text.sliced(pair.offset).startsWith(pair.name));
        for (const SyntaxError &problem : pairs.problems)
            CHECK((problem.offset >= 0 && problem.offset <= text.size()));
    }
}
