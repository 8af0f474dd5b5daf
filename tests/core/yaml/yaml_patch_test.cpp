#include "catch.h"
#include "core/yaml/yaml_patch.h"
#include "core/yaml/yaml_value.h"

#include <functional>

using namespace keyhole;

namespace {

using Change = std::function<void(YamlValue &)>;

QByteArray changed(const QByteArray &text, const Change &change, const YamlLimits &limits = {})
{
    auto value = parseYaml(text, limits);
    REQUIRE(value);
    change(*value);
    const auto patched = patchYaml(text, *value, limits);
    if (!patched)
        return "refused: " + patched.error().what.toUtf8();
    const auto read = parseYaml(*patched, limits);
    REQUIRE(read);
    CHECK(sameYaml(*read, *value));
    return *patched;
}

/// Steps down members and, by number, items.
YamlValue &at(YamlValue &value, std::initializer_list<const char *> path)
{
    YamlValue *here = &value;
    for (const char *step : path) {
        const QByteArray name = step;
        here = here->kind == YamlValue::Kind::Sequence ? &here->items.at(name.toUInt()) : &memberOf(*here, name);
    }
    return *here;
}

Change set(std::initializer_list<const char *> path, const YamlValue &to)
{
    return [path = std::vector<QByteArray>(path.begin(), path.end()), to](YamlValue &value) {
        YamlValue *here = &value;
        for (const QByteArray &name : path)
            here = here->kind == YamlValue::Kind::Sequence ? &here->items.at(name.toUInt()) : &memberOf(*here, name);
        *here = to;
    };
}

const QByteArray kRequest = "# who am I\n"
                            "info:\n"
                            "  name: \"Who am I\"   # shown in the list\n"
                            "  type: http\n"
                            "  seq: 1\n"
                            "\n"
                            "http:\n"
                            "  method: GET\n"
                            "  url: '{{base}}/me'\n"
                            "  headers:\n"
                            "    # what we can read\n"
                            "    - name: Accept\n"
                            "      value: application/json\n"
                            "    - {name: X-Trace, value: \"1\"}  # flow\n"
                            "  body:\n"
                            "    type: json\n"
                            "    data: |-\n"
                            "      {\n"
                            "        \"a\": 1\n"
                            "      }\n"
                            "\n"
                            "x-unknown: {keep: [me, too]}\n";

}

TEST_CASE("YAML patch: nothing changes in a text whose value is the wanted one", "[yaml]")
{
    CHECK(changed(kRequest, [](YamlValue &) {}) == kRequest);
    CHECK(changed(kRequest, set({"http", "headers", "1", "value"}, yamlText("1"))) == kRequest);
}

TEST_CASE("YAML patch: a scalar keeps its quotes, its comment and everything around it", "[yaml]")
{
    const auto [path, to, before, after] = GENERATE(table<std::vector<const char *>, YamlValue, QByteArray, QByteArray>({
        {{"info", "name"}, yamlText("Me"), "\"Who am I\"", "\"Me\""},
        {{"http", "url"}, yamlText("{{base}}/it's"), "'{{base}}/me'", "'{{base}}/it''s'"},
        {{"http", "method"}, yamlText("POST"), "method: GET", "method: POST"},
        {{"http", "method"}, yamlText("no"), "method: GET", "method: \"no\""},
        {{"http", "method"}, yamlText("42"), "method: GET", "method: \"42\""},
        {{"info", "seq"}, yamlPlain("12"), "seq: 1", "seq: 12"},
        {{"http", "headers", "0", "value"}, yamlText("text/html; a: b"), "application/json", "\"text/html; a: b\""},
        {{"http", "headers", "1", "value"}, yamlText("a,b]"), "\"1\"", "\"a,b]\""},
        {{"http", "headers", "1", "name"}, yamlText("a,b"), "X-Trace", "\"a,b\""},
        {{"x-unknown", "keep", "1"}, yamlText("two"), "too", "two"},
    }));
    CAPTURE(before, after);
    QByteArray expected = kRequest;
    expected.replace(before, after);
    auto value = parseYaml(kRequest);
    YamlValue *here = &*value;
    for (const QByteArray name : path)
        here = here->kind == YamlValue::Kind::Sequence ? &here->items.at(name.toUInt()) : &memberOf(*here, name);
    *here = to;
    const auto patched = patchYaml(kRequest, *value);
    REQUIRE(patched);
    CHECK(*patched == expected);
}

TEST_CASE("YAML patch: of a literal block only the lines that differ are new", "[yaml]")
{
    const auto [body, lines] = GENERATE(table<QByteArray, QByteArray>({
        {"{\n  \"a\": 2\n}", "    data: |-\n      {\n        \"a\": 2\n      }\n"},
        {"{}\n", "    data: |\n      {}\n"},
        {"{}\n\n\n", "    data: \"{}\\n\\n\\n\"\n"},
        {"  first\nthen", "    data: |2-\n        first\n      then\n"},
        {"\n\nx", "    data: |-\n\n\n      x\n"},
        {"tab\tand # hash", "    data: |-\n      tab\tand # hash\n"},
        {"bell\a", "    data: \"bell\\x07\"\n"},
        {"", "    data: \"\"\n"},
        {"a\r\nb", "    data: \"a\\r\\nb\"\n"},
    }));
    CAPTURE(body);
    QByteArray expected = kRequest;
    expected.replace("    data: |-\n      {\n        \"a\": 1\n      }\n", lines);
    CHECK(changed(kRequest, set({"http", "body", "data"}, yamlText(body))) == expected);
}

