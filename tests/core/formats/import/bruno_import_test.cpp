#include "catch.h"
#include "core/formats/import/bru_text.h"
#include "core/formats/import/bruno.h"
#include "core/formats/import/import.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

CollectionItem read(const QByteArray &text)
{
    CAPTURE(text);
    const auto imported = importText(ImportFormat::Bruno, text, "file");
    REQUIRE(imported);
    REQUIRE(imported->collection.items.size() == 1);
    return imported->collection.items[0];
}

void write(const QTemporaryDir &folder, const QString &name, const QByteArray &content)
{
    QDir(folder.path()).mkpath(QFileInfo(name).path());
    QFile file(folder.filePath(name));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(content);
}

}

TEST_CASE("Bruno: blocks hold rows, lists or text", "[formats]")
{
    const auto blocks = parseBru("meta {\n  name: a: b\n  ~off: x\n  \"c:d\": e\n  long: '''\n    one\n    two\n  '''\n}\n\n"
                                 "vars:secret [\n  x,\n  ~y\n]\n\nbody:json {\n  {\n    \"a\": 1\n  }\n}\nempty {}\n");
    REQUIRE(blocks);
    REQUIRE(blocks->size() == 4);
    const BruBlock &meta = (*blocks)[0];
    REQUIRE(meta.rows.size() == 4);
    CHECK(meta.value("name") == "a: b");
    CHECK_FALSE(meta.rows[1].enabled);
    CHECK(meta.value("c:d") == "e");
    CHECK(meta.value("long") == "one\ntwo");
    CHECK((*blocks)[1].rows.size() == 2);
    CHECK((*blocks)[2].text == "{\n  \"a\": 1\n}");
}

TEST_CASE("Bruno: comments and annotations are stepped over", "[formats]")
{
    const CollectionItem item
        = read("# first\n\nmeta {\n  # inside\n  name: A\n}\n// between\nhttp {\n  method: FETCH\n  url: https://a.example/\n}\n"
               "vars:pre-request { \n  @description(\"a) b\") key:value\n  @type(number)\n  n: 2\n}\n");
    CHECK(item.request.method == "FETCH");
    CHECK(item.variables == std::vector<Variable>{{"key", "value", false}, {"n", "2", false}});
}

TEST_CASE("Bruno: a description stays with its row, in every way it is written", "[formats]")
{
    const auto blocks = parseBru("headers {\n  @description('one')\n  a: 1\n  @description('''two''') b: 2\n  @description('''\n    three\n"
                                 "    more\n  ''')\n  @number\n  c: 3\n  @local: 4\n  @boolean\n  ~d: 5\n}\n");
    REQUIRE(blocks);
    const std::vector<BruRow> &rows = blocks->front().rows;
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].description == "one");
    CHECK(rows[1].description == "two");
    CHECK(rows[1].value == "2");
    CHECK(rows[2].description == "three\nmore");
    CHECK(rows[3].name == "@local");
    CHECK(rows[3].description.isEmpty());
    CHECK_FALSE(rows[4].enabled);
    CHECK(parseBru("vars:secret [\n  @description(\"a, b\")\n  x,\n  y\n]\n")->front().rows.size() == 2);
    const auto escaped = parseBru("headers {\n  @description(\"say \\\"a\\\" in C:\\\\b\\nand on\")\n  a: 1\n}\n");
    REQUIRE(escaped);
    CHECK(escaped->front().rows[0].description == "say \"a\" in C:\\b\nand on");
    CHECK_FALSE(parseBru("headers {\n  @description('''never closed\n  a\n}\n"));
}

