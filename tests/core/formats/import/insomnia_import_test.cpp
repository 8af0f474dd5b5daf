#include "catch.h"
#include "core/formats/import/import.h"

using namespace keyhole;

namespace {

Imported read(const QByteArray &text)
{
    CAPTURE(text);
    auto imported = importText(ImportFormat::Insomnia, text, "file");
    REQUIRE(imported);
    return *imported;
}

constexpr const char *kVersion4 = R"({"_type":"export","__export_format":4,"resources":[
    {"_id":"wrk_1","_type":"workspace","name":"Shop"},
    {"_id":"fld_1","_type":"request_group","parentId":"wrk_1","name":"Orders","metaSortKey":-5,"environment":{"page":2}},
    {"_id":"req_2","_type":"request","parentId":"fld_1","name":"Add","method":"POST","url":"{{ _.base }}/orders","metaSortKey":-1,
     "body":{"mimeType":"application/json","text":"{\"t\":\"{{ _.token }}\"}"},"headers":[{"name":"X","value":"{{ page }}","disabled":false}],
     "parameters":[{"name":"a","value":"1"},{"name":"b","value":"2","disabled":true}],
     "authentication":{"type":"bearer","token":"{{ _.token }}","prefix":"token"},"settingFollowRedirects":"off"},
    {"_id":"req_1","_type":"request","parentId":"fld_1","name":"List","method":"GET","url":"{{ _['base'] }}/orders","metaSortKey":-2},
    {"_id":"ws-1","_type":"websocket_request","parentId":"wrk_1","name":"Live","url":"wss://a.example/"},
    {"_id":"env_1","_type":"environment","parentId":"wrk_1","name":"Base","data":{"base":"https://a.example","auth":{"id":"7"}}},
    {"_id":"env_2","_type":"environment","parentId":"env_1","name":"Test","data":{"base":"https://test.example"}}]})";

constexpr const char *kVersion5 = R"yaml(type: collection.insomnia.rest/5.0
name: Shop
collection:
  - name: Orders
    meta: {id: fld_1, sortKey: -5}
    children:
      - url: "{{ _.base }}/orders"
        name: Add
        method: POST
        body:
          mimeType: application/x-www-form-urlencoded
          params:
            - name: a
              value: "1"
        authentication: {type: basic, username: me, password: pw}
        scripts: {preRequest: "run(1);"}
        settings: {followRedirects: "off", cookies: {send: false}}
environments:
  name: Base
  data: {base: https://a.example, retries: 3}
  subEnvironments:
    - name: Test
      data: {base: https://test.example}
)yaml";

}

TEST_CASE("Insomnia 4: resources become a tree in the order that was arranged", "[formats]")
{
    const Imported imported = read(kVersion4);
    CHECK(imported.collection.name == "Shop");
    REQUIRE(imported.collection.items.size() == 1);
    const CollectionItem &folder = imported.collection.items[0];
    CHECK(folder.variables == std::vector<Variable>{{"page", "2", false}});
    REQUIRE(folder.children.size() == 2);
    CHECK(folder.children[0].name == "List");
    CHECK(folder.children[1].name == "Add");
    REQUIRE_FALSE(imported.notes.empty());
    CHECK(imported.notes[0].place == "Shop / Live");
}

TEST_CASE("Insomnia 4: references become {{name}}, and fields, body and credential are kept", "[formats]")
{
    const RequestDraft add = read(kVersion4).collection.items[0].children[1].request;
    CHECK(add.address == "{{base}}/orders?a=1");
    CHECK(add.disabledParams == std::vector<DraftRow>{{false, "b", "2", {}}});
    CHECK(add.fields == std::vector<DraftRow>{{true, "X", "{{page}}", {}}});
    CHECK(add.body.kind == BodyKind::Json);
    CHECK(add.body.text == R"({"t":"{{token}}"})");
    CHECK(add.auth.kind == AuthKind::Bearer);
    CHECK(add.auth.scheme == "token");
    CHECK(add.auth.secret.reveal() == "{{token}}");
    CHECK_FALSE(add.followRedirects);
}

TEST_CASE("Insomnia 4: a sub-environment has what its base has, and its own in their place", "[formats]")
{
    const Imported imported = read(kVersion4);
    REQUIRE(imported.environments.size() == 2);
    CHECK(imported.environments[1].find("base")->value == "https://test.example");
    CHECK(imported.environments[1].find("auth.id")->value == "7");
}

