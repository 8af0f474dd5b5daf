#include "catch.h"
#include "core/formats/import/import.h"

using namespace keyhole;

namespace {

Imported read(const QByteArray &text)
{
    CAPTURE(text);
    auto imported = importText(ImportFormat::OpenApi, text, "file");
    REQUIRE(imported);
    return *imported;
}

/// A document with one operation, GET /x, of these members.
RequestDraft operation(const QByteArray &members, const QByteArray &more = {})
{
    const Imported imported
        = read(R"({"openapi":"3.0.3","info":{"title":"T"},"servers":[{"url":"https://a.example/v1/"}],"paths":{"/x":{"get":{)" + members
               + "}}}" + more + '}');
    REQUIRE(imported.collection.items.size() == 1);
    return imported.collection.items[0].request;
}

AuthDraft security(const QByteArray &scheme)
{
    return operation(R"("security":[{"s":["read","write"]}])", R"(,"components":{"securitySchemes":{"s":)" + scheme + "}}").auth;
}

}

TEST_CASE("OpenAPI: operations become requests in folders by tag, and the server a variable", "[formats]")
{
    const Imported imported = read("openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\nservers:\n  - url: https://{region}.a.example/v1/\n "
                                   "   variables:\n      region: {default: eu}\n"
                                   "  - url: https://test.example\n    description: Test\npaths:\n  /orders/{id}:\n    parameters:\n      "
                                   "- {name: id, in: path, required: true, schema: {type: string}}\n"
                                   "    get:\n      tags: [Orders]\n      summary: One order\n    delete:\n      tags: [Orders]\n      "
                                   "operationId: removeOrder\n  /health:\n    get: {}\n");
    CHECK(imported.collection.name == "Shop");
    CHECK(imported.collection.environment.find("baseUrl")->value == "https://eu.a.example/v1");
    CHECK(imported.environments.size() == 2);
    REQUIRE(imported.collection.items.size() == 2);
    CHECK(imported.collection.items[0].name == "Orders");
    REQUIRE(imported.collection.items[0].children.size() == 2);
    CHECK(imported.collection.items[0].children[0].name == "One order");
    CHECK(imported.collection.items[0].children[0].request.address == "{{baseUrl}}/orders/{{id}}");
    CHECK(imported.collection.items[0].children[1].name == "removeOrder");
    CHECK(imported.collection.items[1].request.method == "GET");
}

TEST_CASE("OpenAPI: parameters have their example, and optional ones are switched off", "[formats]")
{
    const RequestDraft draft = operation(
        R"("parameters":[{"name":"q","in":"query","required":true,"example":"a b"},{"name":"p","in":"query","schema":{"type":"integer","default":3}},)"
        R"({"name":"X-Id","in":"header","required":true,"schema":{"enum":["one","two"]}},{"name":"sid","in":"cookie","schema":{"type":"string"}}])");
    CHECK(draft.address == "{{baseUrl}}/x?q=a%20b");
    CHECK(draft.disabledParams == std::vector<DraftRow>{{false, "p", "3", {}}});
    CHECK(draft.fields == std::vector<DraftRow>{{true, "X-Id", "one", {}}});
    CHECK(draft.cookies == std::vector<DraftRow>{{false, "sid", "string", {}}});
}

TEST_CASE("OpenAPI: a body is made from examples or the schema, whose references may lead round in a circle", "[formats]")
{
    const QByteArray components
        = R"(,"components":{"schemas":{"Node":{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string","example":"n"},"next":{"$ref":"#/components/schemas/Node"}}}}})";
    const RequestDraft draft
        = operation(R"("requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Node"}}}})", components);
    CHECK(draft.body.kind == BodyKind::Json);
    CHECK(draft.body.text.startsWith(R"({"id":0,"name":"n","next":{"id":0,)"));
    CHECK(draft.body.text.size() < 2000);
    CHECK(operation(R"("requestBody":{"content":{"application/x-www-form-urlencoded":{"schema":{"properties":{"a":{"type":"boolean"}}}}}})")
              .body.form
          == std::vector<DraftRow>{{true, "a", "true", {}}});
}