TEST_CASE("Bruno: what is not chosen and what has no place is told", "[formats]")
{
    const auto imported = importText(
        ImportFormat::Bruno,
        "meta {\n  name: A\n}\npost {\n  url: https://a.example/\n  body: formUrlEncoded\n  auth: basic\n}\nbody:json {\n  {}\n}\n"
        "body:graphql {\n  a\n}\nbody:graphql:vars {\n  {}\n}\nbody:form-urlencoded {\n  a: b\n}\nauth:basic {\n  username: u\n}\n"
        "auth:bearer {\n  token: t\n}\nvars:pre-request {\n  ~gone: 1\n}\nsettings {\n  maxRedirects: 3\n}\nexample {\n  name: x\n}\n"
        "novel {\n  a: b\n}\n",
        {});
    REQUIRE(imported);
    QStringList notes;
    for (const Error &note : imported->notes)
        notes += note.what;
    CAPTURE(notes.join('\n').toStdString());
    CHECK(notes.contains(QStringLiteral("Bodies that are not chosen are left out: json, graphql.")));
    CHECK(notes.contains(QStringLiteral("Credentials that are not chosen are left out: bearer.")));
    CHECK(notes.contains(QStringLiteral("The variable “gone” is switched off, and is left out.")));
    CHECK(notes.contains(QStringLiteral("The setting “maxRedirects” is left out.")));
    CHECK(notes.contains(QStringLiteral("Its examples are left out: 1.")));
    CHECK(notes.contains(QStringLiteral("The block “novel” is left out.")));
    CHECK(imported->notes.size() == 6);
}

TEST_CASE("Bruno: an environment has its colour, and is read by itself as well", "[formats]")
{
    const QByteArray text = "vars {\n  base: https://a.example\n  ~old: 1\n}\nvars:secret [\n  token,\n  ~gone\n]\ncolor: #b91c1c\n";
    CHECK(detectImportFormat(text) == ImportFormat::Bruno);
    const auto alone = importText(ImportFormat::Bruno, text, "dev");
    REQUIRE(alone);
    CHECK(alone->collection.items.empty());
    REQUIRE(alone->environments.size() == 1);
    CHECK(alone->environments[0].color == "#b91c1c");
    CHECK(alone->environments[0].find("base")->value == "https://a.example");
    CHECK(alone->environments[0].find("token")->secret);
    const QTemporaryDir folder;
    write(folder, "bruno.json", R"({"name":"Shop"})");
    write(folder, "environments/dev.bru", text);
    const auto imported = importFolder(folder.path());
    REQUIRE(imported);
    REQUIRE(imported->environments.size() == 1);
    CHECK(imported->environments[0].name == "dev");
    CHECK(imported->environments[0].color == "#b91c1c");
}

TEST_CASE("Bruno: the file of the collection that cannot be read is told", "[formats]")
{
    const QTemporaryDir folder;
    write(folder, "bruno.json", R"({"name":"Shop"})");
    write(folder, "collection.bru", "headers {\n  no colon\n}\n");
    write(folder, "a.bru", "meta {\n  name: A\n}\nget {\n  url: https://a.example/\n}\n");
    const auto imported = importFolder(folder.path());
    REQUIRE(imported);
    REQUIRE(imported->notes.size() == 1);
    CHECK(imported->notes[0].place == "collection.bru, line 2");
}

TEST_CASE("Bruno: what does not read is told with its line", "[formats]")
{
    const auto [text, place] = GENERATE(table<QByteArray, QString>({
        {"meta {\n  name: a\n", "line 1"},
        {"meta {\n  name\n}\n", "line 2"},
        {"\n\nnothing\n", "line 3"},
        {"vars:secret [\n  a\n", "line 1"},
        {"body:json {\n  {}\n", "line 1"},
    }));
    CAPTURE(text);
    const auto blocks = parseBru(text);
    REQUIRE_FALSE(blocks);
    CHECK(blocks.error().place == place);
    CHECK_FALSE(blocks.error().remedy.isEmpty());
}

