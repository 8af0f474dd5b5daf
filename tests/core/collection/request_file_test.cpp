#include "catch.h"
#include "core/collection/opencollection/settings_file.h"
#include "core/yaml/yaml_patch.h"
#include "core/yaml/yaml_value.h"

#include <functional>

using namespace keyhole;
using namespace keyhole::opencollection;

namespace {

const QByteArray kOrder = "info:\n"
                          "  name: Place an order\n"
                          "  type: http\n"
                          "  seq: 3\n"
                          "  tags: [orders, smoke]\n"
                          "\n"
                          "http:\n"
                          "  method: POST\n"
                          "  url: \"{{base}}/orders/:id?dry=true\"\n"
                          "  headers:\n"
                          "    - name: X-Trace # for the log\n"
                          "      value: abc\n"
                          "    - name: X-Old\n"
                          "      value: \"1\"\n"
                          "      disabled: true\n"
                          "      description: {content: not any more, type: text/plain}\n"
                          "  params:\n"
                          "    - name: dry\n"
                          "      value: \"true\"\n"
                          "      type: query\n"
                          "    - name: page\n"
                          "      value: \"2\"\n"
                          "      type: query\n"
                          "      disabled: true\n"
                          "    - name: id\n"
                          "      value: \"{{order}}\"\n"
                          "      type: path\n"
                          "  body:\n"
                          "    type: json\n"
                          "    data: |-\n"
                          "      {\"sku\": \"{{sku}}\"}\n"
                          "  auth:\n"
                          "    type: bearer\n"
                          "    token: \"{{token}}\"\n"
                          "\n"
                          "runtime:\n"
                          "  variables:\n"
                          "    - name: sku\n"
                          "      value: A-1\n"
                          "    - name: count\n"
                          "      value: {type: number, data: \"2\"}\n"
                          "  scripts:\n"
                          "    - type: tests\n"
                          "      code: |-\n"
                          "        test('never run', () => {});\n"
                          "  assertions:\n"
                          "    - expression: res.status\n"
                          "      operator: eq\n"
                          "      value: \"201\"\n"
                          "  actions:\n"
                          "    - type: set-variable\n"
                          "      phase: after-response\n"
                          "      selector: {expression: res.body.id, method: jsonq}\n"
                          "      variable: {name: order, scope: environment}\n"
                          "\n"
                          "settings:\n"
                          "  followRedirects: false\n"
                          "  timeout: 1500\n";

RequestFile read(const QByteArray &text)
{
    const auto document = parseYaml(text);
    REQUIRE(document);
    return readRequest(*document, "order.yml");
}

QByteArray edited(const QByteArray &text, const std::function<void(RequestFile &)> &edit)
{
    auto document = parseYaml(text);
    REQUIRE(document);
    const RequestFile before = readRequest(*document);
    RequestFile after = before;
    edit(after);
    updateRequest(*document, before, after);
    const auto patched = patchYaml(text, *document);
    REQUIRE(patched);
    return *patched;
}

QByteArray with(QByteArray text, const QByteArray &before, const QByteArray &after)
{
    REQUIRE(text.contains(before));
    return text.replace(before, after);
}

}

TEST_CASE("Request file: everything that a request says is read", "[collection]")
{
    const RequestFile order = read(kOrder);
    CHECK(order.draft.name == "Place an order");
    CHECK(order.draft.method == "POST");
    CHECK(order.draft.address == "{{base}}/orders/:id?dry=true");
    CHECK(order.order == 3);
    CHECK(order.tags == std::vector<QByteArray>{"orders", "smoke"});
    REQUIRE(order.draft.fields.size() == 2);
    CHECK(order.draft.fields[1] == DraftRow{false, "X-Old", "1", "not any more"});
    REQUIRE(order.draft.disabledParams.size() == 1);
    CHECK(order.draft.disabledParams[0].name == "page");
    REQUIRE(order.pathParams.size() == 1);
    CHECK(order.toSend().address == "{{base}}/orders/{{order}}?dry=true");
    CHECK(order.draft.body.kind == BodyKind::Json);
    CHECK(order.draft.body.text == "{\"sku\": \"{{sku}}\"}");
    CHECK(order.draft.auth.kind == AuthKind::Bearer);
    CHECK(order.draft.auth.secret.reveal() == "{{token}}");
    REQUIRE(order.variables.size() == 2);
    CHECK(order.variables[1].value == "2");
    REQUIRE(order.expectations.size() == 1);
    CHECK(order.expectations[0].value == "201");
    REQUIRE(order.captures.size() == 1);
    CHECK(order.captures[0].variable == "order");
    CHECK(order.captures[0].scope == Capture::Scope::Environment);
    CHECK_FALSE(order.draft.followRedirects);
    CHECK(order.draft.transport.totalLimit == std::chrono::milliseconds(1500));
    CHECK_FALSE(order.forwardAuthorizationHeader);
    REQUIRE(order.notes.size() == 1);
    CHECK(order.notes[0].kind == FileNote::Kind::Script);
    CHECK(order.notes[0].line == 43);
}

