#include "catch.h"
#include "ui/response/viewer/document.h"
#include "ui/response/viewer/json_fault.h"

using namespace keyhole;

namespace {

/// The rows as they are drawn, indented, a row a line; "↪" begins one that goes on.
QString drawn(const ViewerDocument &document)
{
    QString text;
    for (qint64 i = 0; i < document.rowCount(); ++i) {
        const Row row = document.row(i);
        text += row.start.continues ? QString(QChar(0x21AA)) : QString(row.indent, ' ');
        for (const auto &[unit, column] : document.units(row))
            text += shownText(unit);
        text += '\n';
    }
    return text;
}

ViewerDocument indexed(const QByteArray &text, const RowRules &rules = {})
{
    ViewerDocument document(text, rules);
    document.index(text.size() + 1);
    return document;
}

ViewerDocument pretty(const QByteArray &json, int breakAt = 4096)
{
    RowRules rules;
    rules.layout = RowLayout::PrettyJson;
    rules.language = Language::Json;
    rules.breakAt = breakAt;
    const qsizetype fault = jsonFault(json);
    rules.brokenAt = fault < json.size() ? fault : -1;
    return indexed(json, rules);
}

}

TEST_CASE("Rows: a line is a row, whatever ends it", "[viewer]")
{
    const auto [text, rows, last] = GENERATE(table<QByteArray, int, QString>({
        {"", 0, ""},
        {"one", 1, "one"},
        {"one\n", 1, "one"},
        {"one\ntwo", 2, "two"},
        {"one\r\ntwo\r\n", 2, "two"},
        {"one\n\n", 2, ""},
        {"a\rb", 1, "a\\u{D}b"},
    }));
    CAPTURE(text);
    const ViewerDocument document = indexed(text);
    REQUIRE(document.rowCount() == rows);
    CHECK(document.isComplete());
    if (rows > 0)
        CHECK(drawn(document).split('\n').at(rows - 1) == last);
}

TEST_CASE("Rows: JSON is indented without touching numbers, order, duplicates or escapes", "[viewer]")
{
    const QByteArray json = R"({"b":1.50e+01,"a":[],"b":{"x":[true,null,-0.0]},"s":"a\u0041, {not} [a] \"b\""})";
    CHECK(drawn(pretty(json)) == R"({
  "b": 1.50e+01,
  "a": [],
  "b": {
    "x": [
      true,
      null,
      -0.0
    ]
  },
  "s": "a\u0041, {not} [a] \"b\""
}
)");
}

TEST_CASE("Rows: JSON that is indented already comes out the same", "[viewer]")
{
    const QByteArray json = "[\n  {\n    \"a\" : 1 ,\n\t\"b\":[ ]\n  }\n]\n";
    CHECK(drawn(pretty(json)) == "[\n  {\n    \"a\": 1,\n    \"b\": []\n  }\n]\n");
}

TEST_CASE("Rows: JSON lines stand one below the other", "[viewer]")
{
    CHECK(drawn(pretty("{\"a\":1}\n{\"a\":2}\n3 \"four\"")) == "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n3\n\"four\"\n");
}

TEST_CASE("Rows: broken JSON is indented as far as it is JSON, the rest stays as it came", "[viewer]")
{
    const ViewerDocument document = pretty("{\"a\":[1,2],\"b\":nul}\n  <p>not {json}</p>");
    CHECK(drawn(document) == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": \nnul}\n  <p>not {json}</p>\n");
    CHECK(document.rules().brokenAt == 15);
}

