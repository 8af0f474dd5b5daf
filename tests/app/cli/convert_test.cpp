#include "catch.h"
#include "command_line.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace keyhole;

namespace {

QJsonDocument convertJson(const QByteArray &input, const QString &from)
{
    const CommandResult result = runCli({"convert", "--from", from, "--to", "json", "-"}, input);
    CAPTURE(result.out.toStdString(), result.err.toStdString());
    CHECK(result.status == 0);
    return QJsonDocument::fromJson(result.out);
}

constexpr const char *kCollection
    = R"({"info":{"name":"Shop","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
    "item":[{"name":"Add","event":[{"listen":"test","script":{"exec":["x"]}}],"request":{"method":"POST","url":"https://a.example/",
    "auth":{"type":"bearer","bearer":[{"key":"token","value":"geheim"}]},"body":{"mode":"raw","raw":"{}"}}}]})";

}

TEST_CASE("convert: a curl command is one object of what it sends", "[cli]")
{
    const QJsonObject request = convertJson("curl -u me:pw -H 'X-A: 1' -d 'a=1' a.example/x | jq", "curl").object();
    CHECK(request["method"] == "POST");
    CHECK(request["url"] == "http://a.example/x");
    CHECK(request["body"] == "a=1");
    const QJsonArray headers = request["headers"].toArray();
    CHECK(headers.contains(QJsonArray{"X-A", "1"}));
    CHECK(headers.contains(QJsonArray{"Authorization", "Basic bWU6cHc="}));
    CHECK(headers.contains(QJsonArray{"Content-Type", "application/x-www-form-urlencoded"}));
    CHECK(headers.size() == 3);
    CHECK(request["warnings"].toArray().size() == 2);
}

TEST_CASE("convert: several curl commands are a list", "[cli]")
{
    const QJsonArray requests = convertJson("curl a.example/1\ncurl --compressed a.example/2", "auto").array();
    REQUIRE(requests.size() == 2);
    CHECK(requests[1].toObject()["headers"].toArray().at(0).toArray().at(0) == "Accept-Encoding");
}

TEST_CASE("convert: a body that is no text is base64, and says so", "[cli]")
{
    const QJsonObject request = convertJson("curl -d $'\\xff\\xfe' a.example", "curl").object();
    CHECK(request["body"] == "//4=");
    CHECK(request["bodyEncoding"] == "base64");
}

TEST_CASE("convert: a collection is told by its content, with what could not be carried over", "[cli]")
{
    const QJsonObject imported = convertJson(kCollection, "auto").object();
    CHECK(imported["name"] == "Shop");
    REQUIRE(imported["requests"].toArray().size() == 1);
    CHECK(imported["requests"].toArray().at(0).toObject()["name"] == "Add");
    CHECK(imported["secrets"].toArray().size() == 1);
    REQUIRE(imported["warnings"].toArray().size() == 1);
    CHECK(imported["warnings"].toArray().at(0).toObject()["place"] == "Shop / Add");
    const QJsonArray scripts = imported["requests"].toArray().at(0).toObject()["scripts"].toArray();
    REQUIRE(scripts.size() == 1);
    CHECK(scripts.at(0).toObject()["text"] == "x");
}

TEST_CASE("convert: other forms have variables in the place of secrets, unless they are to stay", "[cli]")
{
    const QString to = GENERATE(QStringLiteral("postman"), QStringLiteral("http"), QStringLiteral("har"), QStringLiteral("curl"));
    const CommandResult hidden = runCli({"convert", "--to", to}, kCollection);
    CAPTURE(to.toStdString(), hidden.err.toStdString());
    CHECK(hidden.status == 0);
    CHECK_FALSE(hidden.out.contains("geheim"));
    CHECK(hidden.err.contains("Shop / Add"));
    CHECK(runCli({"convert", "--to", to, "--keep-secrets"}, kCollection).out.contains("geheim"));
}

