#include "catch.h"
#include "core/formats/curl_command.h"

using namespace keyhole;

namespace {

CurlCommand read(const QByteArray &text)
{
    CAPTURE(text);
    auto command = parseCurlCommand(text);
    if (!command)
        FAIL(command.error().what.toStdString());
    return *command;
}

RequestDraft draft(const QByteArray &text)
{
    return read(text).draft;
}

QByteArray fieldsOf(const RequestDraft &draft)
{
    QByteArray text;
    for (const DraftRow &row : draft.fields)
        text += row.name + ": " + row.value + '\n';
    return text;
}

bool isOff(const RequestDraft &draft, QByteArrayView name)
{
    return std::any_of(draft.automatic.begin(), draft.automatic.end(),
                       [name](const AutomaticField &field) { return field.name == name && field.mode == AutomaticMode::Off; });
}

}

TEST_CASE("curl: the method follows from the content, unless -X says otherwise", "[formats]")
{
    const auto [arguments, method] = GENERATE(table<QByteArray, QByteArray>({
        {"", "GET"},
        {"-d a=1", "POST"},
        {"--json '{}'", "POST"},
        {"-F a=1", "POST"},
        {"-T file.txt", "PUT"},
        {"-I", "HEAD"},
        {"-G -d a=1", "GET"},
        {"-X DELETE", "DELETE"},
        {"-XPATCH -d a=1", "PATCH"},
        {"-sSLkX OPTIONS", "OPTIONS"},
        {"--request get -d a=1", "get"},
    }));
    CHECK(draft("curl " + arguments + " https://a.example/").method == method);
}

TEST_CASE("curl: fields keep order, case, duplicates and empty values", "[formats]")
{
    const RequestDraft got
        = draft(R"(curl -H 'X-b: 1' -H "x-B:2" --header 'Empty;' -H 'Nothing:' -H 'none' -H 'Two:  blanks' https://a.example/)");
    CHECK(fieldsOf(got) == "X-b: 1\nx-B: 2\nEmpty: \nTwo:  blanks\n");
}

TEST_CASE("curl: a field without a value switches off what would be added by itself", "[formats]")
{
    const RequestDraft got = draft("curl -H 'accept:' -H 'User-Agent:' -H 'Host:' -H 'X-Other:' --compressed https://a.example/");
    CHECK(isOff(got, "Accept"));
    CHECK(isOff(got, "User-Agent"));
    CHECK(isOff(got, "Host"));
    CHECK(got.automatic.size() == 3);
    CHECK(isOff(draft("curl https://a.example/"), "Accept-Encoding"));
}

