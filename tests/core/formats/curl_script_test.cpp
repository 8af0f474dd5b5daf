#include "catch.h"
#include "core/formats/curl_command.h"
#include "core/formats/drafted_request.h"

using namespace keyhole;

namespace {

/// "METHOD address", one line for each request.
QByteArray requestsOf(const QByteArray &script)
{
    const auto commands = parseCurlCommands(script);
    REQUIRE(commands);
    QByteArrayList lines;
    for (const CurlCommand &command : *commands) {
        const DraftedRequest request = draftedRequest(command.draft);
        lines.append(request.method + ' ' + request.url);
    }
    return lines.join('\n');
}

DraftedRequest only(const QByteArray &script)
{
    CAPTURE(script);
    const auto commands = parseCurlCommands(script);
    REQUIRE(commands);
    REQUIRE(commands->size() == 1);
    return draftedRequest(commands->front().draft);
}

QByteArray fieldsOf(const DraftedRequest &request)
{
    QByteArrayList lines;
    for (const DraftRow &row : request.fields)
        lines.append(row.name + ": " + row.value);
    return lines.join('\n');
}

}

TEST_CASE("curl script: each command, each address and each pattern is a request", "[formats]")
{
    const auto [script, expected] = GENERATE(table<QByteArray, QByteArray>({
        {"curl a.example/1\ncurl a.example/2", "GET http://a.example/1\nGET http://a.example/2"},
        {"curl a.example/1; curl -I a.example/2 && echo ok", "GET http://a.example/1\nHEAD http://a.example/2"},
        {"curl -d x a.example/1 a.example/2", "POST http://a.example/1\nPOST http://a.example/2"},
        {"curl -d x a.example/1 --next a.example/2", "POST http://a.example/1\nGET http://a.example/2"},
        {"curl 'a.example/[08-10]'", "GET http://a.example/08\nGET http://a.example/09\nGET http://a.example/10"},
        {"curl 'a.example/{x,y}[a-c:2]'",
         "GET http://a.example/xa\nGET http://a.example/xc\nGET http://a.example/ya\nGET http://a.example/yc"},
        {"curl -g 'a.example/{x,y}'", "GET http://a.example/{x,y}"},
        {"curl 'http://[::1]:8080/'", "GET http://[::1]:8080/"},
        {"curl '{{host}}/orders'", "GET http://{{host}}/orders"},
        {"curl 'a.example/\\[1-2\\]'", "GET http://a.example/[1-2]"},
        {"curl a.example", "GET http://a.example/"},
        {"curl 'a.example?x=1#top'", "GET http://a.example/?x=1"},
        {"curl a.example/a/./b/../c", "GET http://a.example/a/c"},
        {"curl --path-as-is a.example/a/../c", "GET http://a.example/a/../c"},
        {"curl --proto-default https a.example", "GET https://a.example/"},
        {"curl -T up.bin a.example", "PUT http://a.example/up.bin"},
        {"if true; then curl a.example/1; fi\n{ curl a.example/2; }\n(curl a.example/3)",
         "GET http://a.example/1\nGET http://a.example/2\nGET http://a.example/3"},
        {"curl --dump-header - --user-ag x a.example", "GET http://a.example/"},
    }));
    CAPTURE(script);
    CHECK(requestsOf(script) == expected);
}

TEST_CASE("curl script: what the text itself tells is put in", "[formats]")
{
    CHECK(only("URL=https://a.example\nexport TOKEN='abc'\ncurl -H \"X: $TOKEN\" \"${URL}/x\"").url == "https://a.example/x");
    CHECK(only("curl --data-binary @- a.example <<EOF\nline \\$1\nline 2\nEOF\n").body == "line $1\nline 2\n");
    CHECK(only("curl -d @- a.example <<'EOF'\nno $HOME\nhere\nEOF").body == "no $HOMEhere");
    CHECK(only("curl -d @- a.example <<-EOF\n\tindented\n\tEOF\n").body == "indented");
    CHECK(only("curl --data-binary @- a.example <<< 'a b'").body == "a b\n");
    CHECK(only("echo '{\"a\":1}' | curl --json @- a.example").body == "{\"a\":1}\n");
    CHECK(only("printf abc | curl -T - a.example/x").body == "abc");
    CHECK(only("cat data.json | curl -d @- a.example").body == "@data.json");
    CHECK(only("curl -d @- a.example < data.json").body == "@data.json");
    CHECK(only("curl -d @- a.example < /dev/null").body.isEmpty());
    CHECK(only("curl -d @- a.example < /dev/null").method == "POST");
}

