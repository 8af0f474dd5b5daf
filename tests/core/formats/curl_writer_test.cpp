#include "catch.h"
#include "core/formats/curl_command.h"

#include <random>

using namespace keyhole;

namespace {

RequestDraft draft(const QByteArray &text)
{
    const auto command = parseCurlCommand(text);
    CAPTURE(text);
    if (!command)
        FAIL(command.error().what.toStdString());
    return command->draft;
}

void checkSame(const RequestDraft &a, const RequestDraft &b)
{
    CHECK(a.method == b.method);
    CHECK(a.address == b.address);
    CHECK((a.fields == b.fields));
    CHECK((a.auth == b.auth));
    CHECK((a.body == b.body));
    CHECK((a.cookies == b.cookies));
    CHECK((a.automatic == b.automatic));
    CHECK(a.followRedirects == b.followRedirects);
    CHECK(a.transport.proxyAddress == b.transport.proxyAddress);
    CHECK(a.transport.proxyUser == b.transport.proxyUser);
    CHECK((a.transport.proxyPassword == b.transport.proxyPassword));
    CHECK(a.transport.resolve == b.transport.resolve);
    CHECK(a.transport.verifyCertificate == b.transport.verifyCertificate);
    CHECK(a.transport.clientCertificate == b.transport.clientCertificate);
    CHECK(a.transport.totalLimit == b.transport.totalLimit);
    CHECK(a.transport.connectLimit == b.transport.connectLimit);
    CHECK(a.transport.version == b.transport.version);
}

}

TEST_CASE("curl: what is written is read back as the same request, in every shell", "[formats]")
{
    const ShellKind shell = GENERATE(ShellKind::Bash, ShellKind::Cmd, ShellKind::PowerShell);
    const QByteArray text
        = GENERATE(as<QByteArray>{}, "curl https://a.example/", "curl -I -L https://a.example/?a=1#b",
                   "curl -X POST -H 'a: 1' -H 'A;' -H 'Accept:' --compressed https://a.example/",
                   R"(curl -d 'a=1&b=%26' -H 'X: it'"'"'s "$quoted" `x` %PATH% ^' https://a.example/)",
                   "curl -d 'no form' https://a.example/", R"(curl --json '{"a":"line\nbreak"}' https://a.example/)",
                   R"(curl -H 'Content-Type: application/json' -d $'{\n "a": "\u00e4"}' https://a.example/)",
                   R"(curl -F a=1 -F 'b=@x y.png;type=image/png' -F 'c="q\"w;";type=text/plain' --form-string 'd=@' https://a.example/)",
                   "curl -T up.bin https://a.example/x", "curl --data-binary @up.bin -X PUT https://a.example/",
                   "curl -u 'me:p w' -b 'a=1; b=2' https://a.example/", "curl --oauth2-bearer abc -A '' https://a.example/",
                   "curl -k -E 'a.pem:pw' -x socks5h://p.example:1080 -U 'u:p' --resolve h:1:127.0.0.1 -m 2.5 --connect-timeout 3 --http2 "
                   "https://a.example/");
    const RequestDraft original = draft(text);
    const QByteArray written = writeCurlCommand(original, {.keepSecrets = true, .shell = shell});
    CAPTURE(written);
    const auto again = parseCurlCommand(written);
    REQUIRE(again);
    CHECK(again->notes.empty());
    checkSame(original, again->draft);
}

TEST_CASE("curl: any value of a field or a body survives being written and read", "[formats]")
{
    const ShellKind shell = GENERATE(ShellKind::Bash, ShellKind::Cmd, ShellKind::PowerShell);
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
        QByteArray value = "v", body = "b";
        for (int length = int(random() % 20); length > 0; --length) {
            value += char(0x21 + random() % (0x7F - 0x21));
            body += char(1 + random() % 255);
        }
        if (shell == ShellKind::Cmd)
            body.replace('\r', "");
        RequestDraft original;
        original.address = "https://a.example/?q=" + value.toPercentEncoding("!'()*$&");
        original.method = "POST";
        original.fields = {{true, "X-Value", value, {}}, {true, "Content-Type", "text/plain", {}}};
        original.body.kind = BodyKind::Text;
        original.body.text = body;
        const QByteArray written = writeCurlCommand(original, {.keepSecrets = true, .shell = shell});
        CAPTURE(written);
        const auto again = parseCurlCommand(written);
        REQUIRE(again);
        CHECK(again->draft.address == original.address);
        CHECK((again->draft.fields == original.fields));
        CHECK(again->draft.body.text == body);
    }
}

TEST_CASE("curl: secrets become variables that a comment names, each value once", "[formats]")
{
    const RequestDraft original
        = draft("curl -H 'Authorization: Bearer s3cr3t-token' -H 'X-Api-Key: k3y-value' -b 'sid=c00kie; lang=c00kie' "
                "--json '{\"client_secret\":\"hush\",\"a\":1}' 'https://a.example/?access_token=s3cr3t-token&x=1'");
    SECTION("bash")
    {
        CHECK(writeCurlCommand(original)
              == "# Set first: TOKEN, API_KEY, COOKIE, SECRET\n"
                 "curl 'https://a.example/?access_token='\"$TOKEN\"'&x=1' \\\n"
                 "  -H 'Authorization: Bearer '\"$TOKEN\" \\\n"
                 "  -H 'X-Api-Key: '\"$API_KEY\" \\\n"
                 "  -H 'Accept: application/json' \\\n"
                 "  -b sid=\"$COOKIE\"'; lang='\"$COOKIE\" \\\n"
                 "  --json '{\"client_secret\":\"'\"$SECRET\"'\",\"a\":1}'\n");
    }
    SECTION("no shell shows one, and every one reads its own text")
    {
        const ShellKind shell = GENERATE(ShellKind::Bash, ShellKind::Cmd, ShellKind::PowerShell);
        const QByteArray written = writeCurlCommand(original, {.shell = shell});
        CAPTURE(written);
        for (const char *secret : {"s3cr3t", "k3y", "c00kie", "hush"})
            CHECK_FALSE(written.contains(secret));
        const auto again = parseCurlCommand(written);
        REQUIRE(again);
        CHECK(again->draft.fields.at(0).value.contains("TOKEN"));
    }
}

TEST_CASE("curl: passwords are secrets wherever they are given", "[formats]")
{
    const QByteArray written = writeCurlCommand(
        draft("curl -u me:hush1 -U p:hush2 -x p.example --pass hush3 -d 'password=hush4&user=me' https://me:hush5@a.example/"));
    CAPTURE(written);
    CHECK_FALSE(written.contains("hush"));
    CHECK(written.contains("me:"));
    CHECK(written.contains("user=me"));
}
