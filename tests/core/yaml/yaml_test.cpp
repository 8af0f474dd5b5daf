#include "catch.h"
#include "core/yaml/yaml.h"
#include "core/yaml/yaml_layout.h"

#include <QTemporaryFile>
#include <unistd.h>

using namespace keyhole;

namespace {

/// What is written to standard error meanwhile.
QByteArray standardError(const std::function<void()> &meanwhile)
{
    QTemporaryFile file;
    REQUIRE(file.open());
    const int before = dup(STDERR_FILENO);
    dup2(file.handle(), STDERR_FILENO);
    meanwhile();
    dup2(before, STDERR_FILENO);
    close(before);
    file.seek(0);
    return file.readAll();
}

}

TEST_CASE("YAML: members keep their order and their places", "[yaml]")
{
    const auto document = parseYaml("b: 1\na:\n  - x\n  - 'y z'\n");
    REQUIRE(document);
    REQUIRE(document->members.size() == 2);
    CHECK(document->members[0].name == "b");
    CHECK(document->members[0].value.text == "1");
    CHECK(document->members[0].value.plain);
    CHECK(document->members[1].line == 2);
    const YamlValue &list = document->members[1].value;
    REQUIRE(list.items.size() == 2);
    CHECK(list.items[1].text == "y z");
    CHECK_FALSE(list.items[1].plain);
    CHECK(list.items[1].line == 4);
    CHECK(list.items[1].column == 5);
}

TEST_CASE("YAML: what is absent, empty, ~ or null is null, and in quotes it is a text", "[yaml]")
{
    const auto document = parseYaml("a:\nb: ~\nc: null\nd: 'null'\n");
    REQUIRE(document);
    CHECK(document->find("a")->kind == YamlValue::Kind::Null);
    CHECK(document->find("b")->kind == YamlValue::Kind::Null);
    CHECK(document->find("c")->kind == YamlValue::Kind::Null);
    CHECK(document->find("d")->kind == YamlValue::Kind::Scalar);
    CHECK(document->find("e") == nullptr);
}

TEST_CASE("YAML: a text of comments and blank lines is a null", "[yaml]")
{
    const QByteArray text = GENERATE("", "\n", "# only this", "\xEF\xBB\xBF\n  # and this\n");
    const auto document = parseYaml(text);
    REQUIRE(document);
    CHECK(document->kind == YamlValue::Kind::Null);
}

TEST_CASE("YAML: bytes that are no UTF-8 are a fault with its line, also where they would be waited for without end", "[yaml]")
{
    const QByteArray text = GENERATE("\n%UUUUU\xd8x [1]\n", "a: 1\nb: \xff\n", "a: 1\n# \xc3");
    const auto document = parseYaml(text);
    REQUIRE_FALSE(document);
    CHECK(document.error().place.startsWith("line 2"));
}

TEST_CASE("YAML: a fault is told with its line", "[yaml]")
{
    const auto [text, line] = GENERATE(table<const char *, const char *>({{"a: 1\nb: [1, 2\n", "line "},
                                                                          {"a: 1\na: 2\n", "line 2"},
                                                                          {"a: *nobody\n", "line 1"},
                                                                          {"a:\n\t- b\n", "line 2"},
                                                                          {"? [x]\n: y\n", "line 1"}}));
    CAPTURE(text);
    const auto document = parseYaml(text);
    REQUIRE_FALSE(document);
    CAPTURE(document.error().what, document.error().place);
    CHECK(document.error().place.startsWith(QLatin1String(line)));
    CHECK_FALSE(document.error().remedy.isEmpty());
}

TEST_CASE("YAML: a small text that unfolds without end is stopped by a limit", "[yaml]")
{
    QByteArray bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        const QByteArray alias = " *a" + QByteArray::number(i - 1);
        bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + (alias + ',').repeated(9) + alias + "]\n";
    }
    const auto document = parseYaml(bomb);
    REQUIRE_FALSE(document);
    CHECK(document.error().what.contains(QStringLiteral("200000")));
    const auto cycle = parseYaml("a: &a\n  b: *a\n");
    REQUIRE_FALSE(cycle);
    CHECK_FALSE(parseYaml(QByteArray("[").repeated(5000)));
    CHECK_FALSE(parseYaml(QByteArray(200, ' '), {.bytes = 100}));
}

TEST_CASE("YAML: an empty block before a line of blanks does not swallow what follows, nor memory", "[yaml]")
{
    const QByteArray head = GENERATE(values<QByteArray>({"|", "|-", "|+", ">", ">-"}));
    const QByteArray rest = GENERATE(values<QByteArray>({"  b: 1\n", "  b: |-\n    line 1\n    line 2\n", "  b:\n    - 1\n    - 2\n"}));
    CAPTURE(head, rest);
    const auto document = parseYaml("k:\n  a: " + head + "\n \n" + rest);
    REQUIRE_FALSE(document);
    CHECK((document.error().place.contains("line 2") || document.error().place.contains("line 3")));
}

TEST_CASE("YAML: blocks are read however they begin and end", "[yaml]")
{
    const auto [text, content] = GENERATE(table<QByteArray, QByteArray>({
        {"a: |\n  x\n  y\n", "x\ny\n"},
        {"a: |-\n\n  x\n", "\nx"},
        {"a: |-\n \n  x\n", "\nx"},
        {"a: |2-\n   x\n", " x"},
        {"a: >-\n  x\n  y\n# c\n", "x y"},
        {"a: &m |-\n  x\n", "x"},
        {"a: |-\n  x\r\n  y\r\n", "x\ny"},
        {"\xEF\xBB\xBF"
         "a: |-\n  x\n",
         "x"},
        {"a: |-\n", ""},
    }));
    CAPTURE(text);
    const auto document = parseYaml(text);
    REQUIRE(document);
    CHECK(document->find("a")->text == content);
    CHECK(parseYaml("? a\n: |\n  x\n")->find("a")->text == "x\n");
    CHECK(parseYaml("a: &m |-\n  x\nb:\n  c: *m\n")->find("b")->find("c")->text == "x");
}

TEST_CASE("YAML: nothing of a text goes to standard error, however odd it is", "[yaml]")
{
    const QByteArray text = GENERATE(
        values<QByteArray>({"%HIDDEN s3cr3t\n---\na: 1\n", "%YAML 3.0\n---\na: s3cr3t\n", "%YAML 1.2\n%YAML 1.2\n---\na: s3cr3t\n",
                            "a: !no!such s3cr3t\n", "a: \"s3cr3t\n", "a: [s3cr3t\nb: {", "\ta: s3cr3t\n"}));
    CAPTURE(text);
    CHECK(standardError([&text] {
              (void)parseYaml(text);
              (void)layOutYaml(text);
          }).isEmpty());
}

TEST_CASE("YAML: a version that is not read is told with its line, and an unknown directive is stepped over", "[yaml]")
{
    const auto foreign = parseYaml("# of the future\n%YAML 3.0\n---\na: 1\n");
    REQUIRE_FALSE(foreign);
    CHECK(foreign.error().place.startsWith("line 2,"));
    CHECK(foreign.error().what.contains("version"));
    const auto document = parseYaml("%NEW thing\n---\na: 1\n");
    REQUIRE(document);
    CHECK(document->find("a")->text == "1");
}