TEST_CASE("Bruno: a request keeps method, address, rows, body and credential", "[formats]")
{
    const CollectionItem item = read(
        "meta {\n  name: Add order\n  type: http\n  seq: 2\n}\n\npost {\n  url: {{base}}/orders/:id?a=1\n  body: json\n  auth: basic\n}\n\n"
        "params:query {\n  a: 1\n  ~b: 2\n}\n\nparams:path {\n  id: 7\n}\n\nheaders {\n  X-A: 1\n  ~X-B: 2\n}\n\n"
        "auth:basic {\n  username: me\n  password: {{pw}}\n}\n\nbody:json {\n  {\"a\": 1}\n}\n\n"
        "script:pre-request {\n  run()\n}\n\ndocs {\n  # Orders\n}\n");
    const RequestDraft &draft = item.request;
    CHECK(item.name == "Add order");
    CHECK(draft.method == "POST");
    CHECK(draft.address == "{{base}}/orders/7?a=1");
    CHECK(draft.disabledParams == std::vector<DraftRow>{{false, "b", "2", {}}});
    CHECK(draft.fields == std::vector<DraftRow>{{true, "X-A", "1", {}}, {false, "X-B", "2", {}}});
    CHECK(draft.auth.kind == AuthKind::Basic);
    CHECK(draft.auth.secret.reveal() == "{{pw}}");
    CHECK(draft.body.kind == BodyKind::Json);
    CHECK(draft.body.text == "{\"a\": 1}");
    CHECK(draft.scripts == std::vector<KeptScript>{{"before the request", "run()"}});
    CHECK(draft.description == "# Orders");
}

TEST_CASE("Bruno: files of parts are named and never read", "[formats]")
{
    const RequestDraft draft = read("meta {\n  name: Up\n}\n\npost {\n  url: https://a.example/\n  body: multipartForm\n  auth: none\n}\n\n"
                                    "body:multipart-form {\n  f: @file(../../.ssh/id) @contentType(text/plain)\n  t: x\n}\n")
                                   .request;
    CHECK(draft.body.parts == std::vector<BodyPart>{{true, "f", {}, "../../.ssh/id", "text/plain"}, {true, "t", "x", {}, {}}});
}

TEST_CASE("Bruno: a part with several files becomes a part for each of them", "[formats]")
{
    const RequestDraft draft = read("meta {\n  name: Up\n}\n\npost {\n  url: https://a.example/\n  body: multipartForm\n  auth: none\n}\n\n"
                                    "body:multipart-form {\n  f: @file(a.txt|b.txt)\n}\n")
                                   .request;
    CHECK(draft.body.parts == std::vector<BodyPart>{{true, "f", {}, "a.txt", {}}, {true, "f", {}, "b.txt", {}}});
}

TEST_CASE("Bruno: a file as the body has its earlier name as well, and blocks of earlier versions are told", "[formats]")
{
    const auto imported = importText(ImportFormat::Bruno,
                                     "meta {\n  name: Up\n}\n\npost {\n  url: https://a.example/\n  body: binaryFile\n  auth: none\n}\n\n"
                                     "body:binary-file {\n  one: @file() @contentType()\n  two: @file(b.bin) @contentType(a/b)\n}\n\n"
                                     "statusCode {\n  200\n}\n\nresponseBody:json {\n  {\n    \"a\": 1\n  }\n}\n",
                                     {});
    REQUIRE(imported);
    REQUIRE(imported->requestCount() == 1);
    const RequestDraft &draft = imported->collection.items[0].request;
    CHECK(draft.body.kind == BodyKind::File);
    CHECK(draft.body.file == "b.bin");
    CHECK(imported->notes.size() == 2);
}

