#include "catch.h"
#include "command_line.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace keyhole;

namespace {

QJsonObject firstReport(const QByteArray &out)
{
    return QJsonDocument::fromJson(out.split('\n').front()).object();
}

const HarEntryText kBearerTwice{.requestFields = {{"Authorization", "Bearer Bearer abcdefghijklmnopqrstuvwxyz"}},
                                .responseFields = {{"WWW-Authenticate", "Bearer"}}};
const HarEntryText kNothingSent{.responseFields = {{"WWW-Authenticate", "Bearer realm=\"orders\""}}};
const HarEntryText kFine{.url = "https://api.example.com/public", .status = 200};

}

TEST_CASE("keyhole-cli diagnose: the last entry of a HAR file, another by its number, or each that was refused", "[cli]")
{
    const QTemporaryDir folder;
    const QString file = writeFile(folder, "a.har", harOf({kBearerTwice.json(), kFine.json(), kNothingSent.json()}));

    const auto last = runCli({"diagnose", "--format", "json", file});
    CHECK(last.status == 0);
    CHECK(firstReport(last.out)["verdict"].toObject()["id"] == "header.missing");

    const auto first = runCli({"diagnose", "--entry", "1", "--format", "json", file});
    CHECK(first.status == 0);
    CHECK(firstReport(first.out)["verdict"].toObject()["id"] == "header.scheme-repeated");

    const auto all = runCli({"diagnose", "--all", "--format", "json", file});
    CHECK(all.status == 0);
    CHECK(all.out.count('\n') == 2);
}

TEST_CASE("keyhole-cli diagnose: standard input is read for a dash", "[cli]")
{
    const auto result = runCli({"diagnose", "-", "--format", "json"}, harOf({kNothingSent.json()}));
    CHECK(result.status == 0);
    const QJsonObject report = firstReport(result.out);
    CHECK(report["schema"] == "keyhole.report/1");
    CHECK(report["exchange"].toObject()["status"] == 401);
}

TEST_CASE("keyhole-cli diagnose: the output of curl -v is read as well", "[cli]")
{
    const auto result = runCli({"diagnose", "-", "--format", "json"},
                               "> GET /orders HTTP/1.1\r\n> Host: api.example.com\r\n>\r\n< HTTP/1.1 401 Unauthorized\r\n"
                               "< WWW-Authenticate: Bearer\r\n<\r\n");
    CHECK(result.status == 0);
    CHECK(firstReport(result.out)["verdict"].toObject()["id"] == "header.missing");
}

TEST_CASE("keyhole-cli diagnose: text is in the manner of a compiler, markdown is for a ticket", "[cli]")
{
    const auto text = runCli({"diagnose", "-"}, harOf({kBearerTwice.json()}));
    CHECK(text.out.contains("header.scheme-repeated"));
    CHECK(text.out.contains("GET https://api.example.com/orders"));
    const auto markdown = runCli({"diagnose", "-", "--format", "markdown"}, harOf({kBearerTwice.json()}));
    CHECK(markdown.status == 0);
    CHECK(markdown.out.contains("**"));
    CHECK_FALSE(text.out.contains('\x1b'));
}

TEST_CASE("keyhole-cli diagnose: --all groups by host and tells a repeated cause once, with its count", "[cli]")
{
    const QByteArray recording = harOf({kNothingSent.json(), kFine.json(), kNothingSent.json(), kBearerTwice.json()});
    const auto text = runCli({"diagnose", "--all", "-"}, recording);
    CHECK(text.status == 0);
    CHECK(text.out.contains("api.example.com: 3 of 4 entries refused, 2 causes"));
    CHECK(text.out.contains("2 entries: 1, 3"));
    CHECK(text.out.count("[header.missing]") == 1);
    const auto html = runCli({"diagnose", "--all", "--format", "html", "-"}, recording);
    CHECK(html.out.startsWith("<!DOCTYPE html>"));
    CHECK(html.out.count("</html>") == 1);
    const auto junit = runCli({"diagnose", "--all", "--format", "junit", "-"}, recording);
    CHECK(junit.out.startsWith("<?xml"));
    CHECK(junit.out.count("<testcase ") == 4);
    CHECK(junit.out.count("<failure ") == 3);
    const auto none = runCli({"diagnose", "--all", "-"}, harOf({kFine.json()}));
    CHECK(none.out == "None of the 1 entries was refused.\n");
}

