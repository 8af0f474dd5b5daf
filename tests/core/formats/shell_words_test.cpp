#include "catch.h"
#include "core/formats/curl_command.h"
#include "core/formats/shell_words.h"

#include <random>

using namespace keyhole;

namespace {

std::vector<QByteArray> words(const QByteArray &text, ShellKind shell)
{
    const auto split = splitShell(text, shell);
    REQUIRE(split);
    std::vector<QByteArray> found;
    for (const ShellWord &word : split->words)
        found.push_back(word.text);
    return found;
}

using Words = std::vector<QByteArray>;

}

TEST_CASE("bash: quotes are undone as its manual says", "[formats]")
{
    const auto [text, expected] = GENERATE(table<QByteArray, Words>({
        {"a  b\tc", {"a", "b", "c"}},
        {"'a b'\"c d\"e", {"a bc de"}},
        {"'a\\n'", {"a\\n"}},
        {R"("a\"b\\c\d\$e")", {"a\"b\\c\\d$e"}},
        {R"(a\ b\'c)", {"a b'c"}},
        {R"('it'\''s')", {"it's"}},
        {"\"\" ''", {"", ""}},
        {R"($'\n\t\\\'\x41\101\u00e9\U0001F600\e')", {"\n\t\\'AA\xC3\xA9\xF0\x9F\x98\x80\x1B"}},
        {R"($'\ud83d\ude00')", {"\xF0\x9F\x98\x80"}},
        {R"($'\u0021\q')", {"!\\q"}},
        {"a\\\nb \\\n c", {"ab", "c"}},
        {"a \\ \n b", {"a", "b"}},
        {"a \\\r\n b", {"a", "b"}},
        {"a #b\nc", {"a"}},
        {"a#b", {"a#b"}},
    }));
    CAPTURE(text);
    CHECK(words(text, ShellKind::Bash) == expected);
}

TEST_CASE("bash: variables stay as text and are told", "[formats]")
{
    const auto split = splitBash(R"(a "Bearer $TOKEN" ${X} $(cat "f g") '$no' \$no)");
    REQUIRE(split);
    REQUIRE(split->words.size() == 6);
    CHECK(split->words[1].text == "Bearer $TOKEN");
    CHECK(split->words[3].text == R"($(cat "f g"))");
    CHECK(split->notes.size() == 3);
    CHECK(split->notes[0].offset == 10);
}

TEST_CASE("cmd: carets, doubled quotes and backslashes are undone", "[formats]")
{
    const auto [text, expected] = GENERATE(table<QByteArray, Words>({
        {R"(a "b c" d)", {"a", "b c", "d"}},
        {R"("a\"b" "a""b" "a\\" \"x\")", {"a\"b", "a\"b", "a\\", "\"x\""}},
        {"^\"a b^\" c^^d", {"a b", "c^d"}},
        {R"(^"^{^\^"a^\^":1^}^")", {R"({"a":1})"}},
        {"a ^\n  b ^\r\n  c", {"a", "b", "c"}},
        {"^\"a^\n\nb^\"", {"a\nb"}},
        {R"("100%" ^%^PATH^%)", {"100%", "%PATH%"}},
        {R"(C:\a\b "C:\a b\\")", {R"(C:\a\b)", R"(C:\a b\)"}},
        {"a & b", {"a"}},
        {"\"a & b\"", {"a & b"}},
    }));
    CAPTURE(text);
    CHECK(words(text, ShellKind::Cmd) == expected);
}

TEST_CASE("PowerShell: quotes and backticks are undone", "[formats]")
{
    const auto [text, expected] = GENERATE(table<QByteArray, Words>({
        {"a 'b c' \"d e\"", {"a", "b c", "d e"}},
        {"'it''s' \"a\"\"b\" \"a`\"b\"", {"it's", "a\"b", "a\"b"}},
        {"\"a`nb`t`u{1F600}`$x\"", {"a\nb\t\xF0\x9F\x98\x80$x"}},
        {"a `\n  b `\r\n  c", {"a", "b", "c"}},
        {"'a`nb'", {"a`nb"}},
        {"a | b", {"a"}},
        {"\"\"", {""}},
    }));
    CAPTURE(text);
    CHECK(words(text, ShellKind::PowerShell) == expected);
}

