#include "app/lab/lab.h"
#include "catch.h"
#include "command_line.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>

using namespace keyhole;

namespace {

/// Answers 200 with JSON, 401 below /secret, and keeps the heads.
class OrdersServer : public QTcpServer {
public:
    OrdersServer()
    {
        listen(QHostAddress::LocalHost, 0);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
            }
        });
    }
    QString base() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }
    QByteArrayList heads;
    QByteArray accepted = "{\"id\":42}";

private:
    void answer(QTcpSocket *socket)
    {
        const QByteArray head = socket->readAll();
        heads += head;
        const bool refused = head.contains(" /secret");
        const QByteArray body = refused ? QByteArray("{\"error\":\"unauthorized\"}") : accepted;
        socket->write(QByteArray(refused ? "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\n" : "HTTP/1.1 200 OK\r\n")
                      + "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }
};

void write(const QTemporaryDir &folder, const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(folder.filePath(path)).path());
    writeFile(folder, path, text);
}

QByteArray request(const QByteArray &name, int seq, const QByteArray &method, const QByteArray &path, const QByteArray &expected = "200",
                   const QByteArray &more = {})
{
    return "info:\n  name: " + name + "\n  type: http\n  seq: " + QByteArray::number(seq) + "\nhttp:\n  method: " + method
        + "\n  url: \"{{base}}" + path + "\"\nruntime:\n  assertions:\n    - expression: res.status\n      operator: eq\n      value: \""
        + expected + "\"\n" + more;
}

/// A collection whose environment "local" leads to the server.
void writeCollection(const QTemporaryDir &folder, const OrdersServer &server)
{
    write(folder, "opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Orders\n");
    write(folder, "environments/local.yml", "name: local\nvariables:\n  - name: base\n    value: " + server.base().toUtf8() + "\n");
    write(folder, "list.yml", request("List", 1, "GET", "/orders"));
    write(folder, "make.yml", request("Make", 2, "POST", "/orders"));
}

CommandResult replay(const QStringList &arguments)
{
    return runCliWhileServing(QStringList{"replay", "--noproxy", "*"} + arguments);
}

QJsonObject jsonOf(const CommandResult &result)
{
    return QJsonDocument::fromJson(result.out).object();
}

}

TEST_CASE("keyhole-cli replay: a folder in an environment, all as expected", "[cli]")
{
    const QTemporaryDir folder;
    OrdersServer server;
    writeCollection(folder, server);
    const auto result = replay({"--environment", "local", folder.path()});
    CAPTURE(result.out, result.err);
    CHECK(result.status == 0);
    CHECK(server.heads.size() == 1);
    CHECK(result.out.contains("passed    200"));
    CHECK(result.out.contains("1 passed, 1 skipped"));
    CHECK(result.err.contains("1 request changes data: 1 POST"));
}

TEST_CASE("keyhole-cli replay: what changes data goes only with a word for it", "[cli]")
{
    const QTemporaryDir folder;
    OrdersServer server;
    writeCollection(folder, server);
    const auto result = replay({"--environment", "local", "--send-changes", folder.path()});
    CHECK(result.status == 0);
    CHECK(server.heads.size() == 2);
    CHECK(server.heads.value(1).startsWith("POST "));
}

TEST_CASE("keyhole-cli replay: the exit status is 1 when an expectation fails, and the cause is told", "[cli]")
{
    const QTemporaryDir folder;
    OrdersServer server;
    writeCollection(folder, server);
    write(folder, "secret.yml", request("Secret", 3, "GET", "/secret"));
    const auto result = replay({"--environment", "local", "--format", "json", folder.path()});
    CHECK(result.status == 1);
    const QJsonObject json = jsonOf(result);
    CHECK(json["schema"] == "keyhole.replay/1");
    CHECK(json["environment"] == "local");
    CHECK(json["summary"].toObject()["failed"] == 1);
    const QJsonObject refused = json["results"].toArray().at(2).toObject();
    CHECK(refused["status"] == 401);
    CHECK(refused["cause"] == "header.missing");
    CHECK(refused["outcome"] == "failed");
}

TEST_CASE("keyhole-cli replay: a cause can be what is expected", "[cli]")
{
    const QTemporaryDir folder;
    OrdersServer server;
    writeCollection(folder, server);
    write(folder, "secret.yml",
          request("Secret", 3, "GET", "/secret", "401", "    - expression: res.cause\n      operator: eq\n      value: header.missing\n"));
    CHECK(replay({"--environment", "local", folder.path()}).status == 0);
}

