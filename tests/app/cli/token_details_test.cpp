#include "catch.h"
#include "command_line.h"
#include "core/token/base64url.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

QByteArray token(const QByteArray &payload, const QByteArray &header = R"({"alg":"HS256"})")
{
    return encodeBase64Url(header) + '.' + encodeBase64Url(payload) + '.' + encodeBase64Url(QByteArray(32, 's'));
}

QByteArray textFor(const QByteArray &given)
{
    const auto result = runCli({"token", "-"}, given);
    CHECK(result.status == 0);
    return result.out;
}

QJsonObject jsonFor(const QByteArray &given)
{
    return QJsonDocument::fromJson(runCli({"token", "--format", "json", "-"}, given).out).object();
}

}

TEST_CASE("keyhole-cli token: tells the kind with its reason, whose it is, and what is wrong", "[cli]")
{
    const QByteArray given = token(R"({"iss":"https://id.example/realms/shop","typ":"Bearer","exp":1700000000,"email_verified":"true"})");
    const QByteArray shown = textFor(given);
    CHECK(shown.contains("Kind: access token; the claim typ says Bearer"));
    CHECK(shown.contains("Issued by Keycloak"));
    CHECK(shown.contains("\nwrong\n"));
    CHECK(shown.contains("over for"));
    CHECK(shown.contains("without quotation marks"));
    const QJsonObject json = jsonFor(given);
    CHECK(json["kind"].toString() == "access token");
    CHECK_FALSE(json["explanation"].toArray().isEmpty());
    const QJsonObject first = json["checks"].toArray().first().toObject();
    CHECK(first["part"].toString() == "header");
    CHECK(first["outcome"].toString() == "ok");
}

TEST_CASE("keyhole-cli token: says why an encrypted token cannot be read on", "[cli]")
{
    const QByteArray shown = textFor(encodeBase64Url(R"({"alg":"RSA-OAEP","enc":"A256GCM"})") + "..AAAA.BBBB.CCCC");
    CHECK(shown.contains("RSA-OAEP (RSA with OAEP)"));
    CHECK(shown.contains("private key"));
}

TEST_CASE("keyhole-cli token: tells what an opaque token is by its form", "[cli]")
{
    CHECK(textFor("8f14e45f-ceea-467f-ab3c-9c1f2d5b7e10").contains("UUID of version 4"));
    CHECK(textFor("v4.public." + encodeBase64Url(R"({"iss":"a"})" + QByteArray(64, 's'))).contains("A PASETO of version 4, signed, of a."));
}

TEST_CASE("keyhole-cli token: finds the tokens inside of a text that is none itself", "[cli]")
{
    const QByteArray inner = token(R"({"sub":"ada"})");
    CHECK(textFor("GET /?id_token=" + inner + "&x=1 403").contains("found in the text\n  text at character 16"));
    const QJsonArray found = jsonFor("GET /?id_token=" + inner + "&x=1 403")["found"].toArray();
    REQUIRE(found.size() == 1);
    CHECK(found[0].toObject()["payload"].toObject()["sub"].toString() == "ada");
    CHECK_FALSE(jsonFor(inner).contains("found"));
}

TEST_CASE("keyhole-cli token: compares with another token, claim by claim", "[cli]")
{
    QTemporaryDir folder;
    QFile other(folder.filePath("other.jwt"));
    REQUIRE(other.open(QIODevice::WriteOnly));
    other.write(token(R"({"sub":"ada","scope":"read write","jti":"2"})"));
    other.close();
    const QByteArray given = token(R"({"sub":"ada","scope":"read","jti":"1"})");
    const auto result = runCli({"token", "--compare", other.fileName(), "-"}, given);
    CHECK(result.status == 0);
    CHECK(result.out.contains("1 member differs: scope."));
    CHECK(result.out.contains("~ scope: with write"));
    CHECK(result.out.contains("1 that every new token has anew"));
    const auto json = runCli({"token", "--format", "json", "--compare", other.fileName(), "-"}, given);
    const QJsonObject comparison = QJsonDocument::fromJson(json.out).object()["comparison"].toObject();
    CHECK(comparison["summary"].toString() == "1 member differs: scope.");
    CHECK(comparison["members"].toArray().size() == 4);
    CHECK(comparison["members"].toArray()[2].toObject()["added"].toArray() == QJsonArray{"write"});
}
