#include "catch.h"
#include "command_line.h"
#include "core/token/base64url.h"
#include "core/token/signature.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>

using namespace keyhole;

namespace {

struct Keys {
    SigningKey own = SigningKey::generate("P-256").value();
    QByteArray published = own.publicJwk("a");
    QByteArray token = signToken(R"({"kid":"a"})", R"({"sub":"alice","iss":"https://login.example"})", "ES256", own).value();
};

struct Run {
    QTemporaryDir folder;

    QJsonObject check(const QByteArray &token, const QByteArray &key, const QStringList &more = {}, int status = 0)
    {
        const QString file = writeFile(folder, "key", key);
        const auto result = runCli(QStringList{"token", "--verify", file, "--format", "json", "-"} + more, token);
        CAPTURE(result.out.toStdString(), result.err.toStdString());
        CHECK(result.status == status);
        CHECK(result.out.count('\n') == 1);
        const QJsonObject object = QJsonDocument::fromJson(result.out).object();
        for (const char *member : {"decoded", "signature", "key", "problems"})
            CHECK(object.contains(member));
        return object;
    }
};

QString messages(const QJsonObject &object)
{
    QStringList told;
    for (const QJsonValue &problem : object["problems"].toArray())
        told += problem.toObject()["message"].toString();
    return told.join(' ');
}

}

TEST_CASE("keyhole-cli token --verify: one object says what is decoded, whether the signature is valid, and by which key", "[cli]")
{
    Run run;
    const Keys keys;
    const QJsonObject valid = run.check(keys.token, keys.published);
    CHECK(valid["signature"] == "valid");
    CHECK(valid["key"] == "P-256 a");
    CHECK(valid["decoded"].toObject()["payload"].toObject()["sub"] == "alice");
    CHECK(valid["problems"].toArray().isEmpty());
    const QJsonObject other = run.check(keys.token, SigningKey::generate("P-256").value().publicJwk("a"));
    CHECK(other["signature"] == "invalid");
    CHECK_FALSE(messages(other).isEmpty());
}

TEST_CASE("keyhole-cli token --verify: the object comes whatever is wrong with token or key", "[cli]")
{
    Run run;
    const Keys keys;
    CHECK(run.check("", keys.published, {}, 3)["signature"] == "unchecked");
    CHECK(run.check(".e30.", keys.published)["signature"] == "unchecked");
    CHECK(run.check("{\"payload\":\"e30\",\"signatures\":[", keys.published)["signature"] == "unchecked");
    for (const QByteArray &key : {QByteArray("{}"), QByteArray("{\"keys\":[]}"), QByteArray("-----BEGIN PUBLIC KEY-----"), QByteArray()}) {
        const QJsonObject refused = run.check(keys.token, key, {}, 3);
        CHECK(refused["signature"] == "unchecked");
        CHECK(refused["decoded"].toObject()["payload"].toObject()["sub"] == "alice");
        CHECK_FALSE(messages(refused).isEmpty());
    }
}

TEST_CASE("keyhole-cli token --verify: a JWS in JSON form is checked, and a payload that travels apart", "[cli]")
{
    Run run;
    const Keys keys;
    const QByteArrayList parts = keys.token.split('.');
    const QByteArray members = R"("protected":")" + parts[0] + R"(","signature":")" + parts[2] + '"';
    CHECK(run.check(R"({"payload":")" + parts[1] + "\"," + members + '}', keys.published)["signature"] == "valid");
    CHECK(run.check(signToken("{}", "no JSON", "ES256", keys.own).value(), keys.published)["decoded"].toObject()["payload"] == "no JSON");
    CHECK(run.check(R"({"payload":")" + parts[1] + R"(","signatures":[{)" + members + "}]}", keys.published)["signature"] == "valid");
    const QString payload = writeFile(run.folder, "payload", QByteArray::fromBase64(parts[1], QByteArray::Base64UrlEncoding));
    CHECK(run.check(parts[0] + ".." + parts[2], keys.published, {"--payload", payload})["signature"] == "valid");
    CHECK(run.check('{' + members + '}', keys.published, {"--payload", payload})["signature"] == "valid");
    CHECK(run.check(parts[0] + ".." + parts[2], keys.published)["signature"] == "invalid");
}

