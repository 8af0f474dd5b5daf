#include "catch.h"
#include "command_line.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace keyhole;

namespace {

const QPair<QByteArray, QByteArray> kOld{"Authorization", "Bearer then-0123456789abcdef0123"};
const QPair<QByteArray, QByteArray> kNew{"Authorization", "Bearer nows-0123456789abcdef0123"};

QByteArray entry(int status, const QList<QPair<QByteArray, QByteArray>> &fields, const QByteArray &trace)
{
    return HarEntryText{"https://api.example.com/orders", fields, status, {{"X-Trace-Id", trace}, {"X-Shard", "s" + trace}}, "{}"}.json();
}

struct Recording {
    QTemporaryDir folder;
    QString file = writeFile(folder, "recording.har",
                             harOf({entry(200, {kOld}, "1"), entry(200, {kOld}, "2"), entry(200, {kOld}, "3"), entry(401, {kNew}, "4")}));
    QString named(int number) const { return QStringLiteral("%1#%2").arg(file).arg(number); }
};

QJsonObject jsonOf(const CommandResult &result)
{
    return QJsonDocument::fromJson(result.out).object();
}

}

TEST_CASE("keyhole-cli compare: two entries, the one thing that matters first, noise folded, exit status 1", "[cli]")
{
    const Recording recording;
    const auto result = runCli({"compare", recording.named(1), recording.named(4)});
    CHECK(result.status == 1);
    CHECK(result.out.contains("GET https://api.example.com/orders → 200 (entry 1"));
    CHECK(result.out.indexOf("another token") < result.out.indexOf("another status"));
    CHECK(result.out.contains("Noise: "));
    CHECK_FALSE(result.out.contains("then-0123"));
    CHECK_FALSE(result.out.contains("nows-0123"));
}

TEST_CASE("keyhole-cli compare: what differed among the other accepted entries is folded, and --all tells why", "[cli]")
{
    const Recording recording;
    const auto result = runCli({"compare", "--all", recording.named(3), recording.named(4)});
    CHECK(result.out.contains("it differs from answer to answer of api.example.com (1 of 1 that were accepted)"));
}

TEST_CASE("keyhole-cli compare: nothing but noise is exit status 0", "[cli]")
{
    const Recording recording;
    const auto result = runCli({"compare", recording.named(2), recording.named(2)});
    CHECK(result.status == 0);
    CHECK(result.out.contains("Nothing differs."));
}

TEST_CASE("keyhole-cli compare: one recording alone is compared with the last success of the same request", "[cli]")
{
    const Recording recording;
    const auto result = runCli({"compare", "--format", "json", recording.file});
    CHECK(result.status == 1);
    const QJsonObject json = jsonOf(result);
    CHECK(json["schema"] == "keyhole.comparison/1");
    CHECK(json["left"].toObject()["entry"] == 3);
    CHECK(json["right"].toObject()["entry"] == 4);
    CHECK(json["differences"].toArray().first().toObject()["where"] == "request.headers.Authorization");
    CHECK(runCli({"compare", "--entry", "1", recording.file}).status == 3);
}

TEST_CASE("keyhole-cli compare: a HAR entry with the output of curl -v, from standard input as well", "[cli]")
{
    const Recording recording;
    const QByteArray transcript = "* Connected to api.example.com (192.0.2.1) port 443\n> GET /orders HTTP/1.1\n> Host: api.example.com\n"
                                  "> Accept: */*\n>\n< HTTP/1.1 401 Unauthorized\n< Content-Type: application/json\n<\n{}";
    const auto result = runCli({"compare", "--format", "markdown", recording.named(1), "-"}, transcript);
    CHECK(result.status == 1);
    CHECK(result.out.contains("Authorization is not sent any longer"));
    CHECK(result.out.startsWith("## What differs"));
}

TEST_CASE("keyhole-cli compare: wrong use is told, and so is what cannot be read", "[cli]")
{
    const Recording recording;
    CHECK(runCli({"compare"}).status == 2);
    CHECK(runCli({"compare", recording.file, recording.file, recording.file}).status == 2);
    CHECK(runCli({"compare", "--colour", recording.file}).status == 2);
    CHECK(runCli({"compare", "--format", "xml", recording.file}).status == 2);
    CHECK(runCli({"compare", "-", "-"}).status == 2);
    const auto missing = runCli({"compare", recording.named(9), recording.named(1)});
    CHECK(missing.status == 3);
    CHECK(missing.err.contains("The recording has 4 entries."));
    CHECK(runCli({"compare", recording.folder.filePath("no.har"), recording.file}).status == 3);
}