TEST_CASE("convert: a file that is written is for its owner alone", "[cli]")
{
    QTemporaryDir folder;
    const QString in = writeFile(folder, "in.json", kCollection), out = folder.filePath("out.http");
    CHECK(runCli({"convert", "--to", "http", in, out}).status == 0);
    CHECK(QFileInfo(out).size() > 0);
    CHECK_FALSE(QFileInfo(out).permission(QFile::ReadGroup));
    CHECK_FALSE(QFileInfo(out).permission(QFile::ReadOther));
}

TEST_CASE("convert: a folder is a collection", "[cli]")
{
    QTemporaryDir folder;
    writeFile(folder, "bruno.json", R"({"name":"Shop"})");
    writeFile(folder, "a.bru", "meta {\n  name: A\n}\n\nget {\n  url: https://a.example/\n}\n");
    const CommandResult result = runCli({"convert", "--to", "curl", folder.path()});
    CHECK(result.status == 0);
    CHECK(result.out.contains("https://a.example/"));
    QTemporaryDir empty;
    CHECK(runCli({"convert", "--to", "curl", empty.path()}).status == 3);
}

TEST_CASE("convert: a collection becomes a folder of files, without its secrets, and is read again from there", "[cli]")
{
    QTemporaryDir folder;
    const QString out = folder.filePath("shop");
    const CommandResult written = runCli({"convert", "--to", "opencollection", "-", out}, kCollection);
    CAPTURE(written.err.toStdString());
    CHECK(written.status == 0);
    CHECK(written.err.contains("1 secrets are left out"));
    QFile request(out + "/Add.yml");
    REQUIRE(request.open(QFile::ReadOnly));
    const QByteArray text = request.readAll();
    CHECK(text.contains("{{TOKEN}}"));
    CHECK_FALSE(text.contains("geheim"));
    const CommandResult again = runCli({"convert", "--to", "json", out});
    CHECK(again.status == 0);
    CHECK(QJsonDocument::fromJson(again.out).object()["requests"].toArray().at(0).toObject()["method"] == "POST");
    CHECK(runCli({"convert", "--to", "opencollection", "-", out}, kCollection).status == 3);
}

TEST_CASE("convert: a collection in one file goes to standard output", "[cli]")
{
    const CommandResult written = runCli({"convert", "--to", "opencollection"}, kCollection);
    CHECK(written.status == 0);
    CHECK(written.out.contains("bundled: true"));
    CHECK_FALSE(written.out.contains("geheim"));
    CHECK(convertJson(written.out, "opencollection").object()["name"] == "Shop");
}

TEST_CASE("convert --store: without a keychain nothing is written, and that is said", "[cli]")
{
    QTemporaryDir folder;
    const QString out = folder.filePath("shop");
    const CommandResult result = runCli({"convert", "--to", "opencollection", "--store", "-", out}, kCollection);
    CAPTURE(result.err.toStdString());
    CHECK(result.status == 3);
    CHECK_FALSE(QFileInfo::exists(out));
    CHECK_FALSE(result.err.contains("geheim"));
}

TEST_CASE("convert: wrong use is 2, and what does not read is 3, with place and remedy", "[cli]")
{
    CHECK(runCli({"convert", "--to", "json", "--from", "docx"}).status == 2);
    CHECK(runCli({"convert"}, "curl a.example").status == 2);
    CHECK(runCli({"convert", "--to", "json", "--loud"}).status == 2);
    CHECK(runCli({"convert", "--to", "json", "--store"}).status == 2);
    CHECK(runCli({"convert", "--to", "opencollection", "--keep-secrets"}).status == 2);
    CHECK(runCli({"convert", "--to", "json", "/nowhere/at/all"}).status == 3);
    const CommandResult broken = runCli({"convert", "--from", "curl", "--to", "json"}, "curl a.example \\\n -H 'X");
    CHECK(broken.status == 3);
    CHECK(broken.err.contains("line 2, column 5"));
    CHECK(runCli({"convert", "--to", "json"}, "only words").status == 3);
}
