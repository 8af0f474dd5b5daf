#include "catch.h"
#include "core/formats/export/export.h"
#include "core/formats/import/import.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace keyhole;

TEST_CASE("Import: what a text is, is told by its content", "[formats]")
{
    const auto [text, format] = GENERATE(table<QByteArray, std::optional<ImportFormat>>({
        {"curl https://a.example/", ImportFormat::Curl},
        {R"({"info":{"name":"a","schema":"https://schema.getpostman.com/json/collection/v2.0.0/collection.json"},"item":[]})",
         ImportFormat::Postman},
        {R"({"collection":{"info":{"_postman_id":"1","name":"a"},"item":[]}})", ImportFormat::Postman},
        {R"({"name":"e","values":[{"key":"a","value":"b"}]})", ImportFormat::Postman},
        {R"({"_type":"export","__export_format":4,"resources":[]})", ImportFormat::Insomnia},
        {"_type: export\n__export_format: 4\nresources: []\n", ImportFormat::Insomnia},
        {"type: collection.insomnia.rest/5.0\nname: a\n", ImportFormat::Insomnia},
        {"meta {\n  name: a\n}\n", ImportFormat::Bruno},
        {"### a\nGET https://a.example/\n", ImportFormat::HttpFile},
        {"GET https://a.example/\n", ImportFormat::HttpFile},
        {"@base=https://a.example\n", ImportFormat::HttpFile},
        {R"({"log":{"entries":[]}})", ImportFormat::Har},
        {"openapi: 3.0.0\npaths: {}\n", ImportFormat::OpenApi},
        {R"({"swagger":"2.0","paths":{}})", ImportFormat::OpenApi},
        {"", std::nullopt},
        {"just words", std::nullopt},
        {"{}", std::nullopt},
        {"{\"a\":", std::nullopt},
    }));
    CAPTURE(text);
    CHECK(detectImportFormat(text) == format);
    CHECK(detectImportFormat("\xEF\xBB\xBF" + text) == format);
}

TEST_CASE("Import: a text that does not read fails with its place", "[formats]")
{
    const auto [format, text, place] = GENERATE(table<ImportFormat, QByteArray, QString>({
        {ImportFormat::Postman, "{\"info\":{\n  \"name\": }\n}", "line 2"},
        {ImportFormat::Insomnia, "type: [a\nb: c", "line"},
        {ImportFormat::OpenApi, "openapi: 3.0.0\nopenapi: 3.0.1\n", "line 2"},
        {ImportFormat::Bruno, "meta {\n  x\n}", "line 2"},
    }));
    CAPTURE(text);
    const auto imported = importText(format, text, {});
    REQUIRE_FALSE(imported);
    CHECK(imported.error().place.contains(place));
    CHECK_FALSE(imported.error().what.isEmpty());
    CHECK_FALSE(imported.error().remedy.isEmpty());
}

TEST_CASE("Import: the request of a recording by itself is one, and older and other files are told by name", "[formats]")
{
    const QByteArray alone
        = R"({"method":"POST","url":"https://a.example/x","httpVersion":"HTTP/1.1","headers":[{"name":"X-A","value":"1"}],
        "postData":{"mimeType":"text/plain","text":"hello"}})";
    CHECK(detectImportFormat(alone) == ImportFormat::Har);
    const auto imported = importText(ImportFormat::Har, alone, "one");
    REQUIRE(imported);
    REQUIRE(imported->collection.items.size() == 1);
    const RequestDraft &draft = imported->collection.items[0].request;
    CHECK(draft.method == "POST");
    CHECK(draft.address == "https://a.example/x");
    CHECK(draft.body.text == "hello");
    const QByteArray old = R"({"id":"1","name":"old","order":["2"],"requests":[{"id":"2","url":"https://a.example/"}]})";
    CHECK(detectImportFormat(old) == ImportFormat::Postman);
    CHECK(importText(ImportFormat::Postman, old, {}).error().what.contains("format 1"));
    const QByteArray client = "type: mcpClient.insomnia/5.0\nname: M\nmcpRequest:\n  url: https://a.example/mcp\n";
    CHECK(detectImportFormat(client) == ImportFormat::Insomnia);
    const auto left = importText(ImportFormat::Insomnia, client, {});
    REQUIRE(left);
    REQUIRE(left->notes.size() == 1);
    CHECK(left->notes[0].what.contains("mcpRequest"));
}

