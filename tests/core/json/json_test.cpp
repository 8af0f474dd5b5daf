#include "catch.h"
#include "core/json/fault.h"
#include "core/json/json.h"

using namespace keyhole;

namespace {
JsonValue parsed(const QByteArray &text)
{
    const auto value = parseJson(text);
    REQUIRE(value);
    return *value;
}
}

TEST_CASE("parseJson: order, duplicates and the spelling of numbers are kept", "[json]")
{
    std::vector<QByteArray> duplicates;
    const QByteArray text = R"({"b":1.50,"a":12345678901234567890123,"b":-0,"c":[1e400,true,false,null]})";
    const auto value = parseJson(text, {}, &duplicates);
    REQUIRE(value);
    CHECK(toJson(*value) == text);
    CHECK(duplicates == std::vector<QByteArray>{"b"});
    CHECK(value->find("b")->text == "-0");
    CHECK(value->find("a")->text == "12345678901234567890123");
    CHECK_FALSE(value->find("C"));
}

TEST_CASE("parseJson: duplicates are told for each object, whatever its size", "[json]")
{
    QByteArray members;
    for (int i = 0; i < 50; ++i)
        members += "\"m" + QByteArray::number(i) + "\":0,";
    std::vector<QByteArray> duplicates;
    REQUIRE(parseJson("[{" + members + "\"m7\":1},{\"m7\":1},{\"x\":1,\"x\":2}]", {}, &duplicates));
    CHECK(duplicates == std::vector<QByteArray>{"m7", "x"});
}

TEST_CASE("parseJson: a scalar may stand alone, with white space around", "[json]")
{
    CHECK(parsed(" \t\r\n\"x\" ").text == "x");
    CHECK(parsed("17\n").number() == 17.0);
    CHECK(parsed("true").boolean);
    CHECK(parsed("null").type == JsonValue::Type::Null);
}

TEST_CASE("parseJson: escapes are decoded, also those of surrogate pairs and NUL", "[json]")
{
    CHECK(parsed(R"("\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00")").text == QByteArray("\"\\/\b\f\n\r\t\xC3\xA4\xF0\x9F\x98\x80"));
    CHECK(parsed(R"("a\u0000b")").text == QByteArray("a\0b", 3));
    CHECK(parsed(R"({"\u0065xp":1})").find("exp"));
}

TEST_CASE("parseJson: refuses what is not JSON, at the first byte that does not fit", "[json]")
{
    const auto [text, offset] = GENERATE(table<const char *, int>({
        {"", 0},
        {"  ", 2},
        {"{", 1},
        {"[", 1},
        {"]", 0},
        {"[1,]", 3},
        {"[,1]", 1},
        {"[1 2]", 3},
        {"[1}", 2},
        {"[1],[2]", 3},
        {"[1][2]", 3},
        {"1 2", 2},
        {"1,2", 1},
        {"1],[2", 1},
        {R"({"a":1,})", 7},
        {R"({"a" 1})", 5},
        {R"({"a":1]})", 6},
        {R"({"a"})", 4},
        {R"({a:1})", 1},
        {R"({'a':1})", 1},
        {R"({"a":})", 5},
        {R"({"a":1}x)", 7},
        {R"({"a":1)", 6},
        {R"({"a":"b)", 7},
        {R"({"a)", 3},
        {"\"a\nb\"", 2},
        {"\"a\x01\"", 2},
        {R"("\x")", 2},
        {R"("\u12g4")", 5},
        {R"("\ud800")", 1},
        {R"("\udc00")", 1},
        {R"("\uD83D\u0041")", 1},
        {R"("\ud83dx")", 1},
        {R"("\ud800\ud800")", 1},
        {R"("\ud83d\n")", 1},
        {R"("\ude00\ud83d")", 1},
        {R"("\ud83d\ude00\ude00")", 13},
        {R"({"\udc00":1})", 2},
        {"\"\xC3\"", 1},
        {"\"\xC0\x80\"", 1},
        {"\"\xED\xA0\x80\"", 1},
        {"\"\xF5\x80\x80\x80\"", 1},
        {"\xEF\xBB\xBF{}", 0},
        {"01", 1},
        {"1.", 2},
        {".5", 0},
        {"+1", 0},
        {"-", 1},
        {"1e", 2},
        {"1e+", 3},
        {"0x10", 1},
        {"1a", 1},
        {"NaN", 0},
        {"Infinity", 0},
        {"tru", 3},
        {"truex", 4},
        {"nul", 3},
        {"nulll", 4},
        {"True", 0},
        {"/**/1", 0},
        {"[1]//", 3},
        {"\f1", 0},
    }));
    CAPTURE(text);
    const auto value = parseJson(text);
    REQUIRE_FALSE(value);
    CHECK(value.error().offset == offset);
    CHECK_FALSE(value.error().message.isEmpty());
}