TEST_CASE("OpenAPI: security schemes become credentials whose secrets are variables", "[formats]")
{
    CHECK(security(R"({"type":"http","scheme":"basic"})").kind == AuthKind::Basic);
    CHECK(security(R"({"type":"http","scheme":"digest"})").kind == AuthKind::Digest);
    const AuthDraft bearer = security(R"({"type":"http","scheme":"bearer"})");
    CHECK(bearer.kind == AuthKind::Bearer);
    CHECK(bearer.secret.reveal() == "{{s}}");
    const AuthDraft key = security(R"({"type":"apiKey","in":"cookie","name":"sid"})");
    CHECK(key.keyPlace == KeyPlace::Cookie);
    CHECK(key.keyName == "sid");
    const AuthDraft oauth = security(R"({"type":"oauth2","flows":{"clientCredentials":{"tokenUrl":"https://i/t","scopes":{}}}})");
    CHECK(oauth.oauth2.grant == OAuth2Settings::Grant::ClientCredentials);
    CHECK(oauth.oauth2.tokenEndpoint == "https://i/t");
    CHECK(oauth.oauth2.scope == "read write");
    CHECK(security(R"({"type":"openIdConnect","openIdConnectUrl":"https://i/r/.well-known/openid-configuration"})").oauth2.issuer
          == "https://i/r");
}

TEST_CASE("OpenAPI: of alternatives the first is taken, all of its schemes together, and the others are told", "[formats]")
{
    const Imported imported = read(
        R"({"openapi":"3.0.3","paths":{"/x":{"get":{"security":[{"a":[],"b":[]},{"c":[]}]}},"/open":{"get":{"security":[]}}},)"
        R"("components":{"securitySchemes":{"a":{"type":"http","scheme":"bearer"},"b":{"type":"apiKey","in":"header","name":"X-K"},"c":{"type":"http","scheme":"basic"}}}})");
    const RequestDraft &draft = imported.collection.items[0].request;
    CHECK(draft.auth.kind == AuthKind::Bearer);
    REQUIRE(draft.furtherAuth.size() == 1);
    CHECK(draft.furtherAuth[0].kind == AuthKind::ApiKey);
    CHECK(imported.collection.items[1].request.auth.kind == AuthKind::None);
    const bool told = std::any_of(imported.notes.begin(), imported.notes.end(),
                                  [](const Error &note) { return note.what.contains("Instead of a and b, c would do"); });
    CHECK(told);
}

TEST_CASE("Swagger 2: host, body, form and security are read", "[formats]")
{
    const Imported imported = read(
        R"({"swagger":"2.0","info":{"title":"T"},"host":"a.example","basePath":"/v1","schemes":["https"],"security":[{"k":[]}],)"
        R"("securityDefinitions":{"k":{"type":"apiKey","in":"query","name":"key"}},"paths":{"/x":{"post":{"parameters":)"
        R"([{"in":"body","name":"b","schema":{"properties":{"a":{"type":"string"}}}}]},"put":{"parameters":[{"in":"formData","name":"f","type":"file","required":true}]}}}})");
    CHECK(imported.collection.environment.find("baseUrl")->value == "https://a.example/v1");
    REQUIRE(imported.collection.items.size() == 2);
    const RequestDraft &put = imported.collection.items[0].request, &post = imported.collection.items[1].request;
    CHECK(put.body.kind == BodyKind::Multipart);
    CHECK(post.body.text == R"({"a":"string"})");
    CHECK(post.auth.keyPlace == KeyPlace::Query);
}

TEST_CASE("OpenAPI: references to other documents are told and not followed", "[formats]")
{
    const Imported imported = read(
        R"({"openapi":"3.0.0","paths":{"/x":{"$ref":"https://evil.example/x.yaml"},"/y":{"get":{"parameters":[{"$ref":"../../etc/passwd"}]}}}})");
    CHECK(imported.collection.items.size() == 1);
    CHECK(imported.notes.size() >= 2);
}

TEST_CASE("OpenAPI: one alternative of security may stand without a list, and what stands elsewhere is told", "[formats]")
{
    const auto imported
        = importText(ImportFormat::OpenApi,
                     "openapi: 3.1.0\ninfo:\n  title: A\nservers:\n  - url: https://a.example\npaths:\n  /x:\n    post:\n"
                     "      security:\n        key: []\n      callbacks: {}\n      requestBody:\n        content:\n"
                     "          application/json:\n            schema:\n              $ref: other.yaml\n      responses: {}\n"
                     "components:\n  securitySchemes:\n    key:\n      type: apiKey\n      in: header\n      name: X-Key\n",
                     {});
    REQUIRE(imported);
    const RequestDraft &draft = imported->collection.items[0].request;
    CHECK(draft.auth.kind == AuthKind::ApiKey);
    CHECK(draft.body.text.isEmpty());
    REQUIRE(imported->notes.size() == 2);
    CHECK(imported->notes[0].what.contains("other.yaml"));
    CHECK(imported->notes[1].what.contains("callbacks"));
}