TEST_CASE("curl: data becomes the body that curl would send", "[formats]")
{
    SECTION("a form whose encoding is exact")
    {
        const RequestDraft got = draft("curl -d grant_type=password -d 'user=a+b%26c' https://a.example/");
        CHECK(got.body.kind == BodyKind::Form);
        CHECK(got.body.form == std::vector<DraftRow>{{true, "grant_type", "password", {}}, {true, "user", "a b&c", {}}});
        CHECK(got.fields.empty());
    }
    SECTION("text that no form gives back byte for byte")
    {
        const RequestDraft got = draft("curl -d 'a=x y&b' https://a.example/");
        CHECK(got.body.kind == BodyKind::Text);
        CHECK(got.body.text == "a=x y&b");
        CHECK(fieldsOf(got) == "Content-Type: application/x-www-form-urlencoded\n");
    }
    SECTION("JSON")
    {
        const RequestDraft got = draft(R"(curl --json '{"a":' --json '1}' https://a.example/)");
        CHECK(got.body.kind == BodyKind::Json);
        CHECK(got.body.text == R"({"a":1})");
        CHECK(fieldsOf(got) == "Accept: application/json\n");
        CHECK(draft(R"(curl -H 'content-type: application/json; charset=utf-8' --data-raw '@{}' https://a.example/)").body.text == "@{}");
    }
    SECTION("in the query with -G")
    {
        const RequestDraft got = draft("curl -G -d a=1 --data-urlencode 'q=ä &' 'https://a.example/?x=0#top'");
        CHECK(got.address == "https://a.example/?x=0&a=1&q=%C3%A4+%26#top");
        CHECK(got.body.kind == BodyKind::None);
    }
    SECTION("a file, which is named and not read")
    {
        const RequestDraft got = draft("curl --data-binary @/etc/hostname https://a.example/");
        CHECK(got.body.kind == BodyKind::File);
        CHECK(got.body.file == "/etc/hostname");
        CHECK(draft("curl -T up.bin https://a.example/dir/").address == "https://a.example/dir/up.bin");
    }
    SECTION("parts")
    {
        const RequestDraft got = draft(
            R"(curl -F name=v -F 'f=@a.png;type=image/png' -F 'q="x;y";type=text/plain; charset=utf-8' --form-string 's=@;type=x' https://a.example/)");
        CHECK(got.body.kind == BodyKind::Multipart);
        CHECK(got.body.parts
              == std::vector<BodyPart>{{true, "name", "v", {}, {}},
                                       {true, "f", {}, "a.png", "image/png"},
                                       {true, "q", "x;y", {}, "text/plain; charset=utf-8"},
                                       {true, "s", "@;type=x", {}, {}}});
    }
}

TEST_CASE("curl: -u is Basic, --oauth2-bearer is Bearer, and a typed Authorization stays a field", "[formats]")
{
    const RequestDraft basic = draft("curl -u me:a:b https://a.example/");
    CHECK(basic.auth.kind == AuthKind::Basic);
    CHECK(basic.auth.user == "me");
    CHECK(basic.auth.secret.reveal() == "a:b");
    const RequestDraft bearer = draft("curl --oauth2-bearer abc https://a.example/");
    CHECK(bearer.auth.kind == AuthKind::Bearer);
    CHECK(bearer.auth.secret.reveal() == "abc");
    const RequestDraft typed = draft("curl -H 'Authorization: token abc' -u me:pw https://a.example/");
    CHECK(typed.auth.kind == AuthKind::None);
    CHECK(fieldsOf(typed) == "Authorization: token abc\n");
}

TEST_CASE("curl: a password for Digest and the like goes as that, never as Basic", "[formats]")
{
    const auto [option, kind] = GENERATE(table<const char *, AuthKind>(
        {{"--digest", AuthKind::Digest}, {"--ntlm", AuthKind::Ntlm}, {"--negotiate", AuthKind::Negotiate}, {"--basic", AuthKind::Basic}}));
    const CurlCommand command = read(QByteArray("curl ") + option + " -u me:pw https://a.example/");
    CHECK(command.draft.auth.kind == kind);
    CHECK(command.draft.auth.user == "me");
    CHECK(command.draft.auth.secret.reveal() == "pw");
    CHECK(command.notes.empty());

    const CurlCommand any = read("curl --anyauth -u me:pw https://a.example/");
    CHECK(any.draft.auth.kind == AuthKind::None);
    CHECK(any.notes.size() == 1);
    const CurlCommand asked = read("curl --digest --basic -u me:pw https://a.example/");
    CHECK(asked.draft.auth.kind == AuthKind::None);
    CHECK(asked.notes.size() == 1);
    const CurlCommand token = read("curl --oauth2-bearer abc --digest -u me:pw https://a.example/");
    CHECK(token.draft.auth.kind == AuthKind::Bearer);
    CHECK(token.notes.size() == 1);
    CHECK(draft("curl --digest --no-digest -u me:pw https://a.example/").auth.kind == AuthKind::Basic);
    CHECK(draft("curl --oauth2-bearer abc -u me:pw https://a.example/").auth.kind == AuthKind::Bearer);
}

