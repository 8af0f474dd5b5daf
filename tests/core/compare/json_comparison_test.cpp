#include "catch.h"
#include "core/compare/json_edits.h"
#include "core/json/values.h"

#include <QElapsedTimer>

using namespace keyhole;

namespace {

using Kind = JsonChange::Kind;

JsonValue json(const char *text)
{
    const auto value = parseJson(QByteArray(text));
    REQUIRE(value);
    return *value;
}

/// "+/a ~/b -/c >/items/0→/items/2".
QByteArray told(const JsonComparison &comparison)
{
    QByteArrayList all;
    for (const JsonChange &change : comparison.changes) {
        static constexpr char kSigns[] = {'+', '-', '~', '>'};
        all += kSigns[int(change.kind)] + change.leftPointer
            + (change.leftPointer == change.rightPointer ? QByteArray() : "|" + change.rightPointer);
    }
    return all.join(' ');
}

QByteArray difference(const char *left, const char *right)
{
    const JsonValue a = json(left), b = json(right);
    return told(compareJson(a, b));
}

}

TEST_CASE("JSON comparison: members by name, items by what they are", "[compare]")
{
    const auto [left, right, expected] = GENERATE(table<const char *, const char *, const char *>({
        {"{}", "{}", ""},
        {"{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", ""},
        {"1", "1.0", ""},
        {"100", "1e2", ""},
        {"12345678901234567890", "12345678901234567891", "~"},
        {"\"a\"", "\"b\"", "~"},
        {"1", "\"1\"", "~"},
        {"null", "false", "~"},
        {"{\"a\":1}", "{\"a\":2}", "~/a"},
        {"{\"a\":1}", "{}", "-/a|"},
        {"{}", "{\"a\":1}", "+|/a"},
        {"{\"a/b\":1,\"m~n\":1}", "{\"a/b\":2,\"m~n\":2}", "~/a~1b ~/m~0n"},
        {"{\"a\":{\"b\":[1,2]}}", "{\"a\":{\"b\":[1,3]}}", "~/a/b/1"},
        {"[1,2,3]", "[1,3]", "-/1|"},
        {"[1,3]", "[1,2,3]", "+|/1"},
        {"[1,2,3,4]", "[2,3,4,1]", ">/0|/3"},
        {"[{\"id\":1,\"x\":1},{\"id\":2,\"x\":1}]", "[{\"id\":1,\"x\":1},{\"id\":2,\"x\":9}]", "~/1/x"},
        {"[{\"id\":1,\"x\":1},{\"id\":2,\"x\":1}]", "[{\"id\":2,\"x\":9}]", "-/0| ~/1/x|/0/x"},
        {"[{\"id\":1},{\"id\":2},{\"id\":3}]", "[{\"id\":3},{\"id\":1},{\"id\":2}]", ">/2|/0"},
        {"[{\"id\":1},{\"id\":1}]", "[{\"id\":1},{\"id\":2}]", "~/1/id"},
        {"[[1],[2]]", "[[1],[2,3]]", "+|/1/1"},
    }));
    CAPTURE(left, right);
    CHECK(difference(left, right) == QByteArray(expected));
}

TEST_CASE("JSON comparison: a value has no difference from itself, and the other way round is the mirror", "[compare]")
{
    QRandomGenerator random(GENERATE(1u, 2u, 3u, 4u));
    for (int round = 0; round < 500; ++round) {
        const JsonValue left = randomJson(random, 4), right = random.bounded(2) ? edited(left, random) : randomJson(random, 4);
        CAPTURE(toJson(left), toJson(right));
        CHECK(compareJson(left, left).changes.empty());
        JsonComparison turned = compareJson(right, left);
        for (JsonChange &change : turned.changes) {
            std::swap(change.leftPointer, change.rightPointer);
            std::swap(change.left, change.right);
            if (change.kind != Kind::Changed && change.kind != Kind::Moved)
                change.kind = change.kind == Kind::Added ? Kind::Removed : Kind::Added;
        }
        const auto sorted = [](const JsonComparison &comparison) {
            QByteArrayList all = told(comparison).split(' ');
            std::sort(all.begin(), all.end());
            return all;
        };
        CHECK(sorted(turned) == sorted(compareJson(left, right)));
    }
}

TEST_CASE("JSON comparison: the changes carried out on the left give the right", "[compare]")
{
    QRandomGenerator random(GENERATE(11u, 12u, 13u, 14u));
    for (int round = 0; round < 500; ++round) {
        const JsonValue left = randomJson(random, 4);
        JsonValue right = left;
        for (int edit = random.bounded(5); edit >= 0; --edit)
            right = edited(right, random);
        CAPTURE(toJson(left), toJson(right));
        const JsonComparison comparison = compareJson(left, right);
        CAPTURE(told(comparison));
        CHECK(meansTheSame(applied(left, comparison), right));
        CHECK(comparison.changes.empty() == meansTheSame(left, right));
    }
}

TEST_CASE("JSON comparison: five megabytes are compared in seconds, and changes beyond the limit are counted", "[compare]")
{
    JsonValue left = jsonList({});
    for (int i = 0; i < 60'000; ++i)
        left.items.push_back(jsonObject({{"number", jsonNumber(i)},
                                         {"title", jsonText("item of a long list " + QByteArray::number(i * 7))},
                                         {"tags", jsonList({jsonText("one"), jsonText("two")})}}));
    REQUIRE(toJson(left).size() > 4'000'000);
    JsonValue right = left;
    right.items.erase(right.items.begin() + 100);
    right.items[40'000].members[1].value = jsonText("another title");
    QElapsedTimer timer;
    timer.start();
    CHECK(told(compareJson(left, right)) == "-/100| ~/40001/title|/40000/title");
    CHECK(timer.elapsed() < 10'000);

    for (JsonValue &item : right.items)
        item.members[1].value = jsonText("x" + item.members[1].value.text);
    timer.restart();
    const JsonComparison comparison = compareJson(left, right);
    CHECK(comparison.changes.size() == 2000);
    CHECK(comparison.leftOut > 50'000);
    CHECK(timer.elapsed() < 20'000);
}

TEST_CASE("JSON comparison: what holds of every item of a list has one place", "[compare]")
{
    CHECK(generalPointer("/items/3/tags/0") == "/items/*/tags/*");
    CHECK(generalPointer("/v1/x") == "/v1/x");
    CHECK(generalPointer("") == "");
    CHECK(lastName("/a/b~1c") == "b/c");
}