TEST_CASE("parseJson: nesting and size have limits, and the fault tells them", "[json]")
{
    const auto nested = [](int levels) { return QByteArray(levels, '[') + QByteArray(levels, ']'); };
    CHECK(parseJson(nested(200)));
    const auto deep = parseJson(nested(201));
    REQUIRE_FALSE(deep);
    CHECK(deep.error().offset == 200);
    CHECK_FALSE(parseJson(nested(100000)));
    const auto long_ = parseJson("[1,2,3]", {.bytes = 6});
    REQUIRE_FALSE(long_);
    CHECK(long_.error().offset == 6);
    CHECK(long_.error().message.contains("7 bytes"));
}

TEST_CASE("parseJson: a text above the kept memory is read like a small one", "[json]")
{
    const QByteArray text = "[\"" + QByteArray(200000, 'x') + "\",1]";
    CHECK(toJson(parsed(text)) == text);
    const auto cut = parseJson(text.chopped(4));
    REQUIRE_FALSE(cut);
    CHECK(cut.error().offset == text.size() - 4);
}

TEST_CASE("findJsonFault: agrees with the reader about every cut of a text", "[json]")
{
    const QByteArray whole = R"( {"a":[1,-2.5e+3,{"b":"\u00e4\n"},true],"ß":null} )";
    for (qsizetype length = 0; length <= whole.size(); ++length) {
        const QByteArray text = whole.first(length);
        CAPTURE(text);
        CHECK(parseJson(text).has_value() == !findJsonFault(text, 200).has_value());
    }
}

TEST_CASE("JsonValue: at steps down members and items, and string reads strings and numbers", "[json]")
{
    const JsonValue value = parsed(R"({"error":{"details":[{"reason":"EXPIRED","code":7}]}})");
    REQUIRE(value.at({"error", "details", "0", "reason"}));
    CHECK(value.at({"error", "details", "0", "reason"})->text == "EXPIRED");
    CHECK(value.at({"error", "details", "0"})->string("code") == "7");
    CHECK_FALSE(value.at({"error", "details", "1"}));
    CHECK_FALSE(value.at({"error", "details", "x"}));
    CHECK_FALSE(value.at({"error", "details", "0", "reason", "deeper"}));
    CHECK(value.string("missing").isEmpty());
    CHECK(value.at({})->isObject());
}

TEST_CASE("JsonValue: number is for numbers only, and none when a double cannot hold it", "[json]")
{
    CHECK(parsed("-1.5e3").number() == -1500.0);
    CHECK_FALSE(parsed("\"17\"").number());
    CHECK_FALSE(parsed("1e400").number());
}

TEST_CASE("jsonString: leaves no control character and no invalid UTF-8", "[json]")
{
    CHECK(jsonString("a\"\\\n\x1B[31m\x7F\xC2\x9B/") == R"("a\"\\\n\u001b[31m\u007f\u009b/")");
    CHECK(jsonString("\xFF") == "\"\xEF\xBF\xBD\"");
    CHECK(jsonString("\xC3\xA4") == "\"\xC3\xA4\"");
    CHECK(jsonString("") == "\"\"");
}
