#include "catch.h"
#include "core/formats/cookie_file.h"

#include <QStringList>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const Instant kNow(1'795'250'000s);

QByteArray lines(std::initializer_list<const char *> texts)
{
    QByteArray all;
    for (const char *text : texts)
        all += QByteArray(text) + '\n';
    return all;
}

/// "name=value domain path" with what marks it.
QString shown(const Cookie &cookie)
{
    QString text = QString::fromUtf8((cookie.hostOnly ? "" : ".") + cookie.domain + cookie.path + ' ' + cookie.name + '=' + cookie.value);
    if (cookie.secure)
        text += " Secure";
    if (cookie.httpOnly)
        text += " HttpOnly";
    if (cookie.expires)
        text += QString(" +%1").arg(std::chrono::floor<Seconds>(*cookie.expires - kNow).count());
    return text;
}

QStringList shown(const CookieFile &file)
{
    QStringList texts;
    for (const Cookie &cookie : file.cookies)
        texts.append(shown(cookie));
    return texts;
}

}

TEST_CASE("readNetscapeCookies: a line becomes a cookie, and says of itself what the columns say", "[formats][cookies]")
{
    const auto [line, expected] = GENERATE(table<const char *, const char *>({
        {"www.example.com\tFALSE\t/\tFALSE\t0\tsid\t1", "www.example.com/ sid=1"},
        {"www.example.com\tTRUE\t/\tFALSE\t0\tsid\t1", ".www.example.com/ sid=1"},
        {".Example.com\tTRUE\t/v1\tTRUE\t1795250060\tsid\ta b", ".example.com/v1 sid=a b Secure +60"},
        {"#HttpOnly_example.com\tFALSE\t/\tTRUE\t0\tsid\t1", "example.com/ sid=1 Secure HttpOnly"},
        {"example.com\tFALSE\t/\tFALSE\t0\tempty\t", "example.com/ empty="},
        {"example.com\tFALSE\t/\tFALSE\t0\tempty", "example.com/ empty="},
        {"example.com\tFALSE\t/\tFALSE\t1795250060.75\tsid\t1", "example.com/ sid=1 +60"},
        {"example.com\tfalse\t/\ttrue\t0\tsid\t1", "example.com/ sid=1 Secure"},
        {"127.0.0.1\tFALSE\t/\tFALSE\t0\tsid\t1", "127.0.0.1/ sid=1"},
        {"example.com\tFALSE\t/\tTRUE\t0\t__Host-sid\t1\r", "example.com/ __Host-sid=1 Secure"},
    }));
    CAPTURE(line);
    const CookieFile file = readNetscapeCookies(line, kNow);
    CHECK(file.problems.empty());
    CHECK(shown(file) == QStringList(expected));
    CHECK(shown(readNetscapeCookies(writeNetscapeCookies(file.cookies), kNow)) == QStringList(expected));
}

TEST_CASE("readNetscapeCookies: a line that is none is told with its number, and the others are read", "[formats][cookies]")
{
    const char *line
        = GENERATE("example.com FALSE / FALSE 0 sid 1", "example.com\tFALSE\t/\tFALSE\t0", "example.com\tmaybe\t/\tFALSE\t0\ta\t1",
                   "example.com\tFALSE\t/\t\t0\ta\t1", "example.com\tFALSE\t/\tFALSE\tsoon\ta\t1", "example.com\tFALSE\t/\tFALSE\t-5\ta\t1",
                   "example.com\tFALSE\t/\tFALSE\t1795249999\ta\t1", "\tFALSE\t/\tFALSE\t0\ta\t1", "example.com\tFALSE\tx\tFALSE\t0\ta\t1",
                   "co.uk\tTRUE\t/\tFALSE\t0\ta\t1", "example.com\tFALSE\t/\tFALSE\t0\t\t", "example.com\tFALSE\t/\tFALSE\t0\ta\t1;2",
                   "example.com\tFALSE\t/\tFALSE\t0\ta\t1\x01", "example.com\tFALSE\t/\tFALSE\t0\t__Secure-a\t1",
                   "example.com\tTRUE\t/\tTRUE\t0\t__Host-a\t1", "example.com\tFALSE\t/\tFALSE\t0\ta\t1\textra");
    CAPTURE(line);
    const CookieFile file = readNetscapeCookies(
        lines({"# Netscape HTTP Cookie File", "# a comment", "", line, "example.com\tFALSE\t/\tFALSE\t0\tgood\t1"}), kNow);
    CHECK(shown(file) == QStringList("example.com/ good=1"));
    REQUIRE(file.problems.size() == 1);
    CHECK(file.problems.front().place == "line 4");
    CHECK_FALSE(file.problems.front().what.isEmpty());
}