TEST_CASE("Request file: an edit is the one line that says it", "[collection]")
{
    CHECK(edited(kOrder, [](RequestFile &) {}) == kOrder);
    CHECK(edited(kOrder, [](RequestFile &r) { r.draft.method = "PUT"; }) == with(kOrder, "method: POST", "method: PUT"));
    CHECK(edited(kOrder, [](RequestFile &r) { r.draft.fields[0].value = "def"; }) == with(kOrder, "value: abc", "value: def"));
    CHECK(edited(kOrder, [](RequestFile &r) { r.draft.fields[1].enabled = true; })
          == with(kOrder, "      disabled: true\n      description", "      description"));
    CHECK(edited(kOrder, [](RequestFile &r) { r.draft.fields.erase(r.draft.fields.begin()); })
          == with(kOrder, "    - name: X-Trace # for the log\n      value: abc\n", ""));
    CHECK(edited(kOrder,
                 [](RequestFile &r) {
                     r.draft.fields.push_back({true, "Accept", "*/*", {}});
                 })
          == with(kOrder, "type: text/plain}\n", "type: text/plain}\n    - name: Accept\n      value: \"*/*\"\n"));
    CHECK(edited(kOrder, [](RequestFile &r) { r.variables[1].value = "3"; }) == with(kOrder, "data: \"2\"", "data: \"3\""));
    CHECK(edited(kOrder, [](RequestFile &r) { r.expectations[0].value = "200"; }) == with(kOrder, "\"201\"", "\"200\""));
    CHECK(edited(kOrder, [](RequestFile &r) { r.captures[0].expression = "res.body.order.id"; })
          == with(kOrder, "expression: res.body.id", "expression: res.body.order.id"));
    CHECK(edited(kOrder, [](RequestFile &r) { r.draft.followRedirects = true; }) == with(kOrder, "  followRedirects: false\n", ""));
    CHECK(edited(kOrder, [](RequestFile &r) { r.order = 4; }) == with(kOrder, "seq: 3", "seq: 4"));
    CHECK(edited(kOrder, [](RequestFile &r) { r.draft.body.text = "{\"sku\": \"{{sku}}\",\n \"n\": 1}"; })
          == with(kOrder, "      {\"sku\": \"{{sku}}\"}\n", "      {\"sku\": \"{{sku}}\",\n       \"n\": 1}\n"));
}

TEST_CASE("Request file: what is missing in a file is not put in by reading it", "[collection]")
{
    const QByteArray text = GENERATE("http: {url: u}\n", "info: {name: a, type: http}\n", "x: 1\n", "info: text\nhttp: [1]\n");
    CAPTURE(text);
    CHECK(edited(text, [](RequestFile &) {}) == text);
}

TEST_CASE("Request file: a new part stands where such files have it", "[collection]")
{
    const QByteArray text = "info:\n  name: a\n  type: http\nhttp:\n  method: GET\n  url: u\n  auth: inherit\nsettings:\n  timeout: 5\n";
    CHECK(edited(text,
                 [](RequestFile &r) {
                     r.draft.fields = {{true, "A", "b", {}}};
                     r.variables = {{true, "v", "w"}};
                 })
          == with(with(text, "  url: u\n", "  url: u\n  headers:\n    - name: A\n      value: b\n"),
                  "settings:", "runtime:\n  variables:\n    - name: v\n      value: w\nsettings:"));
}

TEST_CASE("Request file: the query stands in the address and in the table", "[collection]")
{
    const QByteArray changed = edited(kOrder, [](RequestFile &r) { r.draft.address = "{{base}}/orders/:id?dry=false&x=1"; });
    const RequestFile again = read(changed);
    CHECK(again.draft.address == "{{base}}/orders/:id?dry=false&x=1");
    CHECK(again.draft.disabledParams.size() == 1);
    CHECK(again.pathParams.size() == 1);
    CHECK(changed.contains("    - name: x\n      value: \"1\"\n      type: query\n"));
    const RequestFile tableOnly = read("http:\n  url: http://h/\n  params:\n    - {name: a, value: 1, type: query}\n");
    CHECK(tableOnly.draft.address == "http://h/?a=1");
}

