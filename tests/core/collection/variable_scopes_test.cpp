#include "catch.h"
#include "core/collection/variable_scopes.h"

using namespace keyhole;

namespace {

class FixedClock : public Clock {
public:
    Instant now() const override { return Instant(std::chrono::milliseconds(1'795'243'267'891)); }
};

VariableScopes shop()
{
    VariableRow off{false, "host", "off.example"};
    return VariableScopes({{VariableScope::Global, {}, {}, {{true, "host", "global.example"}, {true, "zone", "g"}}},
                           {VariableScope::Environment,
                            "production",
                            "environments/production.yml",
                            {{true, "host", "api.example", false, {}, {}, 3}, {true, "token", {}, true, "c1"}, {true, "lost", {}, true}}},
                           {VariableScope::Folder, "Orders", "orders/folder.yml", {{true, "base", "https://{{host}}/{{version}}"}}},
                           {VariableScope::Folder, "Shop", "folder.yml", {{true, "base", "outer"}, {true, "version", "v2"}}},
                           {VariableScope::Collection, {}, "opencollection.yml", {{true, "version", "v1"}, {true, "deep", "{{nobody}}"}}},
                           {VariableScope::Request, {}, "a.yml", {off, {true, "own", "1"}}},
                           {VariableScope::DotEnv, {}, ".env", {{true, "process.env.KEY", "dot", true}}}});
}

}

TEST_CASE("Variables: of one name the nearest scope counts, and where it is from is known", "[collection]")
{
    const auto [name, value, scope] = GENERATE(table<const char *, const char *, VariableScope>({
        {"host", "api.example", VariableScope::Environment},
        {"zone", "g", VariableScope::Global},
        {"base", "https://{{host}}/{{version}}", VariableScope::Folder},
        {"version", "v2", VariableScope::Folder},
        {"own", "1", VariableScope::Request},
        {"process.env.KEY", "dot", VariableScope::DotEnv},
        {"$uuid", "", VariableScope::Dynamic},
    }));
    CAPTURE(name);
    const auto found = shop().find(name);
    REQUIRE(found);
    CHECK(found->value == value);
    CHECK(found->scope == scope);
    CHECK_FALSE(scopeText(*found).isEmpty());
    CHECK(shop().find("host")->line == 3);
    CHECK(shop().find("host")->file == "environments/production.yml");
    CHECK_FALSE(shop().find("nobody"));
}

TEST_CASE("Variables: what a request needs and nothing gives is known before it is sent", "[collection]")
{
    RequestDraft draft;
    draft.address = "{{base}}/{{unknown}}?t={{$timestamp}}";
    draft.fields = {{true, "X", "{{deep}}", {}}, {false, "Y", "{{disabled}}", {}}};
    draft.auth.kind = AuthKind::Bearer;
    draft.auth.secret = Secret("{{token}}");
    CHECK(shop().unresolved(draft) == std::vector<QByteArray>{"unknown", "nobody"});
    draft.auth.secret = Secret("{{lost}}");
    CHECK(shop().unresolved(draft) == std::vector<QByteArray>{"unknown", "lost", "nobody"});
}

TEST_CASE("Variables: secret values are put in by credential, and are unknown without it", "[collection]")
{
    RequestDraft draft;
    draft.auth.kind = AuthKind::Bearer;
    draft.auth.secret = Secret("{{token}}");
    const auto needed = shop().secretsFor(draft);
    REQUIRE(needed.size() == 1);
    CHECK(needed[0].credential == "c1");
    CHECK(shop().environment().find("token") == nullptr);
    const Environment environment = shop().environment({{"c1", Secret("s3cr3t")}});
    Substitution substitution(environment);
    CHECK(substitution.apply("{{base}} {{token}}") == "https://api.example/v2 s3cr3t");
    CHECK(substitution.secrets() == std::vector<QByteArray>{"s3cr3t"});
}

TEST_CASE("Dynamic values: they follow the clock and the random numbers that they are given", "[collection]")
{
    const FixedClock clock;
    quint32 state = 0;
    const DynamicValues values(clock, [&state] { return state += 0x9E3779B9u; });
    CHECK(values.value("$timestamp") == QByteArray("1795243267"));
    CHECK(values.value("$isoTimestamp") == QByteArray("2026-11-21T06:41:07.891Z"));
    CHECK_FALSE(values.value("$nobody"));
    const QByteArray first = *values.value("$uuid"), second = *values.value("$guid");
    CHECK(first != second);
    CHECK(first.size() == 36);
    CHECK(first[14] == '4');
    CHECK(QByteArray("89ab").contains(first[19]));
    for (int i = 0; i < 1000; ++i) {
        const int number = values.value("$randomInt")->toInt();
        REQUIRE(number >= 0);
        REQUIRE(number <= 1000);
    }
    for (const QByteArray &name : DynamicValues::names())
        CHECK_FALSE(values.value(name)->isEmpty());
    Environment environment{"e", {{"$uuid", "mine", false}}};
    Substitution substitution(environment, values);
    CHECK(substitution.apply("{{$timestamp}} {{$uuid}} {{$nobody}}") == "1795243267 mine {{$nobody}}");
    CHECK(substitution.unresolved() == std::vector<QByteArray>{"$nobody"});
}

TEST_CASE(".env: names and values are read as such files are written", "[collection]")
{
    const auto [text, expected] = GENERATE(table<QByteArray, QByteArray>({
        {"A=1\nB=2\n", "A=1|B=2|"},
        {"export A=1", "A=1|"},
        {"export=1", "export=1|"},
        {"# note\n\n A = two words \r\nB=x # why\r\n", "A=two words|B=x|"},
        {"A=x#y", "A=x#y|"},
        {"A=\"l1\\nl2 \\\"q\\\" \\$HOME \\z\"", "A=l1\nl2 \"q\" $HOME \\z|"},
        {"A='raw \\n # $X'\nB=`it's`", "A=raw \\n # $X|B=it's|"},
        {"A=\"one\ntwo\" # why\nB=3", "A=one\ntwo|B=3|"},
        {"A=\nB=\"\"", "A=|B=|"},
        {"A=$B", "A=$B|"},
        {"\xEF\xBB\xBF"
         "A=1",
         "A=1|"},
        {"", ""},
    }));
    CAPTURE(text);
    const auto rows = parseDotEnv(text);
    REQUIRE(rows);
    QByteArray read;
    for (const VariableRow &row : *rows) {
        read += row.name + '=' + row.value + '|';
        CHECK(row.secret);
    }
    CHECK(read == expected);
}

TEST_CASE(".env: what fits no line is told with its byte", "[collection]")
{
    const auto [text, offset] = GENERATE(table<QByteArray, int>({{"A", 1}, {"A=1\n=2", 4}, {"A=\"x", 2}, {"A='x' y", 6}, {"A B=1", 2}}));
    CAPTURE(text);
    const auto rows = parseDotEnv(text);
    REQUIRE_FALSE(rows);
    CHECK(rows.error().offset == offset);
    CHECK_FALSE(parseDotEnv(QByteArray(2 << 20, ' ')));
}