TEST_CASE("readNetscapeCookies: ten thousand cookies are the limit, and it is told", "[formats][cookies]")
{
    QByteArray text;
    for (int i = 0; i < 10'002; ++i)
        text += "example.com\tFALSE\t/\tFALSE\t0\tc" + QByteArray::number(i) + "\t1\n";
    const CookieFile file = readNetscapeCookies(text, kNow);
    CHECK(file.cookies.size() == 10'000);
    REQUIRE(file.problems.size() == 1);
    CHECK(file.problems.front().place == "line 10001");
}

TEST_CASE("readJsonCookies: HAR, browsers' extensions and Playwright write the same members", "[formats][cookies]")
{
    const auto [json, expected] = GENERATE(table<const char *, const char *>({
        {R"([{"name":"a","value":"1","domain":"example.com","path":"/"}])", "example.com/ a=1"},
        {R"([{"name":"a","value":"1","domain":".example.com","path":"/x","httpOnly":true,"secure":true}])",
         ".example.com/x a=1 Secure HttpOnly"},
        {R"({"cookies":[{"name":"a","value":"1","domain":"example.com","path":"/","expires":-1,"sameSite":"Lax"}],"origins":[]})",
         "example.com/ a=1"},
        {R"([{"name":"a","value":"1","domain":"example.com","path":"/","expires":1795250060.5}])", "example.com/ a=1 +60"},
        {R"([{"name":"a","value":"1","domain":"example.com","expirationDate":1795250060,"hostOnly":false,"session":false}])",
         ".example.com/ a=1 +60"},
        {R"([{"name":"a","value":"1","domain":"example.com","expires":"2026-11-21T08:34:20.000Z"}])", "example.com/ a=1 +60"},
        {R"([{"name":"a","value":"1","domain":"example.com","expires":null}])", "example.com/ a=1"},
    }));
    CAPTURE(json);
    const CookieFile file = readJsonCookies(json, kNow);
    CHECK(file.problems.empty());
    CHECK(shown(file) == QStringList(expected));
    CHECK(readJsonCookies(writeJsonCookies(file.cookies), kNow).cookies == file.cookies);
}

TEST_CASE("readJsonCookies: what is no cookie is told with its number", "[formats][cookies]")
{
    const auto [json, place] = GENERATE(table<const char *, const char *>({
        {R"([{"name":"a","value":"1","domain":"example.com","expires":"soon"}])", "cookie 1"},
        {R"([7])", "cookie 1"},
        {R"([{"name":"a","value":"1"}])", "cookie 1"},
        {R"({"other":1})", ""},
        {R"([{"name":)", "byte 9"},
    }));
    CAPTURE(json);
    const CookieFile file = readJsonCookies(json, kNow);
    CHECK(file.cookies.empty());
    REQUIRE(file.problems.size() == 1);
    CHECK(file.problems.front().place == place);
}

TEST_CASE("readDocumentCookies: names and values are for the page's host until the session ends", "[formats][cookies]")
{
    const Url page = Url::parse("https://www.example.com/deep/page").value();
    CHECK(shown(readDocumentCookies("a=1; b=x=y; lone", page, kNow))
          == QStringList({"www.example.com/ a=1", "www.example.com/ b=x=y", "www.example.com/ =lone"}));
}

TEST_CASE("readHarCookies: what answers set and requests carried, each once", "[formats][cookies]")
{
    const QByteArray har = R"({"log":{"version":"1.2","creator":{"name":"t","version":"1"},"entries":[
        {"startedDateTime":"2026-11-21T08:30:00Z","time":1,"request":{"method":"GET","url":"https://www.example.com/","httpVersion":"HTTP/1.1",
         "headers":[{"name":"Cookie","value":"old=0"}],"queryString":[],"cookies":[],"headersSize":-1,"bodySize":0},
         "response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1","headers":[{"name":"Set-Cookie","value":"sid=1; Domain=example.com"},
         {"name":"Set-Cookie","value":"bad=1; Domain=com"}],"cookies":[],"content":{"size":0,"mimeType":""},"redirectURL":"","headersSize":-1,"bodySize":0},
         "cache":{},"timings":{"send":0,"wait":1,"receive":0}},
        {"startedDateTime":"2026-11-21T08:30:05Z","time":1,"request":{"method":"GET","url":"https://www.example.com/b","httpVersion":"HTTP/1.1",
         "headers":[{"name":"Cookie","value":"old=0; sid=1"}],"queryString":[],"cookies":[],"headersSize":-1,"bodySize":0},
         "response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1","headers":[],"cookies":[],"content":{"size":0,"mimeType":""},
         "redirectURL":"","headersSize":-1,"bodySize":0},"cache":{},"timings":{"send":0,"wait":1,"receive":0}}]}})";
    const auto file = readCookies(har, std::nullopt, kNow);
    REQUIRE(file);
    CHECK(shown(*file) == QStringList({"www.example.com/ old=0", ".example.com/ sid=1"}));
    REQUIRE(file->problems.size() == 1);
    CHECK(file->problems.front().place == "entry 1");
}

TEST_CASE("readCookies: the text tells what it is", "[formats][cookies]")
{
    const Url page = Url::parse("https://example.com/").value();
    const auto count = [&](const char *text) { return readCookies(text, page, kNow).value().cookies.size(); };
    CHECK(count("# Netscape HTTP Cookie File\nexample.com\tFALSE\t/\tFALSE\t0\ta\t1\n") == 1);
    CHECK(count("  [{\"name\":\"a\",\"value\":\"1\",\"domain\":\"example.com\"}]") == 1);
    CHECK(count("a=1; b=2") == 2);
    CHECK_FALSE(readCookies("a=1; b=2", std::nullopt, kNow));
    CHECK_FALSE(readCookies("no cookies", page, kNow));
    CHECK_FALSE(readCookies("", page, kNow));
}
