#include "catch.h"
#include "core/formats/input.h"
#include "har_samples.h"

using namespace keyhole;

namespace {

const QByteArray kJwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.";

}

TEST_CASE("Input: what a text is, is told by its content", "[formats]")
{
    const auto [text, kind] = GENERATE(table<QByteArray, size_t>({
        {har_samples::har(har_samples::entry()), 0},
        {"\xEF\xBB\xBF \n" + har_samples::har(har_samples::entry()), 0},
        {"curl https://a.example/", 1},
        {"$ curl -H 'Authorization: Bearer x' https://a.example/", 1},
        {"Invoke-WebRequest -Uri \"https://a.example/\"", 1},
        {"$ curl -v https://a.example/\n> GET / HTTP/1.1\n> Host: a.example\n> \n< HTTP/1.1 401 No\n< \n", 2},
        {"GET / HTTP/1.1\nHost: a.example\n\n", 2},
        {"get-it /x\n", 9},
        {kJwt, 3},
        {"  \"" + kJwt + "\"\n", 3},
        {"Bearer " + kJwt, 3},
        {"Authorization: Bearer " + kJwt, 3},
        {"authorization: DPoP opaque-token", 3},
        {"hello world", 9},
        {"https://a.example/", 9},
    }));
    CAPTURE(text);
    const auto input = readInput(text, "pasted");
    CHECK(bool(input) == (kind < 9));
    if (input)
        CHECK(input->index() == kind);
    if (input && kind == 0)
        CHECK(std::get<HarFile>(*input).exchange(0)->sourceName == "pasted");
    if (input && kind == 2)
        CHECK(std::get<Exchange>(*input).sourceName == "pasted");
}

TEST_CASE("Input: a token is taken without what stands before it", "[formats]")
{
    const QByteArray text = GENERATE(as<QByteArray>{}, kJwt, "Bearer " + kJwt, "Authorization: Bearer " + kJwt, "'" + kJwt + "'");
    const auto input = readInput(text);
    REQUIRE(input);
    CHECK(std::get<Token>(*input).text == kJwt);
}

TEST_CASE("Input: what is none of these fails with what was tried", "[formats]")
{
    const auto failed = readInput("Dear support, it does not work.");
    REQUIRE_FALSE(failed);
    CHECK(failed.error().what.contains("Dear support"));
    for (const char *tried : {"HAR", "curl command", "curl -v", "HTTP request", "token"})
        CHECK(failed.error().remedy.contains(tried));
    CHECK_FALSE(readInput("  \n"));
    CHECK(readInput("{\"log\":{\"entries\":[").error().what.contains("ends early"));
}

TEST_CASE("Input: random text never brings a reader down", "[formats]")
{
    static constexpr QByteArrayView kPieces[] = {"curl ",
                                                 "{\"log\":{\"entries\":[",
                                                 "]}}",
                                                 "> GET / HTTP/1.1\n",
                                                 "< HTTP/1.1 401\n",
                                                 "* Connected to a (b) port 9\n",
                                                 "HTTP/1.1 ",
                                                 "GET /",
                                                 "\n",
                                                 "\\",
                                                 "'",
                                                 "\"",
                                                 "^",
                                                 "`",
                                                 "$'",
                                                 "\\u",
                                                 "-H ",
                                                 "--json ",
                                                 "@{",
                                                 "\0",
                                                 "\xFF",
                                                 "eyJ",
                                                 ".",
                                                 "Host: a\n",
                                                 "{",
                                                 "}",
                                                 ": "};
    uint state = 1;
    for (int round = 0; round < 5000; ++round) {
        QByteArray text;
        for (int piece = 0; piece < 8; ++piece) {
            state = state * 1664525 + 1013904223;
            text += kPieces[(state >> 16) % std::size(kPieces)];
        }
        CAPTURE(text);
        const auto input = readInput(text);
        CHECK((input || !input.error().what.isEmpty()));
        (void)parseCurlCommand("curl " + text);
    }
}