TEST_CASE("keyhole-cli replay: the next run tells what is other than in the last", "[cli]")
{
    const QTemporaryDir folder;
    OrdersServer server;
    writeCollection(folder, server);
    const QStringList arguments{"--environment", "local", "--format", "json", folder.path()};
    CHECK(jsonOf(replay(arguments))["results"].toArray().at(0).toObject()["change"].isNull());
    CHECK(jsonOf(replay(arguments))["results"].toArray().at(0).toObject()["change"].toObject()["changed"] == false);
    write(folder, "list.yml", request("List", 1, "GET", "/secret"));
    CHECK(jsonOf(replay(arguments))["results"].toArray().at(0).toObject()["change"].toObject()["status"] == true);
}

TEST_CASE("keyhole-cli replay: JUnit and HAR are written to standard output alone", "[cli]")
{
    const QTemporaryDir folder;
    OrdersServer server;
    writeCollection(folder, server);
    const auto junit = replay({"--environment", "local", "--format", "junit", folder.path()});
    CHECK(junit.out.startsWith("<?xml"));
    CHECK(junit.out.contains("<testcase name=\"List\""));
    const auto har = replay({"--environment", "local", "--format", "har", folder.path()});
    CHECK(jsonOf(har)["log"].toObject()["entries"].toArray().size() == 1);
}

TEST_CASE("keyhole-cli replay: requests and folders can be chosen", "[cli]")
{
    const QTemporaryDir folder;
    OrdersServer server;
    writeCollection(folder, server);
    write(folder, "more/folder.yml", "info:\n  name: More\n  type: folder\n");
    write(folder, "more/one.yml", request("One", 1, "GET", "/one"));
    write(folder, "more/two.yml", request("Two", 2, "GET", "/two"));
    CHECK(replay({"--environment", "local", "--folder", "more", folder.path()}).status == 0);
    CHECK(server.heads.size() == 2);
    CHECK(replay({"--environment", "local", "--request", "list.yml", "--request", "Two", folder.path()}).status == 0);
    CHECK(server.heads.size() == 4);
    const auto unknown = replay({"--request", "nothing", folder.path()});
    CHECK(unknown.status == 3);
    CHECK(unknown.err.contains("nothing"));
}

TEST_CASE("keyhole-cli replay: --list sends nothing", "[cli]")
{
    const QTemporaryDir folder;
    OrdersServer server;
    writeCollection(folder, server);
    const auto result = replay({"--list", "--environment", "local", folder.path()});
    CHECK(result.status == 0);
    CHECK(server.heads.isEmpty());
    CHECK(result.out.contains("make.yml  POST"));
    CHECK(result.out.contains("(changes data)"));
}

TEST_CASE("keyhole-cli replay: entries of a recording go to another host without their credentials", "[cli]")
{
    const QTemporaryDir folder;
    OrdersServer server;
    const HarEntryText entry{"https://api.example.com/orders", {{"Authorization", "Bearer q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je"}}, 200, {}, {}};
    const QString har = writeFile(folder, "session.har", harOf({entry.json(), entry.json(), entry.json()}));
    const auto result = replay({"--map-host", "api.example.com=" + server.base(), "--entry", "1,3", "--format", "json", har});
    CAPTURE(result.out, result.err);
    CHECK(result.status == 0);
    CHECK(server.heads.size() == 2);
    CHECK_FALSE(server.heads.join().contains("Authorization"));
    CHECK(jsonOf(result)["results"].toArray().at(1).toObject()["place"] == "entry 3");
}

TEST_CASE("keyhole-cli replay: a token for an origin comes from a file, and is in no report", "[cli]")
{
    const QTemporaryDir folder;
    OrdersServer server;
    const QString token = writeFile(folder, "token", "q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je\n");
    const QString har = writeFile(folder, "session.har", harOf({HarEntryText{"https://api.example.com/orders", {}, 200, {}, {}}.json()}));
    for (const char *format : {"text", "json", "junit", "har"}) {
        const auto result = replay(
            {"--map-host", "api.example.com=" + server.base(), "--token-file", server.base() + '=' + token, "--format", format, har});
        CAPTURE(format, result.out, result.err);
        CHECK(result.status == 0);
        CHECK_FALSE(result.out.contains("q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je"));
    }
    CHECK(server.heads.join().contains("Authorization: Bearer q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je\r\n"));
}

