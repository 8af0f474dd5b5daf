#include "catch.h"
#include "core/formats/import/import.h"

using namespace keyhole;

namespace {

Imported read(const QByteArray &text)
{
    CAPTURE(text);
    auto imported = importText(ImportFormat::HttpFile, text, "file");
    REQUIRE(imported);
    return *imported;
}

RequestDraft only(const QByteArray &text)
{
    const Imported imported = read(text);
    REQUIRE(imported.collection.items.size() == 1);
    return imported.collection.items[0].request;
}

}

TEST_CASE(".http: requests stand between lines of ###, with names and variables", "[formats]")
{
    const Imported imported = read("@base = https://a.example\n@token=abc\n\n### List\nGET {{base}}/orders HTTP/1.1\nAccept: */*\n\n###\n"
                                   "# @name add\nPOST {{base}}/orders\nContent-Type: application/json\n\n{\"a\": 1}\n\n### nothing\n");
    CHECK(imported.collection.environment.variables
          == std::vector<Variable>{{"base", "https://a.example", false}, {"token", "abc", false}});
    REQUIRE(imported.collection.items.size() == 2);
    CHECK(imported.collection.items[0].name == "List");
    CHECK(imported.collection.items[0].request.address == "{{base}}/orders");
    CHECK(imported.collection.items[0].request.fields == std::vector<DraftRow>{{true, "Accept", "*/*", {}}});
    CHECK(imported.collection.items[1].name == "add");
    CHECK(imported.collection.items[1].request.method == "POST");
    CHECK(imported.collection.items[1].request.body.text == "{\"a\": 1}");
}

TEST_CASE(".http: the request line may have no method, no version, and a query on several lines", "[formats]")
{
    CHECK(only("https://a.example/x").method == "GET");
    CHECK(only("PURGE https://a.example/x HTTP/2").method == "PURGE");
    CHECK(only("post https://a.example/x").method == "POST");
    CHECK(only("post https://a.example/x").address == "https://a.example/x");
    CHECK(only("GET https://a.example/x\n    ?a=1\n    &b=2\nX: y").address == "https://a.example/x?a=1&b=2");
    CHECK(only("# @no-redirect\nGET https://a.example/").followRedirects == false);
}

TEST_CASE(".http: a path alone is completed by the field Host, and told where there is none", "[formats]")
{
    const auto [text, address] = GENERATE(table<QByteArray, QByteArray>({
        {"GET /orders?x=1\nHost: a.example\n", "http://a.example/orders?x=1"},
        {"GET /orders HTTP/1.1\nAccept: */*\nhost: a.example:443\n", "https://a.example:443/orders"},
        {"GET /orders\nHost: {{host}}:8443\n", "https://{{host}}:8443/orders"},
    }));
    CAPTURE(text);
    const RequestDraft draft = only(text);
    CHECK(draft.address == address);
    CHECK(draft.fields.size() == (text.contains("Accept") ? 1 : 0));
    CHECK(read("### a\nGET /orders\n").notes.size() == 1);
}

TEST_CASE(".http: bodies are text, forms, parts, GraphQL or files that are named", "[formats]")
{
    CHECK(only("POST https://a.example/\n\n< ./data.json").body.file == "./data.json");
    CHECK(only("POST https://a.example/\nContent-Type: application/x-www-form-urlencoded\n\na=1\n&b=2").body.text == "a=1&b=2");
    CHECK(only("POST https://a.example/\nX-Request-Type: GraphQL\n\n{ me }\n\n{\"a\":1}").body.text
          == R"({"query":"{ me }","variables":{"a":1}})");
    const RequestDraft parts
        = only("POST https://a.example/\nContent-Type: multipart/form-data; boundary=b\n\n--b\n"
               "Content-Disposition: form-data; name=\"t\"\n\nx\n--b\n"
               "Content-Disposition: form-data; name=\"f\"; filename=\"p.png\"\nContent-Type: image/png\n\n< ./p.png\n--b--");
    CHECK(parts.body.parts == std::vector<BodyPart>{{true, "t", "x", {}, {}}, {true, "f", {}, "./p.png", "image/png", "p.png"}});
    CHECK(parts.fields.empty());
}

TEST_CASE(".http: Authorization of two words behind Basic or Digest is a user and a password", "[formats]")
{
    const auto [value, kind] = GENERATE(table<QByteArray, AuthKind>({
        {"Basic me pw", AuthKind::Basic},
        {"Basic me:pw", AuthKind::Basic},
        {"Digest me pw", AuthKind::Digest},
        {"Basic bWU6cHc=", AuthKind::Basic},
        {"Bearer abc", AuthKind::Bearer},
    }));
    const RequestDraft draft = only("GET https://a.example/\nAuthorization: " + value);
    CHECK(draft.auth.kind == kind);
    CHECK(draft.fields.empty());
    if (kind != AuthKind::Bearer)
        CHECK(draft.auth.user == "me");
}

TEST_CASE(".http: scripts are kept as text, and what is no HTTP is told with its line", "[formats]")
{
    const Imported imported = read("### A\n< {%\n  set()\n%}\nGET https://a.example/\n\n> {%\n  client.test()\n%}\n<> saved.json\n\n### "
                                   "B\nWEBSOCKET wss://a.example/\n");
    REQUIRE(imported.collection.items.size() == 1);
    CHECK(imported.collection.items[0].request.scripts
          == std::vector<KeptScript>{{"before the request", "set()"}, {"after the answer", "client.test()"}});
    CHECK(imported.collection.items[0].request.body.kind == BodyKind::None);
    CHECK(imported.notes.back().what.contains("line 13"));
}

TEST_CASE(".http: a curl command stands for a request", "[formats]")
{
    CHECK(only("### A\ncurl -X PUT https://a.example/x \\\n  -d a=1").method == "PUT");
}