TEST_CASE("YAML patch: what is added looks like its neighbours", "[yaml]")
{
    QByteArray expected = kRequest;
    expected.replace("  seq: 1\n", "  seq: 1\n  tags:\n    - a\n    - b c\n");
    CHECK(changed(kRequest, set({"info", "tags"}, yamlSequence({yamlText("a"), yamlText("b c")}))) == expected);

    expected = kRequest;
    expected.replace("# flow\n", "# flow\n    - name: B\n      value: |-\n        x\n        y\n");
    CHECK(changed(
              kRequest,
              [](YamlValue &value) {
                  at(value, {"http", "headers"}).items.push_back(yamlMapping({{"name", 0, yamlText("B")}, {"value", 0, yamlText("x\ny")}}));
              })
          == expected);

    expected = kRequest;
    expected.replace("\"1\"}", "\"1\", disabled: true}");
    CHECK(changed(kRequest, set({"http", "headers", "1", "disabled"}, yamlBool(true))) == expected);

    expected = kRequest;
    expected.replace("\nx-unknown", "\nsettings:\n  followRedirects: false\n\nx-unknown");
    CHECK(changed(
              kRequest,
              [](YamlValue &value) {
                  value.members.insert(value.members.begin() + 2, {"settings", 0, yamlMapping({{"followRedirects", 0, yamlBool(false)}})});
              })
          == expected);

    expected = kRequest;
    expected.replace("info:\n", "first: 1\n\ninfo:\n");
    CHECK(changed(kRequest,
                  [](YamlValue &value) {
                      value.members.insert(value.members.begin(), {"first", 0, yamlPlain("1")});
                  })
          == expected);
}

TEST_CASE("YAML patch: what is taken away takes its own comments with it and no others", "[yaml]")
{
    QByteArray expected = kRequest;
    expected.replace("    # what we can read\n    - name: Accept\n      value: application/json\n", "");
    CHECK(changed(kRequest,
                  [](YamlValue &value) {
                      auto &items = at(value, {"http", "headers"}).items;
                      items.erase(items.begin());
                  })
          == expected);

    expected = kRequest;
    expected.replace("  headers:\n    # what we can read\n    - name: Accept\n      value: application/json\n    - {name: X-Trace, value: "
                     "\"1\"}  # flow\n",
                     "  headers: []\n");
    CHECK(changed(kRequest, set({"http", "headers"}, yamlSequence())) == expected);

    expected = kRequest;
    expected.replace("\nx-unknown: {keep: [me, too]}\n", "");
    CHECK(changed(kRequest, [](YamlValue &value) { removeMember(value, "x-unknown"); }) == expected);

    expected = kRequest;
    expected.replace("[me, too]", "[too]");
    CHECK(changed(kRequest, set({"x-unknown", "keep"}, yamlSequence({yamlText("too")}))) == expected);

    expected = kRequest;
    expected.replace("    - name: Accept\n      value:", "    - value:");
    CHECK(changed(kRequest, [](YamlValue &value) { removeMember(at(value, {"http", "headers", "0"}), "name"); }) == expected);
}

TEST_CASE("YAML patch: a moved item brings its comments along", "[yaml]")
{
    QByteArray expected = kRequest;
    expected.replace("    - {name: X-Trace, value: \"1\"}  # flow\n", "");
    expected.replace("    # what we can read\n", "    - {name: X-Trace, value: \"1\"}  # flow\n    # what we can read\n");
    CHECK(changed(kRequest,
                  [](YamlValue &value) {
                      auto &items = at(value, {"http", "headers"}).items;
                      std::swap(items[0], items[1]);
                  })
          == expected);
}

TEST_CASE("YAML patch: line ends, byte order mark, narrow and wide indents and a missing last line end stay", "[yaml]")
{
    CHECK(changed("\xEF\xBB\xBF"
                  "a: 1\r\nb:\r\n- x\r\n",
                  [](YamlValue &value) {
                      at(value, {"b"}).items.push_back(yamlText("z"));
                      at(value, {"c"}) = yamlText("l\nm");
                  })
          == "\xEF\xBB\xBF"
             "a: 1\r\nb:\r\n- x\r\n- z\r\nc: |-\r\n  l\r\n  m\r\n");
    CHECK(changed("\xEF\xBB\xBF"
                  "a: 1\nb: 2\n",
                  [](YamlValue &value) { removeMember(value, "a"); })
          == "\xEF\xBB\xBF"
             "b: 2\n");
    CHECK(changed("a:\n    b: 1\n    c:\n        - 1", set({"d"}, yamlMapping({{"e", 0, yamlPlain("2")}})))
          == "a:\n    b: 1\n    c:\n        - 1\nd:\n    e: 2");
    CHECK(changed("a:\n    c:\n    - 1\n", set({"a", "d"}, yamlSequence({yamlPlain("2")}))) == "a:\n    c:\n    - 1\n    d:\n    - 2\n");
    CHECK(changed("- 1\n- 2 # two\n- 3", [](YamlValue &value) { std::swap(value.items[0], value.items[2]); }) == "- 3\n- 2 # two\n- 1");
}