TEST_CASE("Request file: a secret is never written, only the variable that stands for it", "[collection]")
{
    const QByteArray literal = edited(kOrder, [](RequestFile &r) { r.draft.auth.secret = Secret("s3cr3t-value"); });
    CHECK_FALSE(literal.contains("s3cr3t"));
    CHECK_FALSE(literal.contains("token:"));
    const QByteArray basic = edited(kOrder, [](RequestFile &r) { r.draft.auth = {AuthKind::Basic, "ann", Secret("s3cr3t-value")}; });
    CHECK(basic.contains("    type: basic\n    username: ann\n"));
    CHECK_FALSE(basic.contains("s3cr3t"));
    const QByteArray reference = edited(kOrder, [](RequestFile &r) { r.draft.auth.secret = Secret("{{other}}"); });
    CHECK(reference == with(kOrder, "{{token}}", "{{other}}"));
    RequestFile fresh;
    fresh.draft.name = "New";
    fresh.draft.auth = {AuthKind::Bearer, {}, Secret("s3cr3t-value")};
    const auto written = writeYaml(newRequest(fresh));
    REQUIRE(written);
    CHECK_FALSE(written->contains("s3cr3t"));
}

TEST_CASE("Request file: a secret that others left in a file is told with its line", "[collection]")
{
    const RequestFile request
        = read("info: {name: a, type: http}\nhttp:\n  auth:\n    type: basic\n    username: ann\n    password: hunter2\n");
    REQUIRE(request.notes.size() == 1);
    CHECK(request.notes[0].kind == FileNote::Kind::Secret);
    CHECK(request.notes[0].line == 6);
    CHECK_FALSE(request.notes[0].text.contains("hunter2"));
}

TEST_CASE("Request file: each scheme of the schema is read and written again", "[collection]")
{
    AuthDraft auth;
    auth.user = "ann";
    auth.secret = Secret("{{secret}}");
    const AuthKind kind = GENERATE(AuthKind::Basic, AuthKind::Bearer, AuthKind::ApiKey, AuthKind::Digest, AuthKind::Ntlm, AuthKind::OAuth1,
                                   AuthKind::AwsSignature4, AuthKind::OAuth2, AuthKind::Inherited, AuthKind::None);
    auth.kind = kind;
    if (kind == AuthKind::Ntlm)
        auth.user = "CORP\\ann";
    if (kind == AuthKind::ApiKey) {
        auth.keyName = "k";
        auth.keyPlace = KeyPlace::Query;
    }
    if (kind == AuthKind::AwsSignature4) {
        auth.aws = {"AKIA", "eu-central-1", "s3"};
        auth.secondSecret = Secret("{{session}}");
    }
    if (kind == AuthKind::OAuth1) {
        auth.oauth1.consumerKey = "key";
        auth.oauth1.token = "tok";
        auth.oauth1.signatureMethod = "HMAC-SHA256";
        auth.oauth1.place = OAuth1Settings::Place::Query;
        auth.secondSecret = Secret("{{second}}");
    }
    if (kind == AuthKind::OAuth2) {
        auth.oauth2.grant = OAuth2Settings::Grant::ClientCredentials;
        auth.oauth2.tokenEndpoint = "https://id.example/token";
        auth.oauth2.clientId = "client";
        auth.oauth2.clientAuthentication = OAuth2Settings::ClientAuthentication::Basic;
        auth.oauth2.scope = "a b";
        auth.secret = Secret();
        auth.user = {};
    }
    RequestFile request;
    request.draft.auth = auth;
    const auto written = writeYaml(newRequest(request));
    REQUIRE(written);
    INFO(written->toStdString());
    const AuthDraft again = read(*written).draft.auth;
    CHECK(again.kind == kind);
    if (kind == AuthKind::Inherited || kind == AuthKind::None)
        return;
    const bool named = kind != AuthKind::Bearer && kind != AuthKind::ApiKey && kind != AuthKind::OAuth1 && kind != AuthKind::AwsSignature4;
    CHECK(again.user == (named ? auth.user : QByteArray()));
    CHECK(again.secret == auth.secret);
    CHECK(again.secondSecret == auth.secondSecret);
    CHECK(again.aws == auth.aws);
    CHECK(again.oauth1 == auth.oauth1);
    CHECK(again.oauth2 == auth.oauth2);
    if (kind == AuthKind::ApiKey) {
        CHECK(again.keyName == "k");
        CHECK(again.keyPlace == KeyPlace::Query);
    }
}