TEST_CASE("Bruno: a folder is a collection, with its order, fields, credential and environments", "[formats]")
{
    QTemporaryDir folder;
    write(folder, "bruno.json", R"({"version":"1","name":"Shop","type":"collection","proxy":{"hostname":"p"}})");
    write(folder, "collection.bru", "headers {\n  X-All: 1\n}\n\nauth {\n  mode: bearer\n}\n\nauth:bearer {\n  token: {{t}}\n}\n");
    write(folder, "Orders/folder.bru", "meta {\n  name: All orders\n  seq: 1\n}\n\nauth {\n  mode: inherit\n}\n");
    write(folder, "Orders/b.bru", "meta {\n  name: B\n  seq: 1\n}\n\nget {\n  url: https://a.example/b\n  auth: inherit\n}\n");
    write(folder, "Orders/a.bru", "meta {\n  name: A\n  seq: 2\n}\n\nget {\n  url: https://a.example/a\n}\n\nheaders {\n  x-all: 2\n}\n");
    write(folder, "broken.bru", "meta {\n  name\n}\n");
    write(folder, "environments/Test.bru", "vars {\n  base: https://a.example\n}\nvars:secret [\n  t\n]\n");
    const auto imported = importFolder(folder.path());
    REQUIRE(imported);
    const Collection &collection = imported->collection;
    CHECK(collection.name == "Shop");
    CHECK(collection.auth.kind == AuthKind::Bearer);
    REQUIRE(collection.items.size() == 1);
    CHECK(collection.items[0].name == "All orders");
    REQUIRE(collection.items[0].children.size() == 2);
    CHECK(collection.items[0].children[0].name == "B");
    CHECK(collection.items[0].children[0].request.fields == std::vector<DraftRow>{{true, "X-All", "1", {}}});
    CHECK(collection.items[0].children[1].request.fields == std::vector<DraftRow>{{true, "x-all", "2", {}}});
    REQUIRE(imported->environments.size() == 1);
    CHECK(imported->environments[0].variables == std::vector<Variable>{{"base", "https://a.example", false}, {"t", {}, true}});
    QString told;
    for (const Error &note : imported->notes)
        told += note.place + ": " + note.what + '\n';
    CHECK(told.contains("broken.bru, line 2"));
    CHECK(told.contains("A proxy is ignored"));
}

TEST_CASE("Folders: a link that leads out of the folder is told and not followed", "[formats]")
{
    QTemporaryDir outside, folder;
    write(outside, "secret.bru", "meta {\n  name: Secret\n}\n\nget {\n  url: https://a.example/\n}\n");
    write(folder, "bruno.json", R"({"name":"Shop"})");
    REQUIRE(QFile::link(outside.filePath("secret.bru"), folder.filePath("link.bru")));
    REQUIRE(QFile::link(outside.path(), folder.filePath("inner")));
    const auto imported = importFolder(folder.path());
    REQUIRE(imported);
    CHECK(imported->collection.items.empty());
    CHECK(imported->notes.size() == 2);
}

TEST_CASE("Postman 3: a folder of YAML files is a collection", "[formats]")
{
    QTemporaryDir folder;
    write(folder, ".resources/definition.yaml", "$kind: collection\nname: Shop\nvariables:\n  - key: base\n    value: https://a.example\n");
    write(folder, "Orders/.resources/definition.yaml",
          "$kind: collection\norder: 2000\nauth:\n  type: bearer\n  credentials:\n    - key: token\n      value: '{{t}}'\n");
    write(folder, "Orders/Add.request.yaml",
          "$kind: http-request\nmethod: POST\nurl: '{{base}}/orders/:id'\norder: 1000\nheaders:\n  X-A: '1'\nqueryParams:\n  - key: q\n    "
          "value: '2'\n"
          "pathVariables:\n  - key: id\n    value: '7'\nbody:\n  type: json\n  content: |-\n    {\"a\": 1}\nscripts:\n  - type: "
          "beforeRequest\n    code: run()\n");
    write(folder, "Health.request.yaml", "$kind: http-request\nname: Is it up?\nurl: '{{base}}/health'\norder: 1000\n");
    const auto imported = importFolder(folder.path());
    REQUIRE(imported);
    CHECK(imported->collection.name == "Shop");
    CHECK(imported->collection.environment.find("base")->value == "https://a.example");
    REQUIRE(imported->collection.items.size() == 2);
    CHECK(imported->collection.items[0].name == "Is it up?");
    const CollectionItem &orders = imported->collection.items[1];
    CHECK(orders.name == "Orders");
    CHECK(orders.auth.kind == AuthKind::Bearer);
    CHECK(orders.auth.secret.reveal() == "{{t}}");
    REQUIRE(orders.children.size() == 1);
    const RequestDraft &add = orders.children[0].request;
    CHECK(add.address == "{{base}}/orders/7?q=2");
    CHECK(add.fields == std::vector<DraftRow>{{true, "X-A", "1", {}}});
    CHECK(add.body.text == "{\"a\": 1}");
    CHECK(add.scripts.size() == 1);
}
