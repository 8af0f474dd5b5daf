#include "app/lab/lab.h"
#include "catch.h"
#include "command_line.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace keyhole;

namespace {

CommandResult sendTo(const QStringList &arguments)
{
    return runCliWhileServing(QStringList{"send", "--noproxy", "*"} + arguments);
}

}

TEST_CASE("keyhole-cli send: the answer and its diagnosis are printed, with curl's own options", "[cli]")
{
    Lab lab;
    REQUIRE(lab.start());
    const QString address = QString::fromLatin1(lab.address()) + "/basic/wrong";
    const auto plain = sendTo({"-u", "alice:wrong", address});
    CHECK(plain.status == 0);
    CHECK(plain.out.contains("Invalid username or password"));
    CHECK(plain.out.contains("basic.rejected"));
    CHECK_FALSE(plain.out.contains("HTTP/1.1 401"));

    const auto head = sendTo({"-i", "-u", "alice:wrong", address});
    CHECK(head.out.contains("HTTP/1.1 401 Unauthorized"));
    const auto json = sendTo({"-u", "alice:wrong", "--format", "json", address});
    CHECK(QJsonDocument::fromJson(json.out).object()["verdict"].toObject()["id"] == "basic.rejected");
}

TEST_CASE("keyhole-cli send: -v shows each hop, with secrets masked", "[cli]")
{
    Lab lab;
    REQUIRE(lab.start());
    const auto result = sendTo(
        {"-v", "-L", "-H", "Authorization: Bearer q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je", QString::fromLatin1(lab.address()) + "/header/moved"});
    CHECK(result.status == 0);
    CHECK(result.out.contains("> GET /header/moved HTTP/1.1"));
    CHECK(result.out.contains("< HTTP/1.1 307"));
    CHECK(result.out.contains("> GET /header/moved/orders HTTP/1.1"));
    CHECK(result.out.contains("header.dropped-on-redirect"));
    CHECK_FALSE(result.out.contains("q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je"));
}

TEST_CASE("keyhole-cli send: a server that is not there is a report, not a crash", "[cli]")
{
    QByteArray address;
    {
        Lab gone;
        REQUIRE(gone.start());
        address = gone.address();
    }
    const auto result = sendTo({"--format", "json", QString::fromLatin1(address) + "/orders"});
    CHECK(result.status == 0);
    CHECK(QJsonDocument::fromJson(result.out).object()["exchange"].toObject()["status"] == 0);
}

TEST_CASE("keyhole-cli send: what cannot be sent is told, and ends with 2", "[cli]")
{
    CHECK(sendTo({}).status == 2);
    CHECK(sendTo({"--no-such-option", "https://api.example.com/"}).status == 2);
    CHECK(sendTo({"ftp://api.example.com/"}).status == 2);
    CHECK(sendTo({"--format", "xml", "https://api.example.com/"}).status == 2);
}

TEST_CASE("keyhole-cli lab: the sample requests are listed, and one is diagnosed by its name", "[cli]")
{
    const auto list = runCli({"lab", "--list"});
    CHECK(list.status == 0);
    CHECK(list.out.contains("Expired token"));
    CHECK(list.out.contains("token.expired"));
    const auto one = runCli({"lab", "--diagnose", "expired token"});
    CHECK(one.status == 0);
    CHECK(one.out.contains("cause[token.expired]: The token was 3 h past its expiry"));
    CHECK(runCli({"lab", "--diagnose", "no such"}).status == 2);
    CHECK(runCli({"lab", "--port", "many"}).status == 2);
}

TEST_CASE("keyhole-cli: help and version, and the causes that it knows", "[cli]")
{
    CHECK(runCli({"--version"}).out.startsWith("keyhole-cli "));
    const auto help = runCli({"--help"});
    CHECK(help.status == 0);
    for (const char *command : {"diagnose", "send", "token", "explain", "lab"}) {
        CAPTURE(command);
        CHECK(help.out.contains(command));
        const auto page = runCli({command, "--help"});
        CHECK(page.status == 0);
        CHECK(page.out.startsWith(QByteArray("keyhole-cli ") + command));
        CHECK(runCli({"help", command}).out == page.out);
    }
    CHECK(runCli({"explain"}).out.contains("token.expired"));
    CHECK(runCli({"explain", "token.expired"}).status == 0);
    CHECK(runCli({"explain", "token.eaten"}).status == 2);
}

TEST_CASE("keyhole-cli send: a name that nothing stands for is not sent, unless that is asked for", "[cli]")
{
    Lab lab;
    REQUIRE(lab.start());
    const QString address = QString::fromLatin1(lab.address()) + "/basic/wrong";
    const auto refused = sendTo({"-H", "X-Tenant: {{tenant}}", address});
    CHECK(refused.status == 2);
    CHECK(refused.out.isEmpty());
    CHECK(refused.err.contains("{{tenant}} in the field X-Tenant"));
    const auto sent = sendTo({"-v", "--allow-unresolved", "-H", "X-Tenant: {{tenant}}", address});
    CHECK(sent.status == 0);
    CHECK(sent.out.contains("{{tenant}}"));
}
