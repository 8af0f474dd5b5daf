#include "catch.h"
#include "core/formats/import/import.h"

using namespace keyhole;

namespace {

const QByteArray kExport = R"json({
 "name": "Kiosk", "version": "1",
 "items": [
  {"type": "http", "name": "Upload", "seq": 1,
   "request": {"url": "{{host}}/v/:id?a=1", "method": "PUT",
    "headers": [{"name": "X-A", "value": "1", "enabled": true, "description": "why"}, {"name": "X-B", "value": "2", "enabled": false}],
    "params": [{"name": "a", "value": "1", "type": "query", "enabled": true}, {"name": "b", "value": "2", "type": "query", "enabled": false},
               {"name": "id", "value": "7", "type": "path", "enabled": true}],
    "body": {"mode": "multipartForm", "json": "{}", "multipartForm": [
      {"type": "text", "name": "note", "value": "hi", "enabled": true},
      {"type": "file", "name": "pic", "value": ["a.png", "b.png"], "contentType": "image/png", "enabled": true}]},
    "script": {"req": "before()",
                 "res" : "after()"
}
, "vars" : {"req" : [ {"name" : "v", "value" : "w", "enabled" : true} ]},
           "assertions" : [ {"name" : "res.status", "value" : "eq 201", "enabled" : true} ],
                          "tests" : "test()",
                                    "docs" : "Puts a picture",
                                             "auth":
{
    "mode" : "oauth2", "oauth2":
    {
        "grantType" : "client_credentials",
                      "accessTokenUrl" : "https://sso.example/token",
                                         "clientId" : "me",
                                                      "clientSecret" : "{{s}}",
                                                                       "credentialsPlacement" : "basic_auth_header",
                                                                                                "autoFetchToken" : true,
                                                                                                                   "state" : "st"
    }
}
}
, "settings" : {"encodeUrl" : true, "followRedirects" : false, "timeout" : 900, "maxRedirects" : 3}, "examples" : [ {"name" : "fine"} ]
},
  {"type": "folder", "name": "Inner", "root": {"docs": "Of the folder", "request": {"auth": {"mode": "bearer", "bearer": {"token": "{{t}}"}},
     "headers": [{"name": "X-F", "value": "f", "enabled": true}], "vars": {"req": [{"name": "fv", "value": "1", "enabled": true}]}}},
   "items": [{"type": "graphql", "name": "Ask", "request": {"url": "{{host}}/g", "method": "POST", "headers": [],
     "body": {"mode": "graphql", "graphql": {"query": "{ a }", "variables": "{\"b\":1}"}}, "auth": {"mode": "inherit"}}},
    {"type": "grpc", "name": "Call", "request": {"url": "grpc://a.example"}}]}],
 "environments": [{"name": "Dev", "color": "#fff", "variables": [{"name": "host", "value": "https://a.example", "enabled": true, "secret": false},
   {"name": "s", "value": "", "enabled": true, "secret": true}, {"name": "off", "value": "1", "enabled": false}]}],
 "root": {"request": {"auth": {"mode": "none"}, "vars": {"req": [{"name": "cv", "value": "2", "enabled": true}]}}},
 "brunoConfig":
{
    "proxy":
    {
        "hostname" : "p.example"
    }
}
})json";

Imported read()
{
    auto imported = importText(ImportFormat::Bruno, kExport, {});
    REQUIRE(imported);
    return *imported;
}

QByteArray notesOf(const Imported &imported)
{
    QStringList lines;
    for (const Error &note : imported.notes)
        lines += note.place + QStringLiteral(": ") + note.what;
    return lines.join('\n').toUtf8();
}
}

TEST_CASE("Bruno JSON: an export in one file is known by its content", "[formats]")
{
    CHECK(detectImportFormat(kExport) == ImportFormat::Bruno);
}

TEST_CASE("Bruno JSON: a request keeps what a .bru file would say", "[formats]")
{
    const Imported imported = read();
    CHECK(imported.collection.name == "Kiosk");
    REQUIRE(imported.collection.items.size() == 2);
    const CollectionItem &item = imported.collection.items[0];
    const RequestDraft &draft = item.request;
    CHECK(draft.method == "PUT");
    CHECK(draft.address == "{{host}}/v/7?a=1");
    CHECK(draft.disabledParams == std::vector<DraftRow>{{false, "b", "2", {}}});
    CHECK(draft.fields == std::vector<DraftRow>{{true, "X-A", "1", "why"}, {false, "X-B", "2", {}}});
    CHECK(draft.body.parts
          == std::vector<BodyPart>{
              {true, "note", "hi", {}, {}}, {true, "pic", {}, "a.png", "image/png"}, {true, "pic", {}, "b.png", "image/png"}});
    CHECK(draft.auth.kind == AuthKind::OAuth2);
    CHECK(draft.auth.oauth2.grant == OAuth2Settings::Grant::ClientCredentials);
    CHECK(draft.auth.oauth2.tokenEndpoint == "https://sso.example/token");
    CHECK(draft.auth.secondSecret.reveal() == "{{s}}");
    CHECK_FALSE(draft.followRedirects);
    CHECK(draft.transport.totalLimit == Milliseconds(900));
    CHECK(draft.description == "Puts a picture");
    CHECK(draft.scripts.size() == 4);
    CHECK(item.variables == std::vector<Variable>{{"v", "w", false}});
}

TEST_CASE("Bruno JSON: folders give their credential, fields and variables, and environments are read", "[formats]")
{
    const Imported imported = read();
    const CollectionItem &inner = imported.collection.items[1];
    CHECK(inner.folder);
    CHECK(inner.auth.kind == AuthKind::Bearer);
    CHECK(inner.description == "Of the folder");
    CHECK(inner.variables == std::vector<Variable>{{"fv", "1", false}});
    REQUIRE(inner.children.size() == 1);
    const RequestDraft &ask = inner.children[0].request;
    CHECK(ask.auth.kind == AuthKind::Inherited);
    CHECK(ask.body.text == R"({"query":"{ a }","variables":{"b":1}})");
    CHECK(ask.fields.front() == DraftRow{true, "X-F", "f", {}});
    REQUIRE(imported.environments.size() == 1);
    CHECK(imported.environments[0].name == "Dev");
    CHECK(imported.environments[0].color == "#fff");
    CHECK(imported.environments[0].variables == std::vector<Variable>{{"host", "https://a.example", false}, {"s", {}, true}});
    CHECK(imported.collection.environment.variables == std::vector<Variable>{{"cv", "2", false}});
}

TEST_CASE("Bruno JSON: what is left out is told with its place", "[formats]")
{
    const QByteArray notes = notesOf(read());
    const QByteArray note
        = GENERATE(as<QByteArray>(), "Kiosk / Inner / Call: The kind “grpc”", "Kiosk / Upload: Its examples are left out: 1.",
                   "Kiosk / Upload: The setting “maxRedirects” is left out.", "Kiosk / Upload: Of its credential is left out: state.",
                   "Kiosk / Dev: The variable “off”", "Kiosk: A proxy is ignored");
    CAPTURE(notes.toStdString(), note.toStdString());
    CHECK(notes.contains(note));
    CHECK_FALSE(notes.contains("autoFetchToken"));
}