TEST_CASE("Insomnia 5: the tree of a YAML file is read the same", "[formats]")
{
    const Imported imported = read(kVersion5);
    REQUIRE(imported.collection.items.size() == 1);
    REQUIRE(imported.collection.items[0].children.size() == 1);
    const RequestDraft add = imported.collection.items[0].children[0].request;
    CHECK(add.method == "POST");
    CHECK(add.address == "{{base}}/orders");
    CHECK(add.body.form == std::vector<DraftRow>{{true, "a", "1", {}}});
    CHECK(add.auth.kind == AuthKind::Basic);
    CHECK_FALSE(add.useJar);
    CHECK_FALSE(add.followRedirects);
    CHECK(add.scripts == std::vector<KeptScript>{{"before the request", "run(1);"}});
    REQUIRE(imported.environments.size() == 2);
    CHECK(imported.environments[0].find("retries")->value == "3");
    CHECK(imported.environments[1].find("base")->value == "https://test.example");
}

TEST_CASE("Insomnia: parents that lead round in a circle end", "[formats]")
{
    const Imported imported = read(R"({"_type":"export","__export_format":4,"resources":[{"_id":"wrk","_type":"workspace","name":"W"},
        {"_id":"a","_type":"request_group","parentId":"wrk","name":"A"},{"_id":"a","_type":"request_group","parentId":"a","name":"B"}]})");
    CHECK(imported.collection.items.size() == 1);
}

TEST_CASE("Insomnia 4: several workspaces become folders", "[formats]")
{
    const Imported imported = read(R"({"_type":"export","__export_format":4,"resources":[{"_id":"w1","_type":"workspace","name":"One"},
        {"_id":"w2","_type":"workspace","name":"Two"},{"_id":"r","_type":"request","parentId":"w2","name":"R","url":"https://a.example/"}]})");
    REQUIRE(imported.collection.items.size() == 2);
    REQUIRE(imported.collection.items[1].children.size() == 1);
    CHECK(imported.collection.items[1].children[0].name == "R");
}

TEST_CASE("Insomnia: what stands in no folder, and an older format, is told", "[formats]")
{
    const auto imported = importText(ImportFormat::Insomnia,
                                     R"({"_type":"export","__export_format":4,"resources":[{"_id":"w","_type":"workspace","name":"W"},
        {"_id":"e","_type":"environment","parentId":"w","data":{"a":"b"}},
        {"_id":"r","_type":"request","parentId":"w","name":"R","url":"https://a.example/"},
        {"_id":"o","_type":"request","parentId":"gone","name":"O","url":"https://a.example/"}]})",
                                     {});
    REQUIRE(imported);
    CHECK(imported->requestCount() == 1);
    REQUIRE(imported->environments.size() == 1);
    CHECK(imported->environments[0].name == "Environment");
    REQUIRE(imported->notes.size() == 1);
    CHECK(imported->notes[0].what == QStringLiteral("1 requests stand in no folder of this export, and are left out."));
    const auto older = importText(ImportFormat::Insomnia, R"({"_type":"export","__export_format":1,"items":[]})", {});
    REQUIRE_FALSE(older);
    CHECK(older.error().what.contains("format 1"));
}

TEST_CASE("Insomnia: a template tag is no secret, and is told wherever it stands", "[formats]")
{
    const auto imported = importText(
        ImportFormat::Insomnia,
        "type: collection.insomnia.rest/5.0\nname: A\ncollection:\n  - name: R\n    url: https://a.example/\n    authentication:\n"
        "      type: bearer\n      token: \"{% response 'body', 'req', 'x' %}\"\n",
        {});
    REQUIRE(imported);
    CHECK(imported->secrets.empty());
    REQUIRE(imported->notes.size() == 1);
    CHECK(imported->notes[0].what.contains("template tag"));
}

TEST_CASE("Insomnia: a user and a password without a scheme are for Basic", "[formats]")
{
    const auto imported = importText(ImportFormat::Insomnia,
                                     R"({"_type":"export","__export_format":4,"resources":[{"_id":"__REQ_1__","_type":"request",
        "parentId":"__WORKSPACE_ID__","name":"A","url":"https://a.example/","authentication":{"username":"{{ me }}","password":"p"}},
        {"_id":"__REQ_2__","_type":"request","parentId":"__WORKSPACE_ID__","name":"B","url":"https://a.example/","authentication":{}}]})",
                                     {});
    REQUIRE(imported);
    REQUIRE(imported->collection.items.size() == 2);
    CHECK(imported->collection.items[0].request.auth.kind == AuthKind::Basic);
    CHECK(imported->collection.items[0].request.auth.user == "{{me}}");
    CHECK(imported->collection.items[1].request.auth.kind == AuthKind::Inherited);
}