TEST_CASE("Import: another format than the named one is refused", "[formats]")
{
    CHECK_FALSE(importText(ImportFormat::Postman, "{\"swagger\":\"2.0\"}", {}));
    CHECK_FALSE(importText(ImportFormat::OpenApi, "{\"log\":{\"entries\":[]}}", {}));
}

TEST_CASE("Import: a recording becomes a request for each entry", "[formats]")
{
    const auto imported = importText(
        ImportFormat::Har,
        R"({"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":[{"startedDateTime":"2026-01-01T00:00:00Z","time":1,
        "request":{"method":"POST","url":"https://a.example/x?y=1","httpVersion":"HTTP/1.1","cookies":[],"headers":[{"name":"Authorization","value":"Bearer abc"}],"queryString":[],"postData":{"mimeType":"text/plain","text":"hi"},"headersSize":-1,"bodySize":2},
        "response":{"status":200,"statusText":"","httpVersion":"","cookies":[],"headers":[],"content":{"size":0,"mimeType":""},"redirectURL":"","headersSize":-1,"bodySize":-1},"cache":{},"timings":{"send":0,"wait":0,"receive":0}}]}})",
        {});
    REQUIRE(imported);
    REQUIRE(imported->collection.items.size() == 1);
    const RequestDraft &draft = imported->collection.items[0].request;
    CHECK(draft.method == "POST");
    CHECK(draft.auth.secret.reveal() == "abc");
    CHECK(draft.body.text == "hi");
    CHECK(imported->secrets.size() == 1);
}

TEST_CASE("Import: entries of a recording that are no HTTP are told, and left out", "[formats]")
{
    const QByteArray url = GENERATE("wss://a.example/ws", "data:text/plain,hi", "chrome-extension://abc/x.js", "blob:https://a.example/1");
    const auto imported = importText(ImportFormat::Har,
                                     R"({"log":{"entries":[{"startedDateTime":"2026-01-01T00:00:00Z","request":{"method":"GET","url":")"
                                         + url + R"("},"response":{"status":200}}]}})",
                                     {});
    REQUIRE(imported);
    CHECK(imported->requestCount() == 0);
    REQUIRE(imported->notes.size() == 1);
    CHECK(imported->notes[0].place == QStringLiteral("entry 1"));
}