TEST_CASE("keyhole-cli diagnose: wrong use is told with a remedy, and ends with 2", "[cli]")
{
    const QStringList arguments = GENERATE(QStringList{"diagnose"}, QStringList{"diagnose", "--entry", "0", "a.har"},
                                           QStringList{"diagnose", "--entry"}, QStringList{"diagnose", "--format", "xml", "a.har"},
                                           QStringList{"diagnose", "--colour", "a.har"}, QStringList{"diagnose", "a.har", "b.har"},
                                           QStringList{"diagnose", "--all", "--entry", "2", "a.har"}, QStringList{"judge"}, QStringList{});
    CAPTURE(arguments.join(' ').toStdString());
    const auto result = runCli(arguments);
    CHECK(result.status == 2);
    CHECK(result.out.isEmpty());
    CHECK(result.err.startsWith("keyhole-cli: "));
    CHECK(result.err.count('\n') == 2);
}

TEST_CASE("keyhole-cli diagnose: what cannot be read is told with its place, and ends with 3", "[cli]")
{
    const QByteArray whole = harOf({kNothingSent.json()});
    const auto [input, told] = GENERATE_COPY(table<QByteArray, QByteArray>({{whole.first(whole.size() / 2), "line"},
                                                                            {"", "nothing in it"},
                                                                            {"{\"log\": 1}", "log"},
                                                                            {"Dear Sir or Madam", "Dear Sir"},
                                                                            {harOf({}), "no entries"},
                                                                            {"curl https://api.example.com/", "send"}}));
    CAPTURE(input.toStdString());
    const auto result = runCli({"diagnose", "-"}, input);
    CAPTURE(result.err.toStdString());
    CHECK(result.status == 3);
    CHECK(result.out.isEmpty());
    CHECK(result.err.contains(told));
}

TEST_CASE("keyhole-cli diagnose: a file that is not there, a folder, and an entry that is not there end with 3", "[cli]")
{
    const QTemporaryDir folder;
    const QString file = writeFile(folder, "a.har", harOf({kFine.json()}));
    CHECK(runCli({"diagnose", folder.filePath("none.har")}).status == 3);
    CHECK(runCli({"diagnose", folder.path()}).status == 3);
    const auto beyond = runCli({"diagnose", "--entry", "7", file});
    CHECK(beyond.status == 3);
    CHECK(beyond.err.contains("no entry 7"));
    CHECK(beyond.err.contains("1 entries"));
}

TEST_CASE("keyhole-cli diagnose: no control character from a hostile recording reaches the terminal", "[cli]")
{
    const QByteArray evil = "\x1b]0;owned\x07\x1b[2J\xc2\x9b"
                            "31m\xe2\x80\xae"
                            "txt";
    const HarEntryText entry{.url = "https://api.example.com/a?q=" + evil,
                             .requestFields = {{"Authorization", "Bearer " + evil}, {"X-" + evil, evil}, {"Cookie", "sid=" + evil}},
                             .responseFields = {{"WWW-Authenticate", "Bearer realm=\"" + evil + "\", error_description=\"" + evil + "\""},
                                                {"Server", evil},
                                                {"Set-Cookie", "sid=" + evil}},
                             .body = "{\"message\": \"" + QByteArray(evil).replace('\x1b', "\\u001b").replace('\x07', "\\u0007") + "\"}"};
    for (const char *format : {"text", "json", "markdown", "html", "junit"}) {
        CAPTURE(format);
        const auto result = runCli({"diagnose", "--format", format, "-"}, harOf({entry.json()}));
        CHECK_FALSE(hasControlCharacter(result.out));
        CHECK_FALSE(hasControlCharacter(result.err));
    }
    const auto unread = runCli({"diagnose", "-"}, "no recording " + evil);
    CHECK(unread.status == 3);
    CHECK_FALSE(hasControlCharacter(unread.err));
}

TEST_CASE("keyhole-cli diagnose: no secret stands in any format", "[cli]")
{
    const QByteArray token = "q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je", key = "live_9f8e7d6c5b4a39281706",
                     session = "c2Vzc2lvbi1vZi1hbGljZS0yMDI2";
    const HarEntryText entry{.url = "https://api.example.com/orders?api_key=" + key,
                             .requestFields
                             = {{"Authorization", "Bearer Bearer " + token}, {"X-API-Key", key}, {"Cookie", "sid=" + session}},
                             .responseFields = {{"WWW-Authenticate", "Bearer error=\"invalid_token\""}, {"Set-Cookie", "sid=" + session}}};
    for (const char *format : {"text", "json", "markdown", "html", "junit"}) {
        CAPTURE(format);
        const auto result = runCli({"diagnose", "--format", format, "-"}, harOf({entry.json()}));
        CHECK(result.status == 0);
        for (const QByteArray &secret : {token, key, session})
            CHECK_FALSE(result.out.contains(secret));
    }
}
