#include "canned_transport.h"
#include "catch.h"
#include "core/session/session.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

using namespace keyhole;

namespace {

RequestDraft get(const char *address)
{
    RequestDraft draft;
    draft.address = address;
    return draft;
}

struct Bench {
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};

    std::optional<Error> refusal(const RequestDraft &draft, const SendOptions &options = {})
    {
        auto future = session.send(draft, {}, options);
        if (!future)
            return future.error();
        const QDeadlineTimer deadline(5000);
        while (!future->isFinished() && !deadline.hasExpired())
            QCoreApplication::processEvents();
        return std::nullopt;
    }
};

using Edit = void (*)(RequestDraft &);
struct Place {
    const char *words;
    Edit write;
};

SendOptions with(std::vector<Variable> variables)
{
    SendOptions options;
    options.environment = Environment{"Staging", std::move(variables)};
    return options;
}

Variable storedFor(const char *origin)
{
    Variable variable{"key", "k-4711-secret", true};
    variable.onlyTo = std::vector<Origin>{Url::parse(origin)->origin()};
    variable.literal = true;
    return variable;
}

}

TEST_CASE("Unresolved: a request with a name that nothing stands for is not sent, and the place is told", "[session][variables]")
{
    const auto place = GENERATE(values<Place>({
        {"the address", [](RequestDraft &d) { d.address += "?id={{gone}}"; }},
        {"the method", [](RequestDraft &d) { d.method = "{{gone}}"; }},
        {"the field X-Tenant",
         [](RequestDraft &d) {
             d.fields = {{true, "X-Tenant", "{{gone}}", {}}};
         }},
        {"the field {{gone}}",
         [](RequestDraft &d) {
             d.fields = {{true, "{{gone}}", "1", {}}};
         }},
        {"the credential",
         [](RequestDraft &d) {
             d.auth = {AuthKind::Bearer, {}, Secret("{{gone}}")};
         }},
        {"the credential",
         [](RequestDraft &d) {
             d.auth = {AuthKind::Basic, "{{gone}}", Secret("x")};
         }},
        {"the credential",
         [](RequestDraft &d) {
             d.furtherAuth = {{AuthKind::ApiKey, {}, Secret("{{gone}}")}};
         }},
        {"the body",
         [](RequestDraft &d) {
             d.body.kind = BodyKind::Json;
             d.body.text = R"({"id":"{{gone}}"})";
         }},
        {"the body",
         [](RequestDraft &d) {
             d.body.kind = BodyKind::Form;
             d.body.form = {{true, "a", "{{gone}}", {}}};
         }},
        {"the body",
         [](RequestDraft &d) {
             d.body.kind = BodyKind::Multipart;
             d.body.parts = {{true, "a", "{{gone}}", {}, {}}};
         }},
        {"the cookie sid",
         [](RequestDraft &d) {
             d.cookies = {{true, "sid", "{{gone}}", {}}};
         }},
    }));
    Bench bench;
    RequestDraft draft = get("https://example.com/");
    place.write(draft);
    const auto refusal = bench.refusal(draft);
    REQUIRE(refusal);
    CHECK(refusal->what == QString::fromUtf8("The variable “gone” has no value, so nothing is sent."));
    CHECK(refusal->place == QString("{{gone}} in ") + place.words);
    CHECK(bench.transport.sent.empty());
}

TEST_CASE("Unresolved: what is switched off or belongs to another kind keeps nothing back", "[session][variables]")
{
    const auto write = GENERATE(values<Edit>({
        [](RequestDraft &d) {
            d.fields = {{false, "X-Tenant", "{{gone}}", {}}};
        },
        [](RequestDraft &d) { d.auth.secret = Secret("{{gone}}"); },
        [](RequestDraft &d) {
            d.auth = {AuthKind::Bearer, "{{gone}}", Secret("token")};
        },
        [](RequestDraft &d) { d.body.text = "{{gone}}"; },
        [](RequestDraft &d) {
            d.cookies = {{false, "sid", "{{gone}}", {}}};
        },
        [](RequestDraft &d) {
            d.fields = {{true, "X-Template", "{{7*7}} {{ }}", {}}};
        },
    }));
    Bench bench;
    bench.transport.answer("https://example.com/", 200);
    RequestDraft draft = get("https://example.com/");
    write(draft);
    CHECK_FALSE(bench.refusal(draft));
    CHECK(bench.transport.sent.size() == 1);
}

TEST_CASE("Unresolved: several names are all told, each with its place", "[session][variables]")
{
    Bench bench;
    RequestDraft draft = get("https://{{host}}/{{id}}");
    draft.fields = {{true, "X-Id", "{{id}}", {}}};
    const auto refusal = bench.refusal(draft, with({{"other", "1"}}));
    REQUIRE(refusal);
    CHECK(refusal->what == "2 variables have no value, so nothing is sent.");
    CHECK(refusal->place == "{{host}} in the address, {{id}} in the address, {{id}} in the field X-Id");
    CHECK(refusal->remedy.contains("Staging"));
}

