#include "app/lab/lab.h"
#include "catch.h"
#include "command_line.h"
#include "core/auth/dpop_signing.h"

using namespace keyhole;

namespace {

/// A lab, and a folder with files of secrets.
struct Bench {
    Lab lab;
    QTemporaryDir folder;

    Bench() { REQUIRE(lab.start()); }
    QString address(const char *path) const { return QString::fromLatin1(lab.address() + path); }
    QString file(const QString &name, const QByteArray &content) const { return writeFile(folder, name, content); }

    static CommandResult send(const QStringList &arguments)
    {
        return runCliWhileServing(QStringList{"send", "--noproxy", "*"} + arguments);
    }
};

}

TEST_CASE("keyhole-cli send: --digest answers the challenge, with the password from a file", "[cli]")
{
    const Bench bench;
    const QString password = bench.file("password", "open-sesame-2026\n");
    const auto result = Bench::send({"-v", "--digest", "-u", "alice", "--password-file", password, bench.address("/signed/digest")});
    CHECK(result.status == 0);
    CHECK(result.out.contains("{\"watts\": 312}"));
    CHECK(result.out.contains("< HTTP/1.1 401"));
    CHECK(result.out.contains("answer to the Digest challenge, with SHA-256"));
    CHECK_FALSE(result.out.contains("open-sesame-2026"));

    const auto wrong = Bench::send({"--digest", "-u", "alice:wrong", bench.address("/signed/digest")});
    CHECK_FALSE(wrong.out.contains("watts"));
}

TEST_CASE("keyhole-cli send: --aws-sigv4 signs what a server can verify", "[cli]")
{
    const Bench bench;
    const QStringList rest{"-d", "{\"count\": 1}", bench.address("/signed/queue/elsewhere")};
    const QString key = "AKIALAB0000000000001:";
    const auto signed_ = Bench::send(QStringList{"--aws-sigv4", "aws:amz:lab-west-1:queue", "-u", key + "lab/secret+2026"} + rest);
    CHECK(signed_.out.contains("{\"messages\": []}"));
    const auto wrong = Bench::send(QStringList{"--aws-sigv4", "aws:amz:lab-west-1:queue", "-u", key + "another"} + rest);
    CHECK_FALSE(wrong.out.contains("{\"messages\": []}"));
}

TEST_CASE("keyhole-cli send: --dpop proves the key beside the token", "[cli]")
{
    const Bench bench;
    const QString key = bench.file("proof.pem", newProofKey()->reveal());
    const auto result = Bench::send({"--oauth2-bearer", "lab~opaque~access~token~2026", "--dpop", key, bench.address("/signed/bound")});
    CHECK(result.out.contains("{\"orders\": []}"));
}

TEST_CASE("keyhole-cli send: --jwt and --oauth1 put their credential in, masked where it is shown", "[cli]")
{
    const Bench bench;
    const QString key = bench.file("secret", "a secret of more than thirty-two bytes for HS256");
    const auto jwt = Bench::send({"-v", "--jwt", key, "--claims", "{\"iss\":\"shop\",\"exp\":\"in 5 minutes\"}", bench.address("/orders")});
    CHECK(jwt.status == 0);
    CHECK(jwt.out.contains("> Authorization: Bearer "));

    const QString consumer = bench.file("oauth", "consumer-key=shop\nconsumer-secret=kd94hf93k423kf44\ntoken=nnch734d00sl2jdk\n");
    const auto oauth = Bench::send({"-v", "--oauth1", consumer, bench.address("/orders")});
    CHECK(oauth.out.contains("> Authorization: OAuth "));
    CHECK_FALSE(oauth.out.contains("kd94hf93k423kf44"));
}

TEST_CASE("keyhole-cli send: a credential that cannot be used is told, and nothing is sent", "[cli]")
{
    const Bench bench;
    const QString address = bench.address("/orders");
    CHECK(Bench::send({address, "--jwt"}).status == 2);
    CHECK(Bench::send({"--jwt", bench.folder.filePath("absent"), address}).status == 3);
    CHECK(Bench::send({"--credential", "my-token", address}).status == 3);
    CHECK(Bench::send({"--oauth1", bench.file("odd", "hello=world\n"), address}).status == 3);
    const auto torn = Bench::send({"--jwt", bench.file("torn", "-----BEGIN PRIVATE KEY-----\nAAAA\n"), address});
    CHECK(torn.status == 2);
    CHECK(torn.err.contains("key"));
}
