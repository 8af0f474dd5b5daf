#include "app/lab/loopback_server.h"
#include "catch.h"
#include "command_line.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace keyhole;

namespace {

/// Refuses whoever sends the cookie, and accepts the token alone.
struct CookieFirst {
    QList<QByteArray> methods;
    lab::LoopbackServer server{[this](const Request &request) {
        methods += request.method;
        const bool refused = request.fields.contains("Cookie") || !request.fields.contains("Authorization");
        return refused ? lab::challenge("Bearer", "no") : lab::json(200, "{}");
    }};
    CookieFirst() { REQUIRE(server.open(0)); }
    QString address() const { return QStringLiteral("http://127.0.0.1:%1/orders").arg(server.serverPort()); }

    CommandResult probe(const QStringList &options) const
    {
        return runCliWhileServing(
            QStringList{"probe", "--noproxy", "*", "-H", "Authorization: Bearer q8Zr1vWn5Tb3Yx7Lk2Mp", "-b", "sid=S3cr3tS3ss10n", address()}
            + options);
    }
};

QJsonObject jsonOf(const CommandResult &result)
{
    return QJsonDocument::fromJson(result.out).object();
}

}

TEST_CASE("keyhole-cli probe: a list tells what would be sent where, and sends the request once", "[cli]")
{
    CookieFirst server;
    const auto text = server.probe({});
    CHECK(text.status == 0);
    CHECK(server.methods.size() == 1);
    CHECK(text.out.contains("without-cookies"));
    CHECK(text.out.contains("the cookie “sid” is left out"));
    CHECK(text.out.contains("1 request, up to 5"));
    CHECK_FALSE(text.out.contains("S3cr3tS3ss10n"));
    CHECK_FALSE(text.out.contains("q8Zr1vWn5Tb3Yx7Lk2Mp"));
    const QJsonObject json = jsonOf(server.probe({"--list", "--format", "json"}));
    CHECK(json["schema"] == "keyhole.probes/1");
    CHECK(json["probes"].toArray().size() >= 4);
}

TEST_CASE("keyhole-cli probe: experiments settle the cause, and the report tells them", "[cli]")
{
    CookieFirst server;
    const auto json = server.probe({"--run", "without-cookies,without-authorization", "--format", "json"});
    CHECK(json.status == 0);
    const QJsonObject experiments = jsonOf(json)["experiments"].toObject();
    CHECK(experiments["settled"].toBool());
    CHECK(experiments["cause"] == "header.duplicated");
    CHECK(experiments["rows"].toArray().size() == 3);
    CHECK(jsonOf(json)["verdict"].toObject()["certainty"] == "certain");
    CHECK(server.methods.size() == experiments["requests"].toInt() + 1);
    const auto text = server.probe({"--run", "all"});
    CHECK(text.out.contains("Experiments: settled by"));
    CHECK_FALSE(text.out.contains("S3cr3tS3ss10n"));
    CHECK(server.probe({"--run", "all", "--format", "markdown"}).out.contains("| Without cookies | accepted |"));
    CHECK(server.probe({"--run", "all", "--format", "html"}).out.contains("<td>Without cookies</td>"));
}

TEST_CASE("keyhole-cli probe: a method that changes data is sent again only when that was said", "[cli]")
{
    CookieFirst server;
    const auto refused = server.probe({"-X", "DELETE", "--run", "without-cookies,without-authorization"});
    CHECK(refused.status == 0);
    CHECK(server.methods == QList<QByteArray>{"DELETE"});
    CHECK(refused.err.contains("may be sent again"));
    server.methods.clear();
    server.probe({"-X", "DELETE", "--may-repeat", "--run", "without-cookies"});
    CHECK(server.methods.size() == 7);
}

TEST_CASE("keyhole-cli probe: what is no experiment is told", "[cli]")
{
    CHECK(runCli({"probe", "--run", "no-such", "http://127.0.0.1:1/"}).status == 2);
    CHECK(runCli({"probe", "--har", "/no/such.har"}).status == 3);
}

TEST_CASE("keyhole-cli bisect: entries of a recording are brought down to the field that matters", "[cli]")
{
    int requests = 0;
    lab::LoopbackServer server([&requests](const Request &request) {
        ++requests;
        return request.fields.value("X-Tenant") == QByteArray("blue") ? lab::json(200, "{}") : lab::challenge("Bearer", "no");
    });
    REQUIRE(server.open(0));
    const QByteArray address = "http://127.0.0.1:" + QByteArray::number(server.serverPort()) + "/orders";
    HarEntryText good{address + "?page=1"}, bad{address + "?page=2"};
    good.requestFields = {{"X-Tenant", "blue"}, {"X-Other", "a"}, {"Accept-Language", "de"}};
    good.status = 200;
    bad.requestFields = {{"X-Tenant", "green"}, {"X-Other", "b"}, {"Accept-Language", "en"}};
    const QTemporaryDir folder;
    const QString har = writeFile(folder, "both.har", harOf({good.json(), bad.json()}));
    const auto plan = runCliWhileServing({"bisect", "--plan", har + "#1", har + "#2"});
    CHECK(plan.out.contains("4 differences"));
    CHECK(requests == 0);
    const QJsonObject json = jsonOf(runCliWhileServing({"bisect", "--noproxy", "--format", "json", har + "#1", har + "#2"}));
    CHECK(json["state"] == "found");
    REQUIRE(json["found"].toArray().size() == 1);
    CHECK(json["found"].toArray()[0].toObject()["where"] == "request.headers.x-tenant");
    CHECK(json["requests"].toInt() == requests);
    CHECK(requests <= json["requests_foretold"].toInt());
}

TEST_CASE("keyhole-cli bisect: files of curl commands are taken, and what cannot be searched is told", "[cli]")
{
    const QTemporaryDir folder;
    const QString good = writeFile(folder, "good.txt", "curl -H 'X-A: 1' http://127.0.0.1:1/");
    const QString bad = writeFile(folder, "bad.txt", "curl -X POST -H 'X-A: 2' http://127.0.0.1:1/");
    CHECK(runCli({"bisect", "--plan", good, bad}).out.contains("2 differences"));
    const auto changes = runCli({"bisect", good, bad});
    CHECK(changes.status == 2);
    CHECK(changes.err.contains("may be sent again"));
    CHECK(runCli({"bisect", good}).status == 2);
    CHECK(runCli({"bisect", good, good}).err.contains("do not differ"));
}
