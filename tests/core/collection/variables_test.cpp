#include "catch.h"
#include "core/collection/variables.h"

using namespace keyhole;

namespace {

const Environment kEnvironment{"test",
                               {{"host", "api.example.com", false},
                                {"base", "https://{{host}}/v1", false},
                                {"token", "s3cret-value", true},
                                {"again", "<{{again}}>", false}}};

QByteArray expanded(const char *text)
{
    return Substitution(kEnvironment).apply(text);
}

}

TEST_CASE("Variables: names in braces give way to their values, everything else stays", "[collection]")
{
    const auto [text, expected] = GENERATE(table<const char *, const char *>({
        {"https://{{host}}/", "https://api.example.com/"},
        {"{{ host }}", "api.example.com"},
        {"{{base}}/me", "https://api.example.com/v1/me"},
        {"{{host}}{{host}}", "api.example.comapi.example.com"},
        {"{{{host}}}", "{api.example.com}"},
        {"{{nobody}}", "{{nobody}}"},
        {"{{host", "{{host"},
        {"{{7*7}}", "{{7*7}}"},
        {"{{}}", "{{}}"},
        {"{host}", "{host}"},
        {"", ""},
    }));
    CAPTURE(text);
    CHECK(expanded(text) == expected);
}

TEST_CASE("Variables: names without a value are listed once each", "[collection]")
{
    Substitution substitution(kEnvironment);
    substitution.apply("{{a}} {{host}} {{b}} {{a}}");
    CHECK(substitution.unresolved() == std::vector<QByteArray>{"a", "b"});
}

TEST_CASE("Variables: the secret ones that were put in are known", "[collection]")
{
    Substitution substitution(kEnvironment);
    substitution.apply("{{host}}");
    CHECK(substitution.secrets().empty());
    substitution.apply("Bearer {{token}}");
    CHECK(substitution.secrets() == std::vector<QByteArray>{"s3cret-value"});
}

TEST_CASE("Variables: one that names itself ends after ten levels, and that is told", "[collection]")
{
    Substitution substitution(kEnvironment);
    const QByteArray text = substitution.apply("{{again}}");
    CHECK(substitution.limitReached());
    CHECK(text.count('<') == 10);
}

TEST_CASE("Variables: values that multiply stop at a megabyte", "[collection]")
{
    Environment laughs;
    laughs.variables.push_back({"l0", QByteArray(1000, 'x'), false});
    for (int level = 1; level < 9; ++level) {
        const QByteArray below = "{{l" + QByteArray::number(level - 1) + "}}";
        laughs.variables.push_back({"l" + QByteArray::number(level), below.repeated(10), false});
    }
    Substitution substitution(laughs);
    const QByteArray text = substitution.apply("{{l8}}");
    CHECK(substitution.limitReached());
    CHECK(text.size() < 4 << 20);
}