TEST_CASE("curl script: commands in the words of others are read as well", "[formats]")
{
    CHECK(requestsOf("TOKEN=$(curl -s -X POST a.example/token | jq -r .t)\ncurl -H \"X: $TOKEN\" a.example/x")
          == "POST http://a.example/token\nGET http://a.example/x");
    CHECK(requestsOf("echo \"$(curl a.example/1)\" | curl -d @- \"a.example/$(curl a.example/2)\"")
          == "GET http://a.example/1\nGET http://a.example/2\nPOST http://a.example/$(curl a.example/2)");
    CHECK(only("curl -d \"$(cat <<'EOF'\n{\"a\":1}\nEOF\n)\" a.example").body == "{\"a\":1}");
    CHECK(only("curl -d \"$(echo a b)\" a.example").body == "a b");
    CHECK(only("curl -d \"$(date)\" a.example").body == "$(date)");
    QByteArray deep = "curl a.example/x";
    for (int i = 0; i < 40; ++i)
        deep = "echo $(" + deep + ")";
    CHECK_FALSE(parseCurlCommands(deep));
}

TEST_CASE("curl script: a variable has what it says for itself, where nothing else is known", "[formats]")
{
    CHECK(only("curl \"a.example/${ID:-5}\"").url == "http://a.example/5");
    CHECK(only("curl \"a.example/${ID-5}\"").url == "http://a.example/5");
    CHECK(only("ID=7\ncurl \"a.example/${ID:-5}\"").url == "http://a.example/7");
    CHECK(only("A=x\ncurl \"a.example/${ID:-$A}\"").url == "http://a.example/x");
    CHECK(only("curl \"a.example/${ID}\"").url == "http://a.example/${ID}");
    CHECK(only("curl \"a.example/${ID:?none}\"").url == "http://a.example/${ID:?none}");
    CHECK(parseCurlCommands("curl \"a.example/${ID:-5}\"")->front().notes.size() == 2);
}

TEST_CASE("curl script: what a copied line leaves at the end, or other programs in front, is stepped over", "[formats]")
{
    const QByteArray script = GENERATE(values<QByteArray>(
        {"curl https://a.example/ \\", "curl https://a.example/ \\\n", "curl.exe 'https://a.example/' `", "curl ^\"https://a.example/^\" ^",
         "timeout 5 curl https://a.example/", "nice -n 10 curl https://a.example/", "watch -n 2.5 curl https://a.example/"}));
    CHECK(requestsOf(script) == "GET https://a.example/");
}

TEST_CASE("curl script: a quote that is never closed fails, wherever it stands", "[formats]")
{
    const QByteArray script = GENERATE(values<QByteArray>({"curl -d @- a.example <<'EOF\nx\nEOF\n", "curl -d @- a.example <<\"EOF\nx\n",
                                                           "curl a.example < 'x", "curl 'a.example", "curl \"a"}));
    CAPTURE(script);
    const auto commands = parseCurlCommands(script);
    REQUIRE_FALSE(commands);
    CHECK(commands.error().what.contains("never closed"));
}

TEST_CASE("curl script: “@” and its name stand where a file's content would be encoded", "[formats]")
{
    CHECK(only("curl --url-query 'q@words.txt' a.example").url == "http://a.example/?q=@words.txt");
    CHECK(only("curl --url-query @words.txt 'a.example?x=1'").url == "http://a.example/?x=1&@words.txt");
    CHECK(only("curl -G --data-urlencode q@words.txt a.example").url == "http://a.example/?q=@words.txt");
    CHECK(only("curl --data-urlencode q@words.txt a.example").body == "q=@words.txt");
}