TEST_CASE("keyhole-cli token --verify: a secret may stand in base64 or base64url, with any bytes in it", "[cli]")
{
    Run run;
    const QByteArray secret = QByteArray::fromHex("0a0dfffefbefbe7b22") + QByteArray(32, '\n');
    const QByteArray token = signToken("{}", "{}", "HS256", SigningKey::fromSecret(Secret(secret))).value();
    CHECK(run.check(token, secret.toBase64(), {"--secret-base64"})["signature"] == "valid");
    CHECK(run.check(token, encodeBase64Url(secret) + "\n", {"--secret-base64"})["signature"] == "valid");
    CHECK(messages(run.check(token, secret.toBase64())).contains("base64"));
}

TEST_CASE("keyhole-cli token --verify: an encrypted token is opened with the person's own key", "[cli]")
{
    // RFC 7516, A.3
    const QByteArray token = "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ."
                             "AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ";
    Run run;
    const QJsonObject opened = run.check(token, R"({"kty":"oct","k":"GawgguFyGrWKav7AX4VKUg"})");
    CHECK(opened["signature"] == "valid");
    CHECK(opened["decoded"].toObject()["payload"] == "Live long and prosper.");
    CHECK(run.check(token, R"({"kty":"oct","k":"GawgguFyGrWKav7AX4VKUw"})")["signature"] == "invalid");
}

TEST_CASE("keyhole-cli token --compare: tells the claims that differ", "[cli]")
{
    const QTemporaryDir folder;
    const Keys keys;
    const QString other
        = writeFile(folder, "other", signToken("{}", R"({"sub":"bob","iss":"https://login.example"})", "ES256", keys.own).value());
    const auto text = runCli({"token", "--compare", other}, keys.token);
    CHECK(text.status == 0);
    CHECK(text.out.contains("first   \"alice\"\n    second  \"bob\""));
    const auto json = runCli({"token", "--format", "json", "--compare", other}, keys.token);
    CHECK_FALSE(QJsonDocument::fromJson(json.out).object()["comparison"].toObject()["members"].toArray().isEmpty());
    CHECK(runCli({"token", "--compare", "/no/such/file"}, keys.token).status == 3);
}

TEST_CASE("keyhole-cli token --verify: keys of a named address are fetched, and where they came from is told", "[cli]")
{
    const Keys keys;
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    const QTemporaryDir folder;
    QProcess process;
    process.start(KEYHOLE_CLI,
                  {"token", "--format", "json", "--verify", QStringLiteral("http://127.0.0.1:%1/jwks").arg(server.serverPort()),
                   writeFile(folder, "token", keys.token)});
    REQUIRE(server.waitForNewConnection(20000));
    QTcpSocket *socket = server.nextPendingConnection();
    REQUIRE(socket->waitForReadyRead(20000));
    const QByteArray request = socket->readAll();
    CHECK(request.startsWith("GET /jwks HTTP/1.1\r\n"));
    CHECK_FALSE(request.contains("Authorization"));
    const QByteArray body = "{\"keys\":[" + keys.published + "]}";
    socket->write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    socket->waitForBytesWritten(20000);
    REQUIRE(process.waitForFinished(20000));
    const QJsonObject object = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    CHECK(object["signature"] == "valid");
    CHECK(object["keysFrom"].toString().contains("127.0.0.1"));
}

TEST_CASE("keyhole-cli token --verify: an address that keys must not come from is refused before anything is sent", "[cli]")
{
    const Keys keys;
    for (const char *address : {"http://login.example/jwks", "https://10.0.0.1/jwks"}) {
        const auto result = runCli({"token", "--format", "json", "--verify", address}, keys.token);
        CHECK(result.status == 3);
        CHECK(QJsonDocument::fromJson(result.out).object()["signature"] == "unchecked");
    }
    CHECK(runCli({"token", "--fetch-keys", "--verify", "a"}, keys.token).status == 2);
    CHECK(runCli({"token", "--fetch-keys"}, signToken("{}", "{}", "ES256", keys.own).value()).status == 3);
}

TEST_CASE("keyhole-cli token: decoded, signature and time are three answers", "[cli]")
{
    const QTemporaryDir folder;
    const Keys keys;
    const QByteArray ended = signToken("{}", R"({"exp":1700000000})", "ES256", keys.own).value();
    const auto result = runCli({"token", "--verify", writeFile(folder, "key", keys.published)}, ended);
    CHECK(result.out.contains("valid, checked with the key P-256 a"));
    CHECK(result.out.contains("in time"));
    CHECK(result.out.contains("no: it ended"));
}
