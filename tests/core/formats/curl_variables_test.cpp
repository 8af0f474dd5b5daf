// curl's own variables, files of options that a command brings with it, parts with fields of their own, and scripts for Windows.
#include "catch.h"
#include "core/formats/curl_command.h"
#include "core/formats/curl_variables.h"
#include "core/formats/drafted_request.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace keyhole;

namespace {

struct Told {
    DraftedRequest request;
    QString notes;
};

Told only(const QByteArray &script)
{
    CAPTURE(script);
    const auto commands = parseCurlCommands(script);
    REQUIRE(commands);
    REQUIRE(commands->size() == 1);
    Told told{draftedRequest(commands->front().draft), {}};
    for (const Error &note : commands->front().notes)
        told.notes += note.what + '\n';
    for (const Error &note : told.request.notes)
        told.notes += note.what + '\n';
    return told;
}

/// "METHOD address", one line for each request.
QByteArray requestsOf(const QByteArray &script)
{
    const auto commands = parseCurlCommands(script);
    REQUIRE(commands);
    QByteArrayList lines;
    for (const CurlCommand &command : *commands)
        lines.append(command.draft.method + ' ' + command.draft.address);
    return lines.join('\n');
}

}

TEST_CASE("curl variables: what --variable sets is put into options that begin with --expand-", "[formats][curl]")
{
    const auto [arguments, body] = GENERATE(table<QByteArray, QByteArray>({
        {"--variable who=me --expand-data 'name={{who}}'", "name=me"},
        {"--variable who=me --data 'name={{who}}'", "name={{who}}"},
        {"--variable who=me --variable who=you --expand-data '{{who}}{{who}}'", "youyou"},
        {"--variable 'who= a b ' --expand-data '[{{who:trim}}]'", "[a b]"},
        {"--variable 'who=a b/ä' --expand-data '{{who:url}}'", "a%20b%2F%C3%A4"},
        {"--variable $'who=\"\\\\\\t\\x01' --expand-json '\"{{who:json}}\"'", "\"\\\"\\\\\\t\\u0001\""},
        {"--variable who=ab --expand-data '{{who:b64}}'", "YWI="},
        {"--variable who=YWI= --expand-data '{{who:64dec}}'", "ab"},
        {"--variable who=%% --expand-data '{{who:64dec}}'", "[64dec-fail]"},
        {"--variable 'who= a b ' --expand-data '{{who:trim:url:b64}}'", "YSUyMGI="},
        {"--variable 'who[1-3]=abcdef' --expand-data '{{who}}'", "bcd"},
        {"--variable 'who[2-]=abcdef' --expand-data '{{who}}'", "cdef"},
        {"--variable who=me --expand-data '\\{{who}} {{who}}'", "{{who}} me"},
        {"--variable a=1 --expand-variable 'b={{a}}2' --expand-data '{{b}}'", "12"},
        {"--variable %HOME=there --expand-data '{{HOME}}'", "there"},
        {"--expand-data 'x{{never}}y'", "xy"},
        {"--variable who=me --expand-data '{{who'", "{{who"},
        {"--variable who=me --expand-data '{{wh o}}'", "{{wh o}}"},
    }));
    CAPTURE(arguments);
    CHECK(only("curl " + arguments + " https://a.example/").request.body == body);
}

TEST_CASE("curl variables: they hold beyond --next, and for what standard input is known to be", "[formats][curl]")
{
    CHECK(requestsOf("curl --variable id=7 --expand-url 'https://a.example/{{id}}' --next --expand-url 'https://b.example/{{id}}'")
          == "GET https://a.example/7\nGET https://b.example/7");
    CHECK(only("echo -n abc | curl --variable v@- --expand-data '{{v}}' https://a.example/").request.body == "abc");
}

TEST_CASE("curl variables: one whose content is not known stays as it is written, and is told", "[formats][curl]")
{
    const auto [arguments, body, note] = GENERATE(table<QByteArray, QByteArray, QString>({
        {"--variable key@secret.txt --expand-data 'k={{key}}'", "k={{key}}", "secret.txt"},
        {"--variable key@secret.txt --expand-data 'k={{key:trim}}'", "k={{key}}", "trim"},
        {"--variable %TOKEN --expand-data 'k={{TOKEN}}'", "k={{TOKEN}}", "TOKEN"},
        {"--variable a=1 --expand-data '{{a:upper}}'", "{{a:upper}}", "upper"},
        {"--expand-data '{{never}}'", "", "never"},
    }));
    CAPTURE(arguments);
    const Told told = only("curl " + arguments + " https://a.example/");
    CHECK(told.request.body == body);
    CHECK(told.notes.contains(note));
    CHECK_FALSE(parseCurlCommand("curl --variable nothing https://a.example/"));
    CHECK_FALSE(parseCurlCommand("curl --variable 'a b=c' https://a.example/"));
    CHECK_FALSE(parseCurlCommand("curl --variable 'a[3-1]=c' https://a.example/"));
}

TEST_CASE("curl: a file of options that the command brings with it is read in its place", "[formats][curl]")
{
    const Told told = only("curl -s -K - -X PUT <<'EOF'\n"
                           "# what is asked\n"
                           "url = \"https://a.example/x\"\n"
                           "\n"
                           "-H \"X-One: \\\"1\\\"\"\n"
                           "header: X-Two:2\n"
                           "silent = yes\n"
                           "data=a=1 ignored\n"
                           "EOF\n");
    CHECK(told.request.method == "PUT");
    CHECK(told.request.url == "https://a.example/x");
    REQUIRE(told.request.fields.size() == 3);
    CHECK(told.request.fields[0].value == "\"1\"");
    CHECK(told.request.fields[1].value == "2");
    CHECK(told.request.body == "a=1");
    CHECK(told.notes.isEmpty());
    CHECK(only("curl -K options.txt https://a.example/").notes.contains("not read"));
    CHECK(only("echo 'config = -' | curl -K - https://a.example/").notes.contains("not read"));
}

