#include "catch.h"
#include "core/formats/import/import.h"

#include <QDir>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

constexpr const char *kBundled = R"(opencollection: 1.0.0
info:
  name: Shop
config:
  environments:
    - name: staging
      variables:
        - name: base
          value: https://staging.example
        - secret: true
          name: token
request:
  headers:
    - name: X-Shop
      value: "1"
  variables:
    - name: page
      value: "2"
items:
  - info:
      name: Orders
      type: folder
    request:
      auth:
        type: bearer
        token: "{{token}}"
    items:
      - info:
          name: List
          type: http
        http:
          method: GET
          url: "{{base}}/orders?page={{page}}"
          auth: inherit
        runtime:
          scripts:
            - type: tests
              code: never()
          assertions:
            - expression: res.status
              operator: eq
              value: "200"
  - info:
      name: Search
      type: graphql
    graphql:
      url: https://a.example/graphql
      body:
        query: "{ shop }"
        variables: '{"a":1}'
  - info:
      name: Stream
      type: websocket
    websocket:
      url: wss://a.example/
bundled: true
)";

void put(const QTemporaryDir &folder, const QString &path, const QByteArray &text)
{
    QDir(folder.path()).mkpath(QFileInfo(path).path());
    QFile file(folder.filePath(path));
    REQUIRE(file.open(QFile::WriteOnly));
    file.write(text);
}

QByteArray notesOf(const Imported &imported)
{
    QStringList lines;
    for (const Error &note : imported.notes)
        lines += note.place + QStringLiteral(": ") + note.what;
    return lines.join('\n').toUtf8();
}

}

TEST_CASE("OpenCollection: a collection in one file is read with folders, environments and what is inherited", "[formats]")
{
    REQUIRE(detectImportFormat(kBundled) == ImportFormat::OpenCollection);
    const auto imported = importText(ImportFormat::OpenCollection, kBundled, {});
    REQUIRE(imported);
    CHECK(imported->collection.name == "Shop");
    REQUIRE(imported->collection.items.size() == 2);
    const CollectionItem &orders = imported->collection.items[0];
    CHECK(orders.auth.kind == AuthKind::Bearer);
    REQUIRE(orders.children.size() == 1);
    const RequestDraft &list = orders.children[0].request;
    CHECK(list.address == "{{base}}/orders?page={{page}}");
    CHECK(list.auth.kind == AuthKind::Inherited);
    CHECK(list.fields.size() == 1);
    CHECK(list.scripts.size() == 2);
    const RequestDraft &search = imported->collection.items[1].request;
    CHECK(search.method == "POST");
    CHECK(search.body.text == R"({"query":"{ shop }","variables":{"a":1}})");
    REQUIRE(imported->environments.size() == 1);
    CHECK(imported->environments[0].variables.size() == 2);
    CHECK(imported->environments[0].variables[1].secret);
}

TEST_CASE("OpenCollection: what is not carried over is told with its place", "[formats]")
{
    const auto imported = importText(ImportFormat::OpenCollection, kBundled, {});
    REQUIRE(imported);
    const QByteArray notes = notesOf(*imported);
    CAPTURE(notes.toStdString());
    CHECK(notes.contains("Shop / Stream: "));
    CHECK(notes.contains("“websocket”"));
    CHECK(notes.contains("Shop / Orders / List: "));
    CHECK(notes.contains("never run"));
}

TEST_CASE("OpenCollection: a folder is read in the order of its items, and a file that cannot be read is told", "[formats]")
{
    const QTemporaryDir folder;
    put(folder, "opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Shop\n");
    put(folder, "zebra/folder.yml", "info:\n  name: Zebras\n  type: folder\n  seq: 1\n");
    put(folder, "zebra/b.yml", "info:\n  name: Second\n  seq: 2\nhttp:\n  method: PUT\n  url: http://a.example/2\n");
    put(folder, "zebra/a.yml", "info:\n  name: Third\n  seq: 3\nhttp:\n  url: http://a.example/3\n");
    put(folder, "zebra/c.yml", "info:\n  seq: 1\nhttp:\n  url: http://a.example/1\n");
    put(folder, "plain/deep/x.yml", "info:\n  name: X\nhttp:\n  url: http://a.example/x\n");
    put(folder, "environments/dev.yml", "variables:\n  - name: a\n    value: b\n");
    put(folder, "broken.yml", "info:\n  name: [\n");
    put(folder, ".keyhole/notes.yml", "info:\n  name: Hidden\nhttp:\n  url: http://a.example/\n");
    const auto imported = importFolder(folder.path());
    REQUIRE(imported);
    CHECK(imported->requestCount() == 4);
    REQUIRE(imported->collection.items.size() == 2);
    CHECK(imported->collection.items[0].name == "plain");
    REQUIRE(imported->collection.items[0].children.size() == 1);
    CHECK(imported->collection.items[0].children[0].name == "deep");
    const CollectionItem &zebras = imported->collection.items[1];
    CHECK(zebras.name == "Zebras");
    REQUIRE(zebras.children.size() == 3);
    CHECK(zebras.children[0].name == "c");
    CHECK(zebras.children[1].request.method == "PUT");
    CHECK(zebras.children[2].name == "Third");
    REQUIRE(imported->environments.size() == 1);
    CHECK(imported->environments[0].name == "dev");
    CHECK(notesOf(*imported).contains("broken.yml, line"));
}

TEST_CASE("OpenCollection: a file of one request is a collection of one", "[formats]")
{
    const QByteArray text
        = "info:\n  name: One\n  type: http\nhttp:\n  method: POST\n  url: http://a.example/:id\n  params:\n    - name: id\n"
          "      value: \"7\"\n      type: path\n  body:\n    type: xml\n    data: <a/>\n";
    REQUIRE(detectImportFormat(text) == ImportFormat::OpenCollection);
    const auto imported = importText(ImportFormat::OpenCollection, text, {});
    REQUIRE(imported);
    REQUIRE(imported->collection.items.size() == 1);
    CHECK(imported->collection.items[0].request.address == "http://a.example/7");
    CHECK(imported->collection.items[0].request.fields.size() == 1);
}

TEST_CASE("OpenCollection: each member that nothing was made of is told with its line, and nothing that holds in any case", "[formats]")
{
    const auto imported = importText(ImportFormat::OpenCollection, R"(info:
  name: One
  type: http
  tags: [a]
  description: What it is for
http:
  method: GET
  url: https://a.example/
  auth:
    type: oauth2
    flow: implicit
    state: s
    pkce:
      disabled: true
    tokenConfig:
      id: credentials
      placement:
        query: access_token
      source: access_token
    settings:
      autoFetchToken: true
settings:
  encodeUrl: true
  timeout: 0
  maxRedirects: 5
  forwardAuthorizationHeader: true
examples:
  - name: fine
app:
  enabled: true
)",
                                     {});
    REQUIRE(imported);
    const QByteArray notes = notesOf(*imported);
    CAPTURE(notes.toStdString());
    for (const char *note : {"Line 4: “tags”", "Line 12: “state”", "Line 14: “pkce.disabled”", "Line 18: “tokenConfig.placement.query”",
                             "The grant “implicit”", "Line 26: “forwardAuthorizationHeader”", "“examples”", "“app”"})
        CHECK(notes.contains(note));
    CHECK(imported->notes.size() == 8);
    CHECK(imported->collection.items[0].request.description == "What it is for");
}