TEST_CASE("Request file: of further parameters those of the query are read, and the others stay as they are", "[collection]")
{
    const QByteArray before = "info: {name: a, type: http}\n"
                              "http:\n"
                              "  url: http://h/\n"
                              "  auth:\n"
                              "    type: oauth2\n"
                              "    flow: authorization_code\n"
                              "    callbackUrl: http://localhost:9/back # registered\n"
                              "    additionalParameters:\n"
                              "      authorizationRequest:\n"
                              "        - name: prompt # always\n"
                              "          value: login\n"
                              "          placement: query\n"
                              "        - name: X-Tenant\n"
                              "          value: blue\n"
                              "          placement: header\n"
                              "      accessTokenRequest:\n"
                              "        - name: tenant\n"
                              "          value: blue\n";
    const RequestFile request = read(before);
    CHECK(request.draft.auth.oauth2.redirectAddress == "http://localhost:9/back");
    CHECK(request.draft.auth.oauth2.furtherParameters == "prompt=login");
    const QByteArray after = edited(before, [](RequestFile &r) { r.draft.auth.oauth2.furtherParameters = "prompt=login&acr_values=2+3"; });
    INFO(after.toStdString());
    CHECK(after.contains("- name: prompt # always\n          value: login\n"));
    CHECK(after.contains("- name: X-Tenant\n          value: blue\n          placement: header\n"));
    CHECK(after.contains("accessTokenRequest:"));
    CHECK(read(after).draft.auth.oauth2.furtherParameters == "prompt=login&acr_values=2+3");
    const QByteArray cleared = edited(before, [](RequestFile &r) { r.draft.auth.oauth2.furtherParameters.clear(); });
    CHECK_FALSE(cleared.contains("prompt"));
    CHECK(cleared.contains("X-Tenant"));
    CHECK(cleared.contains("# registered"));
}

TEST_CASE("Request file: a scheme that is not known stays in the file", "[collection]")
{
    const QByteArray text = "info: {name: a, type: http}\nhttp:\n  url: http://h/\n  auth:\n    type: wsse # old\n    username: ann\n";
    const RequestFile request = read(text);
    CHECK(request.draft.auth.kind == AuthKind::None);
    REQUIRE_FALSE(request.notes.empty());
    CHECK(edited(text, [](RequestFile &r) { r.draft.method = "POST"; }).contains("type: wsse # old\n    username: ann\n"));
}

TEST_CASE("Request file: each body of the schema is read and written again", "[collection]")
{
    BodyDraft body;
    body.kind = GENERATE(BodyKind::None, BodyKind::Json, BodyKind::Text, BodyKind::Form, BodyKind::Multipart, BodyKind::File);
    if (body.kind == BodyKind::Json || body.kind == BodyKind::Text)
        body.text = "{\n  \"a\": 1\n}";
    if (body.kind == BodyKind::Form)
        body.form = {{true, "a", "1", "note"}, {false, "b", "", {}}};
    if (body.kind == BodyKind::Multipart)
        body.parts = {{true, "a", "text", {}, "text/plain"}, {false, "f", {}, "data/a.bin", {}}};
    if (body.kind == BodyKind::File)
        body.file = "data/a.bin";
    RequestFile request;
    request.draft.body = body;
    const auto written = writeYaml(newRequest(request));
    REQUIRE(written);
    INFO(written->toStdString());
    CHECK(read(*written).draft.body == body);
}

TEST_CASE("Request file: of several variants of a body the selected one is read and changed", "[collection]")
{
    const QByteArray text = "info: {name: a, type: http}\nhttp:\n  url: u\n  body:\n    - title: one\n      body: {type: json, data: '1'}\n"
                            "    - title: two\n      selected: true\n      body: {type: xml, data: <a/>}\n";
    const RequestFile request = read(text);
    CHECK(request.draft.body.text == "<a/>");
    CHECK(request.toSend().fields == std::vector<DraftRow>{{true, "Content-Type", "application/xml", {}}});
    CHECK(edited(text, [](RequestFile &r) { r.draft.body.text = "<b/>"; }) == with(text, "<a/>", "<b/>"));
}

TEST_CASE("Settings file: proxy and certificates are never taken from a collection, and that is told", "[collection]")
{
    const auto document = parseYaml(
        "opencollection: 1.0.0\ninfo:\n  name: Evil\nconfig:\n  proxy:\n    inherit: false\n    config: {hostname: evil.example}\n"
        "  clientCertificates:\n    - {domain: a, type: pem, certificateFilePath: ../x, privateKeyFilePath: /y}\n");
    REQUIRE(document);
    const SettingsFile settings = readSettings(*document, true, "opencollection.yml");
    REQUIRE(settings.notes.size() == 2);
    CHECK(settings.notes[0].kind == FileNote::Kind::Ignored);
    CHECK(settings.notes[0].line == 6);
    CHECK(settings.notes[1].kind == FileNote::Kind::Ignored);
}