TEST_CASE("curl: fields that the command brings with it as a file are read", "[formats][curl]")
{
    const Told told = only("curl -H @- -H 'X-Last: 3' https://a.example/ <<EOF\nX-One: 1\n# no field\n\nX-Two;\nEOF\n");
    REQUIRE(told.request.fields.size() == 3);
    CHECK(told.request.fields[0] == DraftRow{true, "X-One", "1", {}});
    CHECK(told.request.fields[1] == DraftRow{true, "X-Two", "", {}});
    CHECK(told.request.fields[2].name == "X-Last");
    CHECK(told.notes.isEmpty());
}

TEST_CASE("curl: parts have the fields and the encoding that they were given", "[formats][curl]")
{
    const Told told
        = only("curl -F 'a=b;type=text/x;headers=\"X-A: 1\";headers=\"X-B: 2\"' -F 'c=hi;encoder=base64' -F d=e https://a.example/");
    CHECK(told.request.body.contains("name=\"a\"\r\nContent-Type: text/x\r\nX-A: 1\r\nX-B: 2\r\n\r\nb\r\n"));
    CHECK(told.request.body.contains("name=\"c\"\r\nContent-Transfer-Encoding: base64\r\n\r\naGk=\r\n"));
    CHECK(told.request.body.contains("name=\"d\"\r\n\r\ne\r\n"));
    REQUIRE(told.request.fields.size() == 1);
    const QByteArray boundary = told.request.fields[0].value.mid(QByteArray("multipart/form-data; boundary=").size());
    CHECK(told.request.body.startsWith("--" + boundary + "\r\n"));
    CHECK(told.request.body.endsWith("--" + boundary + "--\r\n"));
    CHECK(told.notes.isEmpty());
    const QByteArray wide = only("curl -F 'c=" + QByteArray(60, 'x') + ";encoder=base64' https://a.example/").request.body;
    CHECK(wide.contains("\r\n" + QByteArray("eHh4").repeated(19) + "\r\neHh4"));
    CHECK(only("curl -F 'a=b;encoder=rot13' https://a.example/").notes.contains("rot13"));
    CHECK(only("curl -F 'a=@file;headers=\"X-A: 1\"' https://a.example/").notes.contains("headers="));
}

TEST_CASE("curl: several commands are read from scripts for Windows as well", "[formats][curl]")
{
    const auto [script, requests] = GENERATE(table<QByteArray, QByteArray>({
        {"curl ^\"https://a.example/1?x=1^&y=2^\" ^\n  -H ^\"A: b^\" &\ncurl ^\"https://a.example/2^\"",
         "GET https://a.example/1?x=1&y=2\nGET https://a.example/2"},
        {"curl.exe \"https://a.example/1\" > out.txt 2>nul\r\ncurl.exe -I \"https://a.example/2\" | more",
         "GET https://a.example/1\nHEAD https://a.example/2"},
        {"REM first\ncurl.exe \"https://a.example/1\"\nREM second\ncurl.exe \"https://a.example/2\"",
         "GET https://a.example/1\nGET https://a.example/2"},
        {"curl.exe 'https://a.example/1' `\n -X PUT; curl.exe 'https://a.example/2' 2>&1 > x.txt\ncurl.exe 'https://a.example/3'",
         "PUT https://a.example/1\nGET https://a.example/2\nGET https://a.example/3"},
        {"Invoke-WebRequest -Uri \"https://a.example/1\";\nInvoke-WebRequest -Uri \"https://a.example/2\" -Method \"POST\" -Body \"x\"\n",
         "GET https://a.example/1\nPOST https://a.example/2"},
    }));
    CAPTURE(script);
    CHECK(requestsOf(script) == requests);
}

TEST_CASE("curl: an address that an “&” without quotes cuts off is told", "[formats][curl]")
{
    const auto commands = parseCurlCommands("curl https://a.example/?a=1&b=2");
    REQUIRE(commands);
    REQUIRE(commands->size() == 1);
    CHECK(commands->front().draft.address == "https://a.example/?a=1");
    REQUIRE_FALSE(commands->front().notes.empty());
    CHECK(commands->front().notes.front().what.contains("needs quotes"));
    CHECK(parseCurlCommands("curl https://a.example/?a=1 & curl https://b.example/")->front().notes.empty());
}

TEST_CASE("curl variables: what a function makes of any content reads back as that content", "[formats][curl][property]")
{
    quint32 state = 2463534242;
    const auto random = [&state] {
        state ^= state << 13;
        state ^= state >> 17;
        return state ^= state << 5;
    };
    for (int round = 0; round < 500; ++round) {
        QString content;
        for (quint32 length = random() % 40; length > 0; --length)
            content += QChar(random() % 4 == 0 ? 1 + random() % 0x4FF : 0x20 + random() % 0x5F);
        CAPTURE(round, content.toStdString());
        CurlVariables variables;
        QStringList notes;
        REQUIRE(variables.set("v=" + content.toUtf8(), {}, notes).isEmpty());
        CHECK(variables.expanded("{{v}}", notes) == content.toUtf8());
        CHECK(variables.expanded("{{v:b64:64dec}}", notes) == content.toUtf8());
        CHECK(QByteArray::fromPercentEncoding(variables.expanded("{{v:url}}", notes)) == content.toUtf8());
        const QByteArray json = "[\"" + variables.expanded("{{v:json}}", notes) + "\"]";
        CHECK(QJsonDocument::fromJson(json).array().at(0).toString() == content);
        CHECK(notes.isEmpty());
    }
}