TEST_CASE("curl script: what the text does not tell stays as it is written, and is told", "[formats]")
{
    const auto [script, warns] = GENERATE(table<QByteArray, QString>({
        {"curl -H \"Authorization: Bearer $TOKEN\" a.example", "$TOKEN"},
        {"curl -H \"X: `date`\" a.example", "`date`"},
        {"curl -H \"X: $(date \"+%s\")\" a.example", "$(date"},
        {"curl -d @body.json a.example", "body.json"},
        {"curl -H @fields.txt a.example", "fields.txt"},
        {"curl a.example | jq .", "jq"},
        {"curl -z soon a.example", "soon"},
    }));
    CAPTURE(script);
    const auto commands = parseCurlCommands(script);
    REQUIRE(commands);
    QString told;
    for (const Error &note : commands->front().notes)
        told += note.what + '\n';
    for (const Error &note : draftedRequest(commands->front().draft).notes)
        told += note.what + '\n';
    CHECK(told.contains(warns));
}

TEST_CASE("curl script: fields are those that options shape, and a typed one goes before them", "[formats]")
{
    const auto [arguments, fields] = GENERATE(table<QByteArray, QByteArray>({
        {"", ""},
        {"-u me:pw", "Authorization: Basic bWU6cHc="},
        {"-u me:pw -H 'Authorization: own'", "Authorization: own"},
        {"-A one -H 'User-Agent: two'", "User-Agent: two"},
        {"-b 'a=1; b=2'", "Cookie: a=1; b=2"},
        {"-b 'a=1;b'", "Cookie: a=1;b"},
        {"-b a=1 -b b=2", "Cookie: a=1;b=2"},
        {"-b a=1 -H 'cookie: own=1'", "cookie: own=1"},
        {"-r 5", "Range: bytes=5-"},
        {"-C 7", "Range: bytes=7-"},
        {"--tr-encoding", "Connection: TE\nTE: gzip"},
        {"-z 'Sat, 21 Nov 2026 09:43:12 GMT'", "If-Modified-Since: Sat, 21 Nov 2026 09:43:12 GMT"},
        {"-d x -H 'Content-Type:'", ""},
        {"-d x -H 'Content-Type;'", "Content-Type: "},
        {"--json @file", "Content-Type: application/json\nAccept: application/json"},
        {"-H 'X-Last:  a  '", "X-Last:  a  "},
    }));
    CHECK(fieldsOf(only("curl " + arguments + " https://a.example/")) == fields);
}

TEST_CASE("curl script: parts end where curl ends them", "[formats]")
{
    const auto body = [](const QByteArray &arguments) { return only("curl " + arguments + " https://a.example/").body; };
    CHECK(body("-F 'a=b;c'").contains("\r\n\r\nb\r\n"));
    CHECK(body("-F 'a=\"b;c\"'").contains("\r\n\r\nb;c\r\n"));
    CHECK(body("-F 'a=b;filename=c.png;type=text/x; charset=utf-8'")
              .contains("name=\"a\"; filename=\"c.png\"\r\nContent-Type: text/x; charset=utf-8\r\n"));
    CHECK(body("-F 'f=@dir/p.jpg'").contains("filename=\"p.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n@dir/p.jpg\r\n"));
    const DraftedRequest typed = only("curl -H 'Content-Type: multipart/form-data' -F a=b https://a.example/");
    CHECK(fieldsOf(typed).startsWith("Content-Type: multipart/form-data; boundary="));
}

TEST_CASE("curl script: options are taken back, shortened, and of every protocol", "[formats]")
{
    CHECK_FALSE(parseCurlCommand("curl --location --no-location https://a.example/")->draft.followRedirects);
    CHECK_FALSE(parseCurlCommands("curl --compressed --no-compressed https://a.example/")->front().compressed);
    CHECK(parseCurlCommand("curl --ftp-pasv --mail-from x --quote y -N https://a.example/"));
    CHECK_FALSE(parseCurlCommand("curl --dat x https://a.example/"));
}

TEST_CASE("curl script: more addresses than a thousand are refused", "[formats]")
{
    CHECK(parseCurlCommands("curl 'https://a.example/[1-1000]'")->size() == 1000);
    CHECK_FALSE(parseCurlCommands("curl 'https://a.example/[1-1000]' https://a.example/"));
}
