#include "catch.h"
#include "core/http/structured_field.h"
#include "random_bytes.h"

using namespace keyhole;

TEST_CASE("parseSfItem: reads each kind of bare item", "[http][structured]")
{
    const auto [text, value] = GENERATE(table<const char *, SfBare>({
        {"42", qint64(42)},
        {" -0042 ", qint64(-42)},
        {"999999999999999", qint64(999999999999999)},
        {"4.5", 4.5},
        {"-0.125", -0.125},
        {"\"\"", QByteArray("")},
        {"\"say \\\"hi\\\" \\\\\"", QByteArray("say \"hi\" \\")},
        {"token", SfToken{"token"}},
        {"*a/b:c!", SfToken{"*a/b:c!"}},
        {"?1", true},
        {"?0", false},
        {":a2V5aG9sZQ==:", SfBytes{"keyhole"}},
        {"::", SfBytes{""}},
    }));
    CAPTURE(text);
    const auto item = parseSfItem(text);
    REQUIRE(item);
    CHECK((item->value == value));
    CHECK(item->parameters.empty());
}

TEST_CASE("parseSfItem: reads parameters; the last of a name counts, at the place of the first", "[http][structured]")
{
    const auto item = parseSfItem("abc;a=1; b;c=?0;a=\"x\"");
    REQUIRE(item);
    CHECK((item->parameters == std::vector<SfParameter>{{"a", QByteArray("x")}, {"b", true}, {"c", false}}));
}

TEST_CASE("parseSfItem: refuses what the standard refuses, at its place", "[http][structured]")
{
    const auto [text, offset] = GENERATE(table<const char *, int>({
        {"", 0},
        {"  ", 2},
        {"-", 1},
        {"- 1", 1},
        {"+1", 0},
        {"1.", 2},
        {".5", 0},
        {"1.2345", 0},
        {"1000000000000000", 0},
        {"1234567890123.1", 0},
        {"\"open", 0},
        {"\"open\\", 0},
        {"\"a\\n\"", 3},
        {"\"caf\xC3\xA9\"", 4},
        {"\"a\tb\"", 2},
        {"?2", 1},
        {"?", 1},
        {":a2V5", 0},
        {":*:", 1},
        {"(a b)", 0},
        {"@1795254192", 0},
        {"%\"caf%c3%a9\"", 0},
        {"a b", 2},
        {"a, b", 1},
        {"a;", 2},
        {"a;B=1", 2},
        {"a;b=", 4},
        {"a ;b", 2},
        {"\xC3\xA4", 0},
    }));
    CAPTURE(text);
    const auto item = parseSfItem(text);
    REQUIRE_FALSE(item);
    CHECK(item.error().offset == offset);
}

TEST_CASE("parseSfList: reads fields as they come from gateways", "[http][structured]")
{
    const auto list = parseSfList("\"edge\"; hit; ttl=30 ,\torigin-1;error=connection_timeout;details=\"after 3 s\"");
    REQUIRE(list);
    CHECK(
        (*list
         == std::vector<SfItem>{{QByteArray("edge"), {{"hit", true}, {"ttl", qint64(30)}}},
                                {SfToken{"origin-1"}, {{"error", SfToken{"connection_timeout"}}, {"details", QByteArray("after 3 s")}}}}));
    CHECK(parseSfList("")->empty());
    CHECK(parseSfList("a , b")->size() == 2);
}

TEST_CASE("parseSfList: refuses missing members and inner lists", "[http][structured]")
{
    const auto [text, offset]
        = GENERATE(table<const char *, int>({{"a,", 2}, {"a, ", 3}, {",a", 0}, {"a,,b", 2}, {"a b", 2}, {"a, (b c)", 3}}));
    CAPTURE(text);
    const auto list = parseSfList(text);
    REQUIRE_FALSE(list);
    CHECK(list.error().offset == offset);
}

TEST_CASE("parseSfDictionary: reads members with and without values; the last of a key counts", "[http][structured]")
{
    const auto dictionary = parseSfDictionary("u=1, i, limit=10;w=60, u=3, j;x=2");
    REQUIRE(dictionary);
    CHECK(
        (*dictionary
         == std::vector<SfMember>{
             {"u", {qint64(3), {}}}, {"i", {true, {}}}, {"limit", {qint64(10), {{"w", qint64(60)}}}}, {"j", {true, {{"x", qint64(2)}}}}}));
    CHECK(parseSfDictionary("")->empty());
}

TEST_CASE("parseSfDictionary: refuses keys and values that are none, at their place", "[http][structured]")
{
    const auto [text, offset]
        = GENERATE(table<const char *, int>({{"A=1", 0}, {"a=", 2}, {"a=1,", 4}, {"a = 1", 2}, {"1=a", 0}, {"a=(1 2)", 2}}));
    CAPTURE(text);
    const auto dictionary = parseSfDictionary(text);
    REQUIRE_FALSE(dictionary);
    CHECK(dictionary.error().offset == offset);
}

TEST_CASE("Structured fields: endless ones are refused", "[http][structured]")
{
    CHECK_FALSE(parseSfList(QByteArray("a,").repeated(2000) + 'a'));
    QByteArray parameters = "a";
    for (int i = 0; i < 300; ++i)
        parameters += ";p" + QByteArray::number(i);
    CHECK_FALSE(parseSfItem(parameters));
}

TEST_CASE("Structured fields: a random text is read or fails inside it", "[http][structured][property]")
{
    const std::vector<QByteArray> pieces{"a", "*", "1", "-", ".", "\"", "\\", "?1", ":", "YQ==", ";", "=", ",", " ", "(", ")", "@", "%"};
    RandomBytes random(9651);
    for (int round = 0; round < 30000; ++round) {
        const QByteArray text = random.from(pieces, 10);
        CAPTURE(text);
        const auto inside = [&text](const SyntaxError &error) { return error.offset >= 0 && error.offset <= text.size(); };
        const auto item = parseSfItem(text);
        const auto list = parseSfList(text);
        const auto dictionary = parseSfDictionary(text);
        CHECK((item || inside(item.error())));
        CHECK((list || inside(list.error())));
        CHECK((dictionary || inside(dictionary.error())));
        if (item)
            CHECK((list && list->size() == 1));  // an item alone is a list of one
    }
}