TEST_CASE("Settings file: credential, fields and variables of a folder are read and changed in place", "[collection]")
{
    const QByteArray text
        = "info:\n  name: Orders\n  type: folder\n  seq: 2\n\nrequest:\n  # for all\n  auth: {type: basic, username: \"{{user}}\"}\n"
          "  headers:\n    - name: A\n      value: b\n";
    auto document = parseYaml(text);
    REQUIRE(document);
    const SettingsFile before = readSettings(*document, false);
    CHECK(before.name == "Orders");
    CHECK(before.order == 2);
    CHECK(before.auth.kind == AuthKind::Basic);
    SettingsFile after = before;
    after.auth.user = "{{admin}}";
    after.variables.push_back({true, "v", "1"});
    updateSettings(*document, false, before, after);
    const auto patched = patchYaml(text, *document);
    REQUIRE(patched);
    CHECK(*patched == with(text, "{{user}}", "{{admin}}") + "  variables:\n    - name: v\n      value: \"1\"\n");
    const auto empty = parseYaml("info: {name: x, type: folder}\n");
    CHECK(readSettings(*empty, false).auth.kind == AuthKind::Inherited);
    CHECK(readSettings(*empty, true).auth.kind == AuthKind::None);
}

TEST_CASE("Environment file: secret variables have no value in it", "[collection]")
{
    EnvironmentFile environment;
    environment.name = "Production";
    environment.color = "#b91c1c";
    environment.variables = {{true, "base", "https://api.example"}, {true, "token", "s3cr3t-value", true}};
    const auto written = writeYaml(newEnvironment(environment));
    REQUIRE(written);
    CHECK_FALSE(written->contains("s3cr3t"));
    CHECK(written->contains("secret: true"));
    const auto document = parseYaml(*written);
    REQUIRE(document);
    const EnvironmentFile again = readEnvironment(*document);
    REQUIRE(again.variables.size() == 2);
    CHECK(again.variables[1].secret);
    CHECK(again.color == "#b91c1c");
}

TEST_CASE("Request file: an edit of one part leaves those with several files, notes and switches as they are", "[collection]")
{
    const QByteArray text = "info: {name: A}\n"
                            "http:\n"
                            "  method: POST\n"
                            "  url: https://a.example/\n"
                            "  body:\n"
                            "    type: multipart-form\n"
                            "    data:\n"
                            "      - name: t\n"
                            "        type: text\n"
                            "        value: x\n"
                            "        description: why\n"
                            "      - name: f # several\n"
                            "        type: file\n"
                            "        value:\n"
                            "          - a.txt\n"
                            "          - b.txt\n"
                            "      - name: g\n"
                            "        type: file\n"
                            "        value: c.txt\n";
    CHECK(read(text).draft.body.parts.size() == 4);
    CHECK(edited(text, [](RequestFile &file) { file.draft.body.parts[0].value = "y"; }) == with(text, "value: x\n", "value: \"y\"\n"));
    CHECK(edited(text, [](RequestFile &file) { file.draft.body.parts[3].enabled = false; }) == text + "        disabled: true\n");
    const QByteArray fewer = edited(text, [](RequestFile &file) { file.draft.body.parts.erase(file.draft.body.parts.begin() + 2); });
    CHECK(fewer == with(text, "          - b.txt\n", ""));
}

TEST_CASE("Settings file: a secret variable is a row without a value, as the schema has no mark for it there", "[collection]")
{
    SettingsFile settings;
    settings.name = "Shop";
    settings.auth.kind = AuthKind::None;
    settings.variables = {{true, "base", {}}, {true, "token", "s3cr3t-value", true}};
    const auto written = writeYaml(newCollection(settings));
    REQUIRE(written);
    CHECK(written->contains("variables:\n    - name: base\n      value: \"\"\n    - name: token\n"));
    CHECK_FALSE(written->contains("secret"));
    const SettingsFile again = readSettings(*parseYaml(*written), true);
    REQUIRE(again.variables.size() == 2);
    CHECK_FALSE(again.variables[0].secret);
    CHECK(again.variables[1].secret);
    const SettingsFile marked
        = readSettings(*parseYaml("info: {name: A}\nrequest:\n  variables:\n    - {secret: true, name: t, value: x}\n"), true);
    CHECK(marked.variables[0].secret);
    CHECK(marked.variables[0].value.isEmpty());
}