TEST_CASE("keyhole-cli replay: answers in which only dates and ids differ tell no change, and what changed is named", "[cli]")
{
    const QTemporaryDir folder;
    OrdersServer server;
    writeCollection(folder, server);
    const auto changeAfter = [&](const QByteArray &body) {
        server.accepted = body;
        const auto result = replay({"--environment", "local", "--format", "json", folder.path()});
        return jsonOf(result)["results"].toArray().at(0).toObject()["change"].toObject();
    };
    CHECK(changeAfter(R"({"now":"2026-11-21T10:00:00Z","requestId":"a1","total":3})").isEmpty());
    const QJsonObject same = changeAfter(R"({"now":"2026-11-21T10:00:09Z","requestId":"b2","total":3})");
    CHECK(same["changed"] == false);
    CHECK(same["noise"] == true);
    const QJsonObject other = changeAfter(R"({"now":"2026-11-21T10:00:12Z","requestId":"c3","total":4})");
    CHECK(other["changed"] == true);
    CHECK(other["places"].toArray() == QJsonArray{"/total"});
}

TEST_CASE("keyhole-cli replay: a token of an answer goes to another origin only with --hand-on", "[cli]")
{
    const QTemporaryDir folder;
    OrdersServer server, other;
    server.accepted = R"({"access_token":"q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je"})";
    write(folder, "opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Two\n");
    write(folder, "login.yml",
          "info:\n  name: Login\n  type: http\n  seq: 1\nhttp:\n  method: GET\n  url: " + server.base().toUtf8()
              + "/login\nruntime:\n  actions:\n    - type: set-variable\n      phase: after-response\n      selector:\n"
                "        expression: res.body.access_token\n        method: jsonq\n      variable:\n        name: token\n"
                "        scope: runtime\n");
    write(folder, "other.yml",
          "info:\n  name: Other\n  type: http\n  seq: 2\nhttp:\n  method: GET\n  url: " + other.base().toUtf8()
              + "/orders\n  headers:\n    - name: Authorization\n      value: Bearer {{token}}\n");
    const auto refused = replay({folder.path()});
    CAPTURE(refused.out, refused.err);
    CHECK(refused.status == 1);
    CHECK(other.heads.isEmpty());
    CHECK(refused.out.contains(server.base().toUtf8()));
    CHECK(refused.out.contains(other.base().toUtf8()));
    CHECK(refused.out.contains("--hand-on"));
    CHECK_FALSE(refused.out.contains("q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je"));
    CHECK(replay({"--hand-on", server.base() + '=' + other.base(), folder.path()}).status == 0);
    CHECK(other.heads.join().contains("Authorization: Bearer q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je\r\n"));
}

TEST_CASE("keyhole-cli replay: wrong use is 2, what cannot be read is 3", "[cli]")
{
    const QTemporaryDir folder;
    const QString har = writeFile(folder, "session.har", harOf({HarEntryText{}.json()}));
    const auto [words, status] = GENERATE(table<const char *, int>({{"", 2},
                                                                    {"HAR HAR", 2},
                                                                    {"--format xml HAR", 2},
                                                                    {"--parallel 17 HAR", 2},
                                                                    {"--parallel many HAR", 2},
                                                                    {"--stop-on never HAR", 2},
                                                                    {"--map-host a HAR", 2},
                                                                    {"--environment local HAR", 2},
                                                                    {"--unknown HAR", 2},
                                                                    {"--entry 2 HAR", 3},
                                                                    {"--entry 0 HAR", 2},
                                                                    {"--entry 1-100000,1 HAR", 2},
                                                                    {"--hand-on https://a.example FOLDER", 2},
                                                                    {"--hand-on https://a.example=b FOLDER", 2},
                                                                    {"--hand-on https://a.example=https://b.example HAR", 2},
                                                                    {"/nowhere/at.har", 3},
                                                                    {"--entry 1 FOLDER", 2}}));
    CAPTURE(words);
    QStringList arguments = QString(words).split(' ', Qt::SkipEmptyParts);
    arguments.replaceInStrings("HAR", har).replaceInStrings("FOLDER", folder.path());
    const auto result = runCli(QStringList{"replay"} + arguments);
    CHECK(result.status == status);
    CHECK_FALSE(result.err.isEmpty());
    CHECK(result.out.isEmpty());
}

TEST_CASE("keyhole-cli replay: a folder that is no collection, or has no request, is told", "[cli]")
{
    const QTemporaryDir folder;
    const auto result = runCli({"replay", folder.path()});
    CHECK(result.status != 0);
    CHECK_FALSE(result.err.isEmpty());
}
