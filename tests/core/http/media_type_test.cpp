#include "catch.h"
#include "core/http/media_type.h"
#include "random_bytes.h"

using namespace keyhole;

TEST_CASE("parseMediaType: type, subtype and parameters, in any case and with blanks around ';'", "[http]")
{
    const auto text = GENERATE("text/html;charset=utf-8", "Text/HTML;Charset=\"utf-8\"", "text/html; charset=\"utf-8\"",
                               "text/html ;\tcharset=utf-8 ", "text/html;;charset=utf-8;", "text/html; charset=\"ut\\f-8\"");
    CAPTURE(text);
    const auto type = parseMediaType(text);
    REQUIRE(type);
    CHECK(type->essence() == "text/html");
    CHECK(type->parameter("CHARSET") == QByteArray("utf-8"));
    CHECK_FALSE(type->parameter("boundary"));
}

TEST_CASE("parseMediaType: values keep their case, duplicates are kept, and the first is given", "[http]")
{
    const auto type = parseMediaType("multipart/mixed; boundary=\"A b;c\"; boundary=Two; profile=https://example.com/X");
    REQUIRE(type);
    CHECK(type->parameters.size() == 3);
    CHECK(type->parameter("boundary") == QByteArray("A b;c"));
    CHECK(type->parameter("profile") == QByteArray("https://example.com/X"));
}

TEST_CASE("parseMediaType: refuses what is none, at its place", "[http]")
{
    const auto [text, offset] = GENERATE(table<const char *, int>({
        {"", 0},
        {"json", 4},
        {"/json", 0},
        {"application/", 12},
        {"application /json", 11},
        {"text/html charset=utf-8", 10},
        {"text/html, text/plain", 9},
        {"text/html; charset", 18},
        {"text/html; charset=", 19},
        {"text/html; charset =utf-8", 18},
        {"text/html; charset= utf-8", 19},
        {"text/html; charset=\"utf-8", 19},
        {"text/html; charset=\"utf-8\"x", 26},
        {"text/html; =utf-8", 11},
    }));
    CAPTURE(text);
    const auto type = parseMediaType(text);
    REQUIRE_FALSE(type);
    CHECK(type.error().offset == offset);
}

TEST_CASE("MediaType: knows JSON, XML and HTML by all their names", "[http]")
{
    const auto [text, json, xml, html] = GENERATE(table<const char *, bool, bool, bool>({
        {"application/json", true, false, false},
        {"APPLICATION/JSON", true, false, false},
        {"text/json", true, false, false},
        {"application/problem+json", true, false, false},
        {"application/jsonp", false, false, false},
        {"application/xml", false, true, false},
        {"text/xml", false, true, false},
        {"image/svg+xml", false, true, false},
        {"text/html", false, false, true},
        {"application/xhtml+xml", false, true, true},
        {"text/plain", false, false, false},
    }));
    CAPTURE(text);
    const auto type = parseMediaType(text);
    REQUIRE(type);
    CHECK(type->isJson() == json);
    CHECK(type->isXml() == xml);
    CHECK(type->isHtml() == html);
}

TEST_CASE("parseMediaType: an endless list of parameters is refused", "[http]")
{
    CHECK_FALSE(parseMediaType("a/b" + QByteArray(";c=d").repeated(101)));
    CHECK(parseMediaType("a/b" + QByteArray(";c=d").repeated(100)));
}

TEST_CASE("parseMediaType: a random text is read or fails inside it", "[http][property]")
{
    const std::vector<QByteArray> pieces{"text", "/", "html", ";", " ", "charset", "=", "\"", "\\", "utf-8", ","};
    RandomBytes random(2046);
    for (int round = 0; round < 20000; ++round) {
        const QByteArray text = random.from(pieces, 14);
        CAPTURE(text);
        const auto type = parseMediaType(text);
        if (type)
            CHECK(text.toLower().contains(type->essence()));
        else
            CHECK((type.error().offset >= 0 && type.error().offset <= text.size()));
    }
}
