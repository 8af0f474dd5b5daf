#include "catch.h"
#include "command_line.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace keyhole;

namespace {

CommandResult cookies(const QByteArray &received, QStringList more = {})
{
    if (!more.contains("--for"))
        more = QStringList{"--for", "https://www.shop.example/cart"} + more;
    if (!more.contains("--now"))
        more += {"--now", "2026-11-21T09:00:00Z"};
    return runCli(QStringList{"cookies", "--received", "-"} + more, received);
}

}

TEST_CASE("keyhole-cli cookies: prints the Cookie value and nothing else, and nothing where none goes", "[cli][cookies]")
{
    const auto [received, expected] = GENERATE(table<const char *, const char *>({
        {"a=1\n", "a=1\n"},
        {"a=1\nb=2", "a=1; b=2\n"},
        {"a=1\r\nb=2\r\n", "a=1; b=2\n"},
        {"deep=1; Path=/cart\nwide=1; Path=/\n", "deep=1; wide=1\n"},
        {"wide=1; Path=/\ndeep=1; Path=/cart\n", "deep=1; wide=1\n"},
        {"a=1; Path=/other\n", ""},
        {"a=\xE2\x98\x83 \"x\"\n", "a=\xE2\x98\x83 \"x\"\n"},
        {"a=\xFF\n", "a=\xFF\n"},
        {"a=1\n\na=2\n", "a=2\n"},
        {"\n", ""},
        {"", ""},
        {"nameless\n=also\n", ""},
        {"a=1; Domain=shop.example; Domain=\n", "a=1\n"},
    }));
    CAPTURE(received);
    const auto result = cookies(received);
    CHECK(result.status == 0);
    CHECK(result.out == expected);
    CHECK(result.err.isEmpty());
}

TEST_CASE("keyhole-cli cookies: --from, --now and --received-at say where and when", "[cli][cookies]")
{
    const QByteArray received = "a=1; Domain=shop.example; Expires=Sat, 21 Nov 2026 10:00:00 GMT\n";
    const auto [options, expected] = GENERATE(table<QStringList, const char *>({
        {{"--from", "https://login.shop.example/"}, "a=1\n"},
        {{"--from", "https://shop.other.example/"}, ""},
        {{"--now", "2026-11-21T09:59:59.999Z"}, "a=1\n"},
        {{"--now", "2026-11-21T10:00:00Z"}, ""},
        {{"--now", "2026-11-21T11:00:00+01:00"}, ""},
        {{"--now", "2026-11-21T09:59:59"}, "a=1\n"},
        {{"--now", "2026-11-21"}, "a=1\n"},
        {{"--now", "1795255199"}, "a=1\n"},
        {{"--now", "1795255200"}, ""},
        {{"--now", "Sat, 21 Nov 2026 10:00:00 GMT"}, ""},
        {{"--now", "2026-11-21T10:00:01Z", "--received-at", "2026-11-21T09:00:00Z"}, ""},
    }));
    CAPTURE(options.join(' ').toStdString());
    CHECK(cookies(received, options).out == expected);
}

TEST_CASE("keyhole-cli cookies: --browser and the kind of request decide what another site's request carries", "[cli][cookies]")
{
    const auto [received, options, expected] = GENERATE(table<const char *, QStringList, const char *>({
        {"value\n", {"--browser", "standard"}, "value\n"},
        {"a=1\n", {"--initiator", "https://evil.example/"}, "a=1\n"},
        {"a=1\n", {"--initiator", "https://evil.example/", "--method", "POST"}, ""},
        {"a=1\n", {"--initiator", "https://evil.example/", "--method", "POST", "--browser", "chrome"}, "a=1\n"},
        {"a=1\n", {"--initiator", "https://evil.example/", "--method", "POST", "--browser", "firefox"}, "a=1\n"},
        {"a=1; SameSite=Strict\n", {"--initiator", "https://evil.example/"}, ""},
        {"a=1; SameSite=Strict\n", {"--initiator", "https://login.shop.example/"}, "a=1\n"},
        {"a=1; SameSite=None; Secure\n", {"--initiator", "https://evil.example/", "--subresource"}, "a=1\n"},
        {"a=1; SameSite=None; Secure\n", {"--initiator", "https://evil.example/", "--frame", "--browser", "safari"}, ""},
        {"a=1; SameSite=None; Secure\n", {"--initiator", "https://evil.example/", "--top-level", "--browser", "safari"}, "a=1\n"},
    }));
    CAPTURE(received, options.join(' ').toStdString());
    CHECK(cookies(received, options).out == expected);
}