TEST_CASE("YAML patch: nulls of no characters get a value, and values become nulls", "[yaml]")
{
    CHECK(changed("a:\nb: # note\nc: x\n", set({"a"}, yamlText("v"))) == "a: v\nb: # note\nc: x\n");
    CHECK(changed("a:\nb: # note\nc: x\n", set({"b"}, yamlText("v"))) == "a:\nb: v # note\nc: x\n");
    CHECK(changed("a:\nb: # note\nc: x\n", set({"b"}, yamlMapping({{"k", 0, yamlText("v")}}))) == "a:\nb: # note\n  k: v\nc: x\n");
    CHECK(changed("a:\nc: x # y\n", set({"c"}, YamlValue())) == "a:\nc: null # y\n");
    CHECK(changed("-\n- x\n", [](YamlValue &value) { value.items[0] = yamlText("v"); }) == "- v\n- x\n");
    CHECK(changed("{a, b: }\n", set({"a"}, yamlText("v"))) == "{a: v, b: }\n");
    CHECK(changed("a: x # y\n", set({"a"}, yamlSequence({yamlText("z")}))) == "a: # y\n  - z\n");
    CHECK(changed("a:\n  # inside\n  - z\nb: 1\n", set({"a"}, yamlText("x"))) == "a: x\nb: 1\n");
    CHECK(changed("", set({"a"}, yamlText("x"))) == "a: x\n");
    CHECK(changed("# only a comment", set({"a"}, yamlText("x"))) == "# only a comment\na: x\n");
}

TEST_CASE("YAML patch: a node that an alias repeats is never changed for the other place", "[yaml]")
{
    const QByteArray text = "a: &one {x: 1}\nb: *one\n";
    const QByteArray result = changed(text, set({"a", "x"}, yamlPlain("2")));
    CHECK(result.startsWith("refused"));
    CHECK(changed(text, set({"b", "x"}, yamlPlain("2"))) == "a: &one {x: 1}\nb:\n  x: 2\n");
    CHECK(changed(text, set({"c"}, yamlText("z"))) == text + "c: z\n");
}

TEST_CASE("YAML patch: bytes that YAML cannot hold are refused", "[yaml]")
{
    const auto patched = patchYaml("a: 1\n", yamlMapping({{"a", 0, yamlText("\xFF")}}));
    REQUIRE_FALSE(patched);
    CHECK(patched.error().what.contains(QStringLiteral("UTF-8")));
    CHECK_FALSE(patchYaml("a: [1\n", yamlMapping()));
}

TEST_CASE("YAML patch: texts of every kind come back as they are", "[yaml]")
{
    const QByteArray text
        = GENERATE("", " ", "\n", "a\n", " a", "a ", "a: b", "a #b", "#a", "- a", "? a", "---", "...", "true", "~", "0x1F", "1e3", ".5",
                   "'", "\"", "\\", "\t", "a\tb", "{{x}}", "[", "]", ",", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "yes", "=", "<<",
                   "\xC3\xA9", "\xE2\x80\xA8", "\xEF\xBB\xBF", "\xF0\x9F\x98\x80", "\x7F", "\xC2\x85", "a\n\n b\n", "\n a", "\n\na\n\n",
                   "a\rb", "a\r\nb\r\n", "x\x01y", "2026-11-21", "-", "a:", "::", "a\n#b\n", "  \n a", "a\n   ");
    CAPTURE(text);
    const QByteArray style = GENERATE("k: plain\nl: 1\n", "k: 'single'\nl: 1\n", "k: \"double\"\nl: 1\n", "k: |\n  literal\nl: 1\n",
                                      "k: >-\n  folded\nl: 1\n", "{k: v, l: 1}\n", "k:\nl: 1\n", "a:\n  - k\n");
    CAPTURE(style);
    auto value = parseYaml(style);
    if (value->find("k"))
        memberOf(*value, "k") = yamlText(text);
    else
        value->members[0].value.items[0] = yamlText(text);
    const auto patched = patchYaml(style, *value);
    REQUIRE(patched);
    const auto read = parseYaml(*patched);
    REQUIRE(read);
    CHECK(sameYaml(*read, *value));
    if (style.contains("l: 1\n"))
        CHECK(patched->endsWith("l: 1\n"));
    const auto whole = writeYaml(*value);
    REQUIRE(whole);
}