TEST_CASE("curl: --aws-sigv4 signs, with the region and the service that it names", "[formats]")
{
    const AuthDraft auth = draft("curl --aws-sigv4 aws:amz:eu-central-1:execute-api -u AKID:se/cret https://a.example/").auth;
    CHECK(auth.kind == AuthKind::AwsSignature4);
    CHECK(auth.aws == AwsSettings{"AKID", "eu-central-1", "execute-api"});
    CHECK(auth.secret.reveal() == "se/cret");
    CHECK(auth.user.isEmpty());
    CHECK(draft("curl --aws-sigv4 aws:amz -u AKID:x https://sqs.eu-west-1.amazonaws.com/").auth.aws.region.isEmpty());
}

TEST_CASE("curl: cookies become rows, and a file of cookies is named", "[formats]")
{
    const RequestDraft got = draft("curl -b 'sid=1; t=a=b' https://a.example/");
    CHECK(got.cookies == std::vector<DraftRow>{{true, "sid", "1", {}}, {true, "t", "a=b", {}}});
    CHECK(read("curl -b jar.txt https://a.example/").notes.at(0).what.contains("jar.txt"));
}

TEST_CASE("curl: how the request is carried is read as well", "[formats]")
{
    const TransportOptions got
        = draft("curl -k --cacert ca.pem -E me.pem:pw --key me.key -x proxy.example:3128 -U pu:pp --noproxy a,b --resolve h:1:127.0.0.1 "
                "--connect-to a:1:b:2 --unix-socket /run/s --http1.1 -4 -m 1.5 --connect-timeout 2 https://a.example/")
              .transport;
    CHECK_FALSE(got.verifyCertificate);
    CHECK(got.caFile == "ca.pem");
    CHECK(got.clientCertificate == "me.pem");
    CHECK(got.clientKeyPassphrase.reveal() == "pw");
    CHECK(got.clientKey == "me.key");
    CHECK(got.proxy == ProxyChoice::Custom);
    CHECK(got.proxyAddress == "http://proxy.example:3128");
    CHECK(got.proxyUser == "pu");
    CHECK(got.proxyPassword.reveal() == "pp");
    CHECK(got.noProxy == std::vector<QByteArray>{"a", "b"});
    CHECK(got.resolve == std::vector<QByteArray>{"h:1:127.0.0.1"});
    CHECK(got.connectTo == std::vector<QByteArray>{"a:1:b:2"});
    CHECK(got.unixSocket == "/run/s");
    CHECK(got.version == HttpVersionChoice::Http11);
    CHECK(got.family == TransportOptions::Family::IPv4);
    CHECK(got.totalLimit == std::chrono::milliseconds(1500));
    CHECK(got.connectLimit == std::chrono::milliseconds(2000));
    CHECK(draft("curl --socks5-hostname u:p@s.example:1080 https://a.example/").transport.proxyAddress == "socks5h://s.example:1080");
    CHECK(draft("curl -x '' https://a.example/").transport.proxy == ProxyChoice::None);
    CHECK(draft("curl -L https://a.example/").followRedirects);
    CHECK_FALSE(draft("curl https://a.example/").followRedirects);
}

TEST_CASE("curl: fields that other options set", "[formats]")
{
    CHECK(fieldsOf(draft("curl -A agent -e https://b.example/ -r 0-9 https://a.example/"))
          == "User-Agent: agent\nReferer: https://b.example/\nRange: bytes=0-9\n");
    CHECK(isOff(draft("curl -A '' https://a.example/"), "User-Agent"));
    CHECK(draft("curl --url-query 'a=b c' --url-query +d=e https://a.example/").address == "https://a.example/?a=b+c&d=e");
}