TEST_CASE("keyhole-cli cookies: --explain tells the rule, the attribute, its byte and the section", "[cli][cookies]")
{
    const auto result = cookies("a=1; Path=/admin\nb=2; Domain=example\n", {"--explain"});
    CHECK(result.status == 0);
    for (const char *text : {"stays (path)", "Path=/admin against /cart", "RFC 6265bis, 5.8.3", "refused (public-suffix)",
                             "Domain=example at byte 5", "No cookie goes."})
        CHECK(result.out.contains(text));
}

TEST_CASE("keyhole-cli cookies: --explain names the browsers that would have kept or sent otherwise", "[cli][cookies]")
{
    const auto result = cookies("a=1; SameSite=None\nb=2\n", {"--explain", "--initiator", "https://evil.example/", "--method", "POST"});
    for (const char *text : {"Safari would keep it", "Chrome would send it", "Firefox would send it", "https://"})
        CHECK(result.out.contains(text));
    CHECK_FALSE(result.out.contains("Chrome would keep it"));
}

TEST_CASE("keyhole-cli cookies: --explain escapes what a terminal would obey", "[cli][cookies]")
{
    const auto result = cookies("a=1; Path=/\x1b[31m\nb=\xC2\x9B\x33\x31m\n", {"--explain"});
    CHECK_FALSE(hasControlCharacter(result.out));
}

TEST_CASE("keyhole-cli cookies: --format json has each decision, and where browsers differ with the source", "[cli][cookies]")
{
    const auto result = cookies("a=1; SameSite=None; Secure; Max-Age=60\n",
                                {"--format", "json", "--initiator", "https://evil.example/", "--subresource"});
    const QJsonObject report = QJsonDocument::fromJson(result.out).object();
    CHECK(report["schema"] == "keyhole.cookies/1");
    CHECK(report["cookie"] == "a=1");
    CHECK(report["received"][0]["kept"].toBool());
    CHECK(report["held"][0]["expires"].toInteger() == 1795251660);
    CHECK(report["decisions"][0]["sent"].toBool());
    const QJsonArray differences = report["sent_otherwise"].toArray();
    REQUIRE(differences.size() == 2);
    CHECK(differences[0]["browser"] == "firefox");
    CHECK(differences[1]["browser"] == "safari");
    CHECK(differences[1]["source"].toString().startsWith("https://webkit.org/"));
}

TEST_CASE("keyhole-cli cookies: wrong use is told, and so is a file that is not there", "[cli][cookies]")
{
    const auto [arguments, status] = GENERATE(table<QStringList, int>({
        {{"cookies"}, 2},
        {{"cookies", "--received", "-"}, 2},
        {{"cookies", "--received", "-", "--for", "no address"}, 2},
        {{"cookies", "--received", "-", "--for", "https://a.example/", "--now", "soon"}, 2},
        {{"cookies", "--received", "-", "--for", "https://a.example/", "--browser", "lynx"}, 2},
        {{"cookies", "--received", "-", "--for", "https://a.example/", "--format", "xml"}, 2},
        {{"cookies", "--received", "-", "--for"}, 2},
        {{"cookies", "--wrong"}, 2},
        {{"cookies", "--received", "/nowhere/at/all", "--for", "https://a.example/"}, 3},
    }));
    CAPTURE(arguments.join(' ').toStdString());
    const auto result = runCli(arguments);
    CHECK(result.status == status);
    CHECK(result.out.isEmpty());
    CHECK(result.err.startsWith("keyhole-cli: "));
}
