// Collections of Postman's schema 3: a folder of YAML files.
#include "catch.h"
#include "core/formats/import/import.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

class PostmanFolder {
public:
    void write(const QString &name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        REQUIRE(file.open(QFile::WriteOnly));
        file.write(text);
    }
    Imported read() const
    {
        auto imported = importFolder(m_folder.path());
        REQUIRE(imported);
        return std::move(*imported);
    }

private:
    QTemporaryDir m_folder;
};

QString notesOf(const Imported &imported)
{
    QStringList lines;
    for (const Error &note : imported.notes)
        lines += note.place + QStringLiteral(": ") + note.what;
    return lines.join('\n');
}

}

TEST_CASE("Postman folder: definitions, requests and their order are as the files say", "[formats][postman]")
{
    PostmanFolder folder;
    folder.write(".resources/definition.yaml",
                 "$kind: collection\nname: Shop\ndescription: All of it\nvariables:\n  base: https://a.example\n"
                 "auth:\n  type: bearer\n  credentials:\n    token: '{{token}}'\n"
                 "scripts:\n  - type: http:beforeRequest\n    code: one();\n");
    folder.write("Orders/.resources/definition.yaml", "$kind: collection\norder: 1000\n");
    folder.write("Orders/List.request.yaml",
                 "$kind: http-request\norder: 2000\nmethod: GET\nurl: '{{base}}/orders/:id'\n"
                 "headers:\n  X-A: '1'\nqueryParams:\n  - key: page\n    value: '2'\n"
                 "  - key: all\n    value: '1'\n    disabled: true\npathVariables:\n  - key: id\n    value: '7'\n");
    folder.write("Orders/Add.request.yml",
                 "$kind: http-request\nname: Add one\norder: 1000\nmethod: POST\nurl: '{{base}}/orders'\n"
                 "headers:\n  - key: X-B\n    value: b\n  - key: X-C\n    value: c\n    disabled: true\n"
                 "body:\n  type: json\n  content: |-\n    {\"a\": 1}\nauth:\n  type: noauth\n"
                 "scripts:\n  - type: afterResponse\n    language: text/javascript\n    code: two();\n");
    folder.write("Health.request.yaml", "$kind: http-request\norder: 500\nurl: '{{base}}/health'\n");
    const Imported imported = folder.read();
    CAPTURE(notesOf(imported).toStdString());
    const Collection &collection = imported.collection;
    CHECK(collection.name == "Shop");
    CHECK(collection.auth.kind == AuthKind::Bearer);
    CHECK(collection.environment.find("base")->value == "https://a.example");
    CHECK(collection.scripts.size() == 1);
    REQUIRE(collection.items.size() == 2);
    CHECK(collection.items[0].name == "Health");
    const CollectionItem &orders = collection.items[1];
    CHECK(orders.name == "Orders");
    REQUIRE(orders.children.size() == 2);
    const RequestDraft &add = orders.children[0].request;
    CHECK(orders.children[0].name == "Add one");
    CHECK(add.body.text == "{\"a\": 1}");
    CHECK(add.auth.kind == AuthKind::None);
    CHECK(add.fields == std::vector<DraftRow>{{true, "X-B", "b", {}}, {false, "X-C", "c", {}}});
    CHECK(add.scripts.size() == 1);
    const RequestDraft &list = orders.children[1].request;
    CHECK(list.address == "{{base}}/orders/7?page=2");
    CHECK(list.auth.kind == AuthKind::Inherited);
    CHECK(list.fields == std::vector<DraftRow>{{true, "X-A", "1", {}}});
    REQUIRE(list.disabledParams.size() == 1);
    CHECK(list.disabledParams[0].name == "all");
}

TEST_CASE("Postman folder: environments and globals keep which variables are secret, and leave out what is switched off",
          "[formats][postman]")
{
    PostmanFolder folder;
    folder.write("collections/A/B.request.yaml", "$kind: http-request\nurl: https://a.example/\n");
    folder.write("environments/dev.environment.yaml",
                 "name: Local\nvalues:\n  - key: base\n    value: https://a.example\n    enabled: true\n"
                 "  - key: token\n    value: abc\n    type: secret\n  - key: old\n    value: x\n"
                 "    enabled: false\n");
    folder.write("environments/ci.environment.yaml", "values: []\n");
    folder.write("globals/workspace.globals.yaml", "values:\n  - key: region\n    value: eu\n");
    const Imported imported = folder.read();
    REQUIRE(imported.environments.size() == 3);
    CHECK(imported.environments[0].name == "ci");
    CHECK(imported.environments[1].name == "Local");
    REQUIRE(imported.environments[1].variables.size() == 2);
    CHECK_FALSE(imported.environments[1].variables[0].secret);
    CHECK(imported.environments[1].variables[1].secret);
    CHECK(imported.environments[2].name == "Globals");
    CHECK(imported.environments[2].find("region"));
}

