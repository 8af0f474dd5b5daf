#include "catch.h"
#include "command_line.h"
#include "core/token/signature.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace keyhole;

namespace {

QJsonObject objectOf(const QByteArray &out)
{
    return QJsonDocument::fromJson(out).object();
}

/// An HS256 token with this payload, signed with "a secret of thirty-two bytes, say".
const QByteArray kSecret = "a secret of thirty-two bytes, say";
QByteArray signedToken(const QByteArray &payload)
{
    const auto token = signToken(R"({"typ":"at+jwt"})", payload, "HS256", SigningKey::fromSecret(Secret(kSecret)));
    REQUIRE(token);
    return *token;
}

}

TEST_CASE("keyhole-cli token: header and claims with their meaning, and times for a person", "[cli]")
{
    const auto result = runCli({"token", "-"}, signedToken(R"({"sub":"alice","exp":1700000000})"));
    CHECK(result.status == 0);
    CHECK(result.out.contains("HS256"));
    CHECK(result.out.contains("\"alice\""));
    CHECK(result.out.contains("14 Nov 2023, 22:13:20 UTC"));
    CHECK(result.out.contains("ago"));
}

TEST_CASE("keyhole-cli token: it is taken from a file, from standard input, or as it stands", "[cli]")
{
    const QTemporaryDir folder;
    const QByteArray token = signedToken(R"({"sub":"alice"})");
    const QString file = writeFile(folder, "token.txt", "Bearer " + token + '\n');
    for (const auto &result : {runCli({"token", "--format", "json", file}), runCli({"token", "--format", "json"}, token),
                               runCli({"token", "--format", "json", QString::fromLatin1(token)})}) {
        CHECK(result.status == 0);
        CHECK(objectOf(result.out)["decoded"].toObject()["payload"].toObject()["sub"] == "alice");
        CHECK(objectOf(result.out)["signature"] == "unchecked");
    }
}

TEST_CASE("keyhole-cli token: a signature is checked with the key of a file", "[cli]")
{
    const QTemporaryDir folder;
    const QByteArray token = signedToken(R"({"sub":"alice"})");
    const QString right = writeFile(folder, "right.txt", kSecret),
                  wrong = writeFile(folder, "wrong.txt", "another secret of the same length");
    const QString encoded = writeFile(folder, "right.b64", kSecret.toBase64() + '\n');
    const auto state = [&](const QStringList &arguments) {
        return objectOf(runCli(QStringList{"token", "--format", "json", "--verify"} + arguments, token).out)["signature"].toString();
    };
    CHECK(state({right}) == "valid");
    CHECK(state({wrong}) == "invalid");
    CHECK(state({encoded, "--secret-base64"}) == "valid");
}

TEST_CASE("keyhole-cli token: a public key never checks an HS256 signature", "[cli]")
{
    const QTemporaryDir folder;
    const auto key = SigningKey::generate("RSA");
    REQUIRE(key);
    const QString file = writeFile(folder, "public.jwk", key->publicJwk("a"));
    const auto result = runCli({"token", "--format", "json", "--verify", file}, signedToken("{}"));
    CHECK(objectOf(result.out)["signature"] == "unchecked");
}

TEST_CASE("keyhole-cli token: what is wrong with a token is told with its place", "[cli]")
{
    const QByteArray token = signedToken(R"({"sub":"alice"})");
    const auto cut = runCli({"token", "--format", "json"}, token.first(token.lastIndexOf('.') - 4));
    CHECK(cut.status == 0);
    CHECK(objectOf(cut.out)["decoded"].toObject()["form"] == "broken");
    CHECK_FALSE(objectOf(cut.out)["problems"].toArray().isEmpty());
}

TEST_CASE("keyhole-cli token: control characters in claims are escaped", "[cli]")
{
    const QByteArray token = signedToken("{\"sub\":\"\\u001b]0;owned\\u0007\\u009b\"}");
    CHECK_FALSE(hasControlCharacter(runCli({"token"}, token).out));
    CHECK_FALSE(hasControlCharacter(runCli({"token", "--format", "json"}, token).out));
}

TEST_CASE("keyhole-cli token: wrong use ends with 2, an empty or missing source with 3", "[cli]")
{
    CHECK(runCli({"token", "--format", "markdown"}, "eyJ").status == 2);
    CHECK(runCli({"token", "--verify"}, "eyJ").status == 2);
    CHECK(runCli({"token", "--secret-base64"}, "eyJ").status == 2);
    CHECK(runCli({"token", "a", "b"}).status == 2);
    CHECK(runCli({"token"}, "  \n").status == 3);
    CHECK(runCli({"token", "/no/such/file"}).status == 3);
    CHECK(runCli({"token", "--verify", "/no/such/key"}, signedToken("{}")).status == 3);
}