TEST_CASE("Unresolved: a value that leads to a name without a value, or to itself, is refused as well", "[session][variables]")
{
    Bench bench;
    const auto value = GENERATE(as<const char *>(), "{{gone}}", "{{id}}");
    CHECK(bench.refusal(get("https://example.com/{{id}}"), with({{"id", value}})));
    CHECK(bench.transport.sent.empty());
}

TEST_CASE("Unresolved: it goes out as it stands once a person said so for that send", "[session][variables]")
{
    Bench bench;
    bench.transport.answer("https://example.com/", 401);
    RequestDraft draft = get("https://example.com/");
    draft.auth = {AuthKind::Bearer, {}, Secret("{{token}}")};
    SendOptions options;
    options.allowUnresolved = true;
    CHECK_FALSE(bench.refusal(draft, options));
    CHECK(bench.transport.field(0, "Authorization") == "Bearer {{token}}");
    CHECK(bench.refusal(draft));
}

TEST_CASE("Sending: the variables of one send are its own, and so is the jar of its environment", "[session][variables]")
{
    Bench bench;
    bench.transport.answer("https://example.com/7", 200, {{"Set-Cookie", "sid=1", {}}});
    bench.session.setEnvironment({"Local", {{"id", "1"}}});
    CHECK_FALSE(bench.refusal(get("https://example.com/{{id}}"), with({{"id", "7"}})));
    REQUIRE(bench.transport.sent.size() == 1);
    CHECK(bench.session.jar().cookies().empty());
    CHECK(bench.session.jarOf("Staging").cookies().size() == 1);
    CHECK(bench.session.environment().name == "Local");
}

TEST_CASE("Jars: environments of one name in two collections have a jar each, and keep it while another is in use", "[session][variables]")
{
    Bench bench;
    bench.transport.answer("https://example.com/", 200, {{"Set-Cookie", "sid=1", {}}});
    Environment staging;
    staging.name = "staging";
    bench.session.setEnvironment(staging, "/shop/environments/staging.yml");
    CHECK_FALSE(bench.refusal(get("https://example.com/"), {}));
    CHECK(bench.session.jar().cookies().size() == 1);
    bench.session.setEnvironment(staging, "/bank/environments/staging.yml");
    CHECK(bench.session.jar().cookies().empty());
    CHECK_FALSE(bench.refusal(get("https://example.com/"), {}));
    CHECK(bench.transport.field(1, "Cookie") == "(none)");
    bench.session.setEnvironment(staging, "/shop/environments/staging.yml");
    CHECK(bench.session.jar().cookies().size() == 1);
}

TEST_CASE("Jars: one that is used for the first time is told, so that it can be filled", "[session][variables]")
{
    Bench bench;
    QStringList used;
    QObject::connect(&bench.session, &Session::jarUsed, [&](const QString &name) { used += name; });
    bench.session.jarOf("staging");
    bench.session.jarOf("staging");
    CHECK(used == QStringList{"staging"});
}

TEST_CASE("Secret variables: one goes to the origins that it is stored for, and nowhere else", "[session][variables]")
{
    const auto [address, goes] = GENERATE(table<const char *, bool>({
        {"https://api.example.com/", true},
        {"https://api.example.com:8443/", false},
        {"http://api.example.com/", false},
        {"https://api.example.com.attacker.example/", false},
    }));
    CAPTURE(address);
    Bench bench;
    bench.transport.answer(address, 200);
    RequestDraft draft = get(address);
    draft.fields = {{true, "X-Key", "{{key}}", {}}};
    const auto refusal = bench.refusal(draft, with({storedFor("https://api.example.com")}));
    CHECK(refusal.has_value() != goes);
    CHECK(bench.transport.sent.size() == (goes ? 1u : 0u));
    if (refusal) {
        CHECK(refusal->what.contains(QString::fromUtf8("The secret variable “key” was not sent")));
        CHECK_FALSE(refusal->what.contains("k-4711"));
    }
}

TEST_CASE("Secret variables: one that another variable leads to is bound as well", "[session][variables]")
{
    Bench bench;
    RequestDraft draft = get("https://attacker.example/");
    draft.body.kind = BodyKind::Text;
    draft.body.text = "{{outer}}";
    CHECK(bench.refusal(draft, with({{"outer", "x{{key}}"}, storedFor("https://api.example.com")})));
    CHECK(bench.transport.sent.empty());
}

TEST_CASE("Secret variables: a redirect takes one to no other origin, even where the request allows it", "[session][variables]")
{
    Bench bench;
    bench.transport.answer("https://api.example.com/", 302, {{"Location", "https://www.example.com/", {}}});
    bench.transport.answer("https://www.example.com/", 200);
    RequestDraft draft = get("https://api.example.com/");
    draft.allowedOrigins = {"https://www.example.com"};
    draft.fields = {{true, "X-Key", "{{key}}", {}}};
    CHECK_FALSE(bench.refusal(draft, with({storedFor("https://api.example.com")})));
    REQUIRE(bench.transport.sent.size() == 2);
    CHECK(bench.transport.field(0, "X-Key") == "k-4711-secret");
    CHECK(bench.transport.field(1, "X-Key") == "(none)");
}