TEST_CASE("Shells: an open quote is told by its place", "[formats]")
{
    CHECK(splitBash("ab 'c").error().offset == 3);
    CHECK(splitBash("ab \"c\\\"").error().offset == 3);
    CHECK(splitBash("ab $'c\\'").error().offset == 4);
    CHECK(splitCmd("ab ^\"c").error().offset == 4);
    CHECK(splitPowerShell("ab \"c`\"").error().offset == 3);
}

TEST_CASE("Shells: whatever is quoted is read back, byte for byte", "[formats]")
{
    const ShellKind shell = GENERATE(ShellKind::Bash, ShellKind::Cmd, ShellKind::PowerShell);
    std::mt19937 random(20261121);
    static constexpr QByteArrayView kTricky("'\"\\`$^%&|<>!{}()[]*?#~;=:,@ \t\n\r-abc1");
    for (int round = 0; round < 3000; ++round) {
        Words written;
        QByteArray line;
        for (int word = 0; word < 3; ++word) {
            QByteArray text;
            for (int length = int(random() % 12); length > 0; --length)
                text += random() % 4 ? kTricky[qsizetype(random() % size_t(kTricky.size()))] : char(1 + random() % 255);
            if (shell == ShellKind::Cmd)
                text.replace('\r', "");  // a line of cmd.exe cannot hold one
            written.push_back(text);
            line += quoteForShell(text, shell) + ' ';
        }
        CAPTURE(line);
        REQUIRE(words(line, shell) == written);
    }
}

TEST_CASE("Shells: which one wrote a command is seen from its quotes", "[formats]")
{
    const auto [text, shell] = GENERATE(table<QByteArray, ShellKind>({
        {"curl 'https://a.example/' \\\n -H 'a: b'", ShellKind::Bash},
        {"curl \"https://a.example/\" -H \"a: b\"", ShellKind::Bash},
        {"curl ^\"https://a.example/^\" ^\n  -H ^\"a: b^\"", ShellKind::Cmd},
        {"curl \"https://a.example/\" ^\r\n  -H \"a: b\"", ShellKind::Cmd},
        {"curl.exe \"https://a.example/\"", ShellKind::Cmd},
        {"curl.exe 'https://a.example/'", ShellKind::PowerShell},
        {"curl.exe https://a.example/ `\n -H \"a: b\"", ShellKind::PowerShell},
        {"Invoke-WebRequest -Uri \"https://a.example/\"", ShellKind::PowerShell},
    }));
    CAPTURE(text);
    const auto command = parseCurlCommand(text);
    REQUIRE(command);
    CHECK(command->shell == shell);
    CHECK(command->draft.address == "https://a.example/");
}

TEST_CASE("PowerShell: Invoke-WebRequest as Chrome writes it", "[formats]")
{
    const auto command = parseCurlCommand("$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n"
                                          "$session.UserAgent = \"Agent/1 (X; Y)\"\n"
                                          "$session.Cookies.Add((New-Object System.Net.Cookie(\"sid\", \"a=b\", \"/\", \"a.example\")))\n"
                                          "Invoke-WebRequest -UseBasicParsing -Uri \"https://a.example/v1?x=1\" `\n"
                                          "-Method \"POST\" `\n"
                                          "-WebSession $session `\n"
                                          "-Headers @{\n\"accept\"=\"*/*\"\n  \"authorization\"=\"Bearer `\"x`\"\"\n} `\n"
                                          "-ContentType \"application/json\" `\n"
                                          "-Body ([System.Text.Encoding]::UTF8.GetBytes(\"{`\"a`\":1}\"))");
    REQUIRE(command);
    CHECK(command->shell == ShellKind::PowerShell);
    CHECK(command->draft.method == "POST");
    CHECK(command->draft.address == "https://a.example/v1?x=1");
    CHECK(command->draft.cookies == std::vector<DraftRow>{{true, "sid", "a=b", {}}});
    CHECK(command->draft.fields
          == std::vector<DraftRow>{{true, "User-Agent", "Agent/1 (X; Y)", {}},
                                   {true, "accept", "*/*", {}},
                                   {true, "authorization", "Bearer \"x\"", {}},
                                   {true, "Content-Type", "application/json", {}}});
    CHECK(command->draft.body.kind == BodyKind::Json);
    CHECK(command->draft.body.text == "{\"a\":1}");
    CHECK(command->notes.empty());
}