TEST_CASE("JSON fault: at the first byte that does not fit, and nowhere when the text merely ends", "[viewer]")
{
    const auto [text, fault] = GENERATE(table<QByteArray, int>({
        {"{\"a\":1}", 7},
        {"", 0},
        {"[1,2", 4},
        {"{\"a", 3},
        {"tru", 3},
        {"[1,]", 3},
        {"[1 2]", 3},
        {"{\"a\" 1}", 5},
        {"{a:1}", 1},
        {"[1}", 2},
        {"]", 0},
        {"01", 0},
        {"[-]", 1},
        {"[1.]", 1},
        {"\"a\nb\"", 0},
        {"\"\\x\"", 0},
        {"nulll", 0},
        {"1 2\n3", 5},
    }));
    CAPTURE(text);
    CHECK(jsonFault(text) == fault);
}

TEST_CASE("Rows: nesting of any depth is no danger", "[viewer]")
{
    const QByteArray deep(200'000, '[');
    const ViewerDocument document = pretty(deep);
    CHECK(document.rowCount() == deep.size());
    CHECK(document.widest() < 200);
}

TEST_CASE("Rows: a line of megabytes goes on in further rows, with nothing lost", "[viewer]")
{
    const QByteArray text = "{\"k\":\"" + QByteArray(3 << 20, 'x') + "end\"}";
    const bool isPretty = GENERATE(false, true);
    const ViewerDocument document = isPretty ? pretty(text) : indexed(text);
    CHECK(document.widest() <= 4096);
    CHECK(document.rowCount() > 700);
    CHECK(document.lineCount() == (isPretty ? 3 : 1));
    CHECK(document.row(1).start.continues == !isPretty);
    const qsizetype end = text.indexOf("end");
    const Row row = document.row(document.rowOf(end));
    CHECK(row.start.offset <= end);
    CHECK(row.next.offset > end);
}

TEST_CASE("Rows: every row can be found from its number and from its bytes", "[viewer]")
{
    QByteArray json = "[";
    for (int i = 0; i < 500; ++i)
        json += "{\"number\":" + QByteArray::number(i) + ",\"text\":\"" + QByteArray(i, 'y') + "\"},";
    json += "0]";
    const ViewerDocument document = pretty(json, GENERATE(40, 4096));
    RowStart expected;
    for (qint64 i = 0; i < document.rowCount(); ++i) {
        const Row row = document.row(i);
        REQUIRE(row.start == expected);
        REQUIRE(document.rowOf(row.start.offset) == i);
        expected = row.next;
    }
    const auto some = document.rows(100, 50);
    REQUIRE(some.size() == 50);
    CHECK(some[49].start == document.row(149).start);
}

TEST_CASE("Rows: an index made in steps is the index made at once", "[viewer]")
{
    const QByteArray json = "{\"a\":[" + QByteArray("1,").repeated(5000) + "2]}";
    ViewerDocument inSteps(json, pretty(json).rules());
    for (qsizetype bytes = 100; !inSteps.isComplete(); bytes += 100)
        inSteps.index(bytes);
    CHECK(inSteps.rowCount() == pretty(json).rowCount());
}

TEST_CASE("Text: what a reader would not see is written out", "[viewer]")
{
    const auto [bytes, shown] = GENERATE(table<QByteArray, QString>({
        {"a\x1B[31mb", "a\\u{1B}[31mb"},
        {QByteArray("nul\0!", 5), "nul\\u{0}!"},
        {"\xE2\x80\xAE"
         "gpj.exe",
         "\\u{202E}gpj.exe"},
        {"zero\xE2\x80\x8Bwidth", "zero\\u{200B}width"},
        {"\xEF\xBB\xBFmark", "\\u{FEFF}mark"},
        {"\xF3\xA0\x81\x81", "\\u{E0041}"},
        {"C1 \xC2\x9B", "C1 \\u{9B}"},
        {"\xFF\xC0\x80", "\\xFF\\xC0\\x80"},
        {"\xED\xA0\x80", "\\xED\\xA0\\x80"},
        {"\xE2\x82", "\\xE2\\x82"},
        {"<b>&amp;</b>", "<b>&amp;</b>"},
    }));
    CAPTURE(bytes);
    CHECK(drawn(indexed(bytes)) == shown + '\n');
}

TEST_CASE("Text: wide, combining and tab characters keep their cells", "[viewer]")
{
    const auto [bytes, width] = GENERATE(table<QByteArray, int>({
        {"abc", 3},
        {"\xE6\xBC\xA2", 2},
        {"e\xCC\x81", 1},
        {"a\tb", 9},
        {"\xF0\x9F\x94\x91", 2},
    }));
    CAPTURE(bytes);
    CHECK(indexed(bytes).widest() == width);
}

TEST_CASE("Copy: pretty rows are copied as shown, raw ones as they came, controls as they are", "[viewer]")
{
    const QByteArray json = "{\"a\":[1,\"x\x01y\"]}";
    CHECK(indexed(json).copied(0, json.size()) == json);
    const QByteArray clean = "{\"a\":[1,\"xy\"]}";
    CHECK(pretty(clean).copied(0, clean.size()) == "{\n  \"a\": [\n    1,\n    \"xy\"\n  ]\n}");
    CHECK(pretty(clean).copied(clean.indexOf('a'), clean.indexOf('a') + 4) == "a\": [");
    CHECK(pretty(clean, 6).copied(0, clean.size()).contains("\"xy\""));
}

TEST_CASE("Hex: sixteen bytes a row", "[viewer]")
{
    RowRules rules;
    rules.layout = RowLayout::Hex;
    const ViewerDocument document = indexed(QByteArray(33, '\xAB'), rules);
    CHECK(document.rowCount() == 3);
    CHECK(document.row(2).start.offset == 32);
    CHECK(document.rowOf(17) == 1);
    CHECK(document.copied(0, 3) == "ab ab ab");
}

TEST_CASE("Colours: keys, strings, numbers and literals of JSON differ, also in a row that begins inside a string", "[viewer]")
{
    const QByteArray json = R"({"key": "va\"lue", "n": -1.5e3, "t": true})";
    const auto tokenAt = [&](qsizetype at) {
        for (const ColourSpan &span : colourSpans(Language::Json, LexState::Outside, json, 0, json.size())) {
            if (span.from <= at && at < span.to)
                return span.token;
        }
        return ColorToken::Text;
    };
    CHECK(tokenAt(json.indexOf("key")) == ColorToken::Info);
    CHECK(tokenAt(json.indexOf("lue")) == ColorToken::String);
    CHECK(tokenAt(json.indexOf("1.5")) == ColorToken::Number);
    CHECK(tokenAt(json.indexOf("e3")) == ColorToken::Number);
    CHECK(tokenAt(json.indexOf("true")) == ColorToken::SegPayload);
    const auto inside = colourSpans(Language::Json, LexState::JsonString, json, 2, 5);
    REQUIRE(inside.size() == 1);
    CHECK(inside[0].token == ColorToken::Info);
}

TEST_CASE("Colours: tags, attributes and comments of XML, on from the state of the row above", "[viewer]")
{
    const QByteArray xml = "<!-- a\n<b> -->\n<p class=\"x>y\">1 < 2</p>";
    RowRules rules;
    rules.language = Language::Xml;
    const ViewerDocument document = indexed(xml, rules);
    CHECK(document.row(1).start.lex == LexState::Comment);
    CHECK(document.row(2).start.lex == LexState::Outside);
    const Row last = document.row(2);
    const auto spans = colourSpans(Language::Xml, last.start.lex, xml, last.start.offset, last.end);
    const auto tokenAt = [&](qsizetype at) {
        for (const ColourSpan &span : spans) {
            if (span.from <= at && at < span.to)
                return span.token;
        }
        return ColorToken::Danger;
    };
    CHECK(tokenAt(xml.indexOf("p class")) == ColorToken::Info);
    CHECK(tokenAt(xml.indexOf("class")) == ColorToken::SegPayload);
    CHECK(tokenAt(xml.indexOf(">y")) == ColorToken::String);
    CHECK(tokenAt(xml.indexOf("2<")) == ColorToken::Text);
}