TEST_CASE("curl: options without effect on the request are taken, those that would have one are noted", "[formats]")
{
    CHECK(read("curl -sSvif -o out.txt -w '%{http_code}' --retry 3 --no-progress-meter https://a.example/").notes.empty());
    const CurlCommand noted = read("curl --max-redirs 3 --http3 -c jar https://a.example/ https://b.example/");
    CHECK(noted.draft.address == "https://a.example/");
    CHECK(noted.notes.size() == 4);
    CHECK(read("curl a.example/x").draft.address == "http://a.example/x");
}

TEST_CASE("curl: what is no option fails with its place", "[formats]")
{
    const auto [text, place, says] = GENERATE(table<QByteArray, QString, QString>({
        {"curl https://a.example/ --hedaer x", "line 1, column 25", "--hedaer"},
        {"curl \\\n  -H 'a: b' \\\n  --data=x https://a.example/", "line 3, column 3", "no “=”"},
        {"curl https://a.example/ -H", "line 1, column 25", "needs a value"},
        {"curl -sW@ https://a.example/", "line 1, column 6", "-W"},
        {"curl -m soon https://a.example/", "line 1, column 6", "number of seconds"},
        {"curl -F nothing https://a.example/", "line 1, column 6", "name=content"},
        {"curl 'https://a.example/", "line 1, column 6", "never closed"},
        {"curl https://a.example/ \\\n -H \"a: b", "line 2, column 5", "never closed"},
        {"curl -s", "", "no address"},
        {"wget https://a.example/", "", "no curl command"},
    }));
    CAPTURE(text);
    const auto command = parseCurlCommand(text);
    REQUIRE_FALSE(command);
    CHECK(command.error().place == place);
    CHECK(command.error().what.contains(says));
    CHECK_FALSE(command.error().remedy.isEmpty());
}

TEST_CASE("curl: what stands around the command is stepped over", "[formats]")
{
    const auto [text, notes] = GENERATE(table<QByteArray, size_t>({
        {"$ curl https://a.example/", 0},
        {"me@host:~/dir$ curl https://a.example/", 0},
        {"> curl https://a.example/", 0},
        {"# curl https://a.example/", 0},
        {"# how to ask\ncurl https://a.example/", 0},
        {"  sudo -E curl https://a.example/", 0},
        {"TOKEN=abc HOST=x time /usr/bin/curl https://a.example/\n", 0},
        {"curl https://a.example/ | jq .", 1},
        {"curl https://a.example/ > out.json", 1},
        {"curl 2>/dev/null https://a.example/ && echo done", 2},
        {"curl https://a.example/; echo", 1},
        {"curl https://a.example/ # that is all", 0},
        {"$ curl \\\n> https://a.example/", 0},
        {"PS C:\\Users\\me> curl.exe https://a.example/", 0},
        {"C:\\Users\\me>curl https://a.example/", 0},
    }));
    CAPTURE(text);
    CHECK(looksLikeCurlCommand(text));
    const CurlCommand command = read(text);
    CHECK(command.draft.address == "https://a.example/");
    CHECK(command.notes.size() == notes);
}

TEST_CASE("curl: other text is not taken for a command", "[formats]")
{
    const QByteArray text = GENERATE(as<QByteArray>{}, "", "curling is a sport", "GET / HTTP/1.1", "{\"curl\": 1}",
                                     "eyJhbGciOiJub25lIn0.e30.", "* Connected to curl");
    CAPTURE(text);
    CHECK_FALSE(looksLikeCurlCommand(text));
    CHECK_FALSE(parseCurlCommand(text));
}

TEST_CASE("curl: the arguments of a program read the same, without a shell", "[formats]")
{
    const auto command = parseCurlArguments({"-H", "X: $HOME 'a'", "--", "-odd"});
    REQUIRE(command);
    CHECK(fieldsOf(command->draft) == "X: $HOME 'a'\n");
    CHECK(command->draft.address == "http://-odd");
    const auto failed = parseCurlArguments({"https://a.example/", "--nonsense"});
    REQUIRE_FALSE(failed);
    CHECK(failed.error().place == "argument 2");
}