TEST_CASE("Import: random text of any format ends with a collection or a fault, and what was read can be written", "[formats]")
{
    static constexpr QByteArrayView kPieces[] = {
        R"({"info":{"name":"a","schema":"collection"},"item":[)",
        R"({"name":"b","request":{"url":)",
        R"("https://a.example/:id?x=1")",
        R"({"raw":"x","query":[{"key":null}]})",
        R"(,"auth":{"type":"oauth2","oauth2":[{"key":"a"}]})",
        R"(,"body":{"mode":"formdata","formdata":[{"src":[]}]})",
        "}",
        "]",
        "}}",
        ",",
        "[",
        "{",
        "_type: export\n__export_format: 4\nresources:\n",
        "- _type: request\n  url: '{{ _.a }}'\n",
        "type: collection.insomnia.rest/5.0\ncollection:\n",
        "  - children:\n",
        "meta {\n",
        "  name: a\n",
        "}\n",
        "get {\n",
        "  url: https://a.example/\n",
        "body:json {\n",
        "vars:secret [\n",
        "'''\n",
        "~",
        "\"",
        "###\n",
        "GET https://a.example/\n",
        "A: b\n",
        "\n",
        "< ./file\n",
        "> {%\n",
        "%}\n",
        "@a = b\n",
        "--b\n",
        "Content-Type: multipart/form-data; boundary=b\n",
        "openapi: 3.0.0\npaths:\n",
        "  /x:\n    get:\n",
        "      parameters: [{name: a, in: query, $ref: '#/paths'}]\n",
        "      requestBody: {content: {a/json: {schema: {$ref: '#/'}}}}\n",
        "      security: [{a: []}]\n",
        "\xFF",
        "\xEF\xBB\xBF",
        "curl a ",
        "-F 'a=@b;type=' ",
        "-d @- <<E\n",
        "E\n",
        "$(",
        "`",
        "'",
        "[1-9]",
        "{a,b}",
    };
    uint state = 7;
    for (int round = 0; round < 3000; ++round) {
        QByteArray text;
        for (int piece = 0; piece < 9; ++piece) {
            state = state * 1664525 + 1013904223;
            text += kPieces[(state >> 16) % std::size(kPieces)];
        }
        CAPTURE(text);
        (void)detectImportFormat(text);
        for (const ImportFormat format : {ImportFormat::Curl, ImportFormat::Postman, ImportFormat::Insomnia, ImportFormat::Bruno,
                                          ImportFormat::HttpFile, ImportFormat::Har, ImportFormat::OpenApi}) {
            const auto imported = importText(format, text, "file");
            REQUIRE((imported || !imported.error().what.isEmpty()));
            if (!imported)
                continue;
            const Exported exported = exportCollection(ExportFormat::Postman, imported->collection);
            REQUIRE(importText(ImportFormat::Postman, exported.text, {}));
            for (const ExportFormat to : {ExportFormat::HttpFile, ExportFormat::Har, ExportFormat::Curl})
                (void)exportCollection(to, imported->collection);
        }
    }
}

TEST_CASE("Import: a folder from a stranger is read without what is hostile in it, and each such file is named", "[formats][hostile]")
{
    const QTemporaryDir outside, folder;
    const auto write = [](const QString &path, const QByteArray &text) {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        REQUIRE(file.open(QFile::WriteOnly));
        file.write(text);
    };
    write(outside.filePath("secret.request.yaml"), "$kind: http-request\nurl: https://outside.example/\n");
    write(folder.filePath("good.request.yaml"), "$kind: http-request\nurl: https://a.example/\n");
    QByteArray bomb = "$kind: http-request\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        const QByteArray alias = " *a" + QByteArray::number(i - 1);
        bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + (alias + ',').repeated(9) + alias + "]\n";
    }
    write(folder.filePath("bomb.request.yaml"), bomb);
    write(folder.filePath("cycle.request.yaml"), "$kind: http-request\nx: &x {in: *x}\n");
    write(folder.filePath("conflict.request.yaml"), "$kind: http-request\n<<<<<<< HEAD\nurl: a\n=======\nurl: b\n>>>>>>> other\n");
    REQUIRE(QFile::link(outside.filePath("secret.request.yaml"), folder.filePath("link.request.yaml")));
    REQUIRE(QFile::link(outside.path(), folder.filePath("linked")));
    QFile huge(folder.filePath("huge.request.yaml"));
    REQUIRE(huge.open(QFile::WriteOnly));
    REQUIRE(huge.resize(1LL << 30));
    huge.close();
    const auto imported = importFolder(folder.path());
    REQUIRE(imported);
    REQUIRE(imported->collection.items.size() == 1);
    CHECK(imported->collection.items[0].request.address == "https://a.example/");
    QStringList places;
    for (const Error &note : imported->notes)
        places += note.place;
    CAPTURE(places.join('\n').toStdString());
    for (const char *file : {"bomb.request.yaml", "cycle.request.yaml, line 2", "conflict.request.yaml, line 2", "link.request.yaml",
                             "linked", "huge.request.yaml"}) {
        CAPTURE(file);
        CHECK(std::any_of(places.begin(), places.end(), [file](const QString &place) { return place.startsWith(QLatin1String(file)); }));
    }
}