TEST_CASE("Postman folder: of a workspace the only collection is meant, and several are folders", "[formats][postman]")
{
    PostmanFolder workspace;
    workspace.write("postman/collections/Shop/.resources/definition.yaml", "$kind: collection\nname: The shop\nvariables:\n  a: 1\n");
    workspace.write("postman/collections/Shop/Orders/List.request.yaml", "$kind: http-request\nurl: https://a.example/\n");
    workspace.write("postman/environments/dev.environment.yaml", "name: dev\nvalues: []\n");
    const Imported one = workspace.read();
    CHECK(one.collection.name == "The shop");
    CHECK(one.collection.environment.find("a"));
    REQUIRE(one.collection.items.size() == 1);
    CHECK(one.collection.items[0].name == "Orders");
    CHECK(one.environments.size() == 1);
    workspace.write("postman/collections/Bank/Pay.request.yaml", "$kind: http-request\nurl: https://b.example/\n");
    const Imported two = workspace.read();
    REQUIRE(two.collection.items.size() == 2);
    CHECK(two.collection.items[0].folder);
    CHECK(two.collection.items[1].folder);
}

TEST_CASE("Postman folder: what is left out is told with its file", "[formats][postman]")
{
    PostmanFolder folder;
    folder.write("Good.request.yaml", "$kind: http-request\nurl: https://a.example/\nsettings:\n  strictSSL: false\n");
    folder.write("Bad.request.yaml", "$kind: http-request\nurl: [https://a.example/\n");
    folder.write("Call.request.yaml", "$kind: grpc-request\nurl: a.example:443\n");
    folder.write("notes.yaml", "a: 1\n");
    folder.write(".resources/Good.resources/examples/200.example.yaml", "$kind: http-example\n");
    const Imported imported = folder.read();
    const QString notes = notesOf(imported);
    CAPTURE(notes.toStdString());
    CHECK(imported.collection.items.size() == 1);
    CHECK(notes.contains("Bad.request.yaml, line 3"));
    CHECK(notes.contains("Call.request.yaml is no HTTP request"));
    CHECK(notes.contains("Good: That certificates need not be valid is ignored"));
    CHECK(notes.contains("notes.yaml"));
    CHECK(notes.contains("examples of answers are left out: 1"));
}

TEST_CASE("Postman folder: of the credentials that a definition lists the first holds, and a request may name another",
          "[formats][postman]")
{
    PostmanFolder folder;
    folder.write(".resources/definition.yaml",
                 "$kind: collection\nauth:\n  - id: one\n    type: bearer\n    name: First\n    credentials:\n      - key: token\n        "
                 "value: '{{a}}'\n"
                 "  - id: two\n    type: basic\n    credentials:\n      username: u\n      password: '{{b}}'\n");
    folder.write("Empty/.resources/definition.yaml",
                 "$kind: collection\nauth:\n  - id: three\n    type: bearer\n    name: Not filled in\n");
    folder.write("Own.request.yaml", "$kind: http-request\nurl: https://a.example/\n");
    folder.write("Other.request.yaml",
                 "$kind: http-request\nurl: https://a.example/\nauth:\n  type: inherit\n  credentials:\n    - key: id\n      value: two\n");
    folder.write("Unknown.request.yaml",
                 "$kind: http-request\nurl: https://a.example/\nauth:\n  type: inherit\n  credentials:\n    id: none\n");
    const Imported imported = folder.read();
    CHECK(imported.collection.auth.kind == AuthKind::Bearer);
    CHECK(imported.collection.auth.secret.reveal() == "{{a}}");
    CHECK(notesOf(imported).contains("Of its 2 credentials the first is taken."));
    REQUIRE(imported.collection.items.size() == 4);
    CHECK(imported.collection.items[0].request.auth.user == "u");
    CHECK(imported.collection.items[1].request.auth.kind == AuthKind::Inherited);
    CHECK(imported.collection.items[2].request.auth.kind == AuthKind::Inherited);
    CHECK(imported.collection.items[3].auth.kind == AuthKind::Inherited);
}

TEST_CASE("Postman folder: a GraphQL request is a POST with its query, and what has no order stands behind the others",
          "[formats][postman]")
{
    PostmanFolder folder;
    folder.write("A.request.yaml",
                 "$kind: http-request\nurl: https://a.example/\nsettings:\n  followRedirects: false\n  maxRedirects: 2\n");
    folder.write("Z.request.yaml",
                 "$kind: graphql-request\norder: 9\nurl: https://a.example/graphql\nquery: '{ books }'\nvariables: '{\"q\": \"dune\"}'\n");
    folder.write("Call.request.yaml", "$kind: grpc-request\nurl: grpcs://a.example\nmethodPath: a.B/C\n");
    const Imported imported = folder.read();
    REQUIRE(imported.collection.items.size() == 2);
    const RequestDraft &graphQl = imported.collection.items[0].request;
    CHECK(graphQl.method == "POST");
    CHECK(graphQl.body.text == R"({"query":"{ books }","variables":{"q": "dune"}})");
    CHECK_FALSE(imported.collection.items[1].request.followRedirects);
    CHECK(notesOf(imported).contains("A: The setting “maxRedirects” is left out."));
    CHECK(notesOf(imported).contains("Call.request.yaml is no HTTP request"));
    CHECK(imported.notes.size() == 2);
}
