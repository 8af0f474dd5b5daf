// What the window keeps, at the command line: listed, compared, and what is known of noise.
#include "catch.h"
#include "command_line.h"
#include "core/compare/noise_memory.h"
#include "core/history/history_store.h"
#include "core/session/noise_keeper.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace keyhole;

namespace {

/// A folder of data of its own, for this program and for those that it starts.
struct Data {
    Data() : before(qgetenv("XDG_DATA_HOME")) { qputenv("XDG_DATA_HOME", folder.path().toUtf8()); }
    ~Data()
    {
        if (before.isEmpty())
            qunsetenv("XDG_DATA_HOME");
        else
            qputenv("XDG_DATA_HOME", before);
    }
    QString file(const QString &name) const
    {
        QDir().mkpath(folder.filePath("keyhole"));
        return folder.filePath("keyhole/" + name);
    }

    QTemporaryDir folder;
    const QByteArray before;
};

qint64 add(HistoryStore &store, int status, const QByteArray &token, const QByteArray &load)
{
    Exchange exchange;
    Hop &hop = exchange.hops.emplace_back();
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://api.example.com/orders");
    hop.request.fields.append("Authorization", "Bearer " + token);
    Response &response = hop.response.emplace();
    response.status = status;
    response.fields = FieldList({{"Content-Type", "application/json", {}}});
    response.body = R"({"load":)" + load + '}';
    Report report;
    report.status = status;
    const auto entry = store.add({exchange, report});
    REQUIRE(entry);
    return entry->id;
}

QJsonObject jsonOf(const CommandResult &result)
{
    return QJsonDocument::fromJson(result.out).object();
}

}

TEST_CASE("keyhole-cli history: lists what was sent with its ids, and finds by words; no secret is in it", "[cli]")
{
    const Data data;
    {
        auto store = HistoryStore::open(data.file("history.sqlite"), Secret(QByteArray(32, 'k')));
        REQUIRE(store);
        add(*store, 200, "then-0123456789abcdef0123", "1");
        add(*store, 401, "nows-0123456789abcdef0123", "2");
    }
    const auto all = runCli({"history"});
    CHECK(all.status == 0);
    CHECK(all.out.indexOf("history:2") < all.out.indexOf("history:1"));
    CHECK(all.out.contains("401 GET https://api.example.com/orders"));
    CHECK_FALSE(all.out.contains("0123456789abcdef"));
    const QJsonArray found = jsonOf(runCli({"history", "--format", "json", "401"}))["exchanges"].toArray();
    REQUIRE(found.size() == 1);
    CHECK(found[0].toObject()["id"].toInt() == 2);
    CHECK(runCli({"history", "--most", "1"}).out.count("history:") == 1);
    CHECK(runCli({"history", "nothing-like-it"}).out.contains("Nothing of the kind"));
}

TEST_CASE("keyhole-cli history: what cannot be is told", "[cli]")
{
    const Data data;
    CHECK(runCli({"history"}).status == 3);
    CHECK(runCli({"history", "--most", "0"}).status == 2);
    CHECK(runCli({"history", "--format", "xml"}).status == 2);
    CHECK(runCli({"history", "since:neverday"}).status == 2);
    CHECK(runCli({"compare", "history:1"}).status == 3);
    CHECK_FALSE(QFile::exists(data.file("history.sqlite")));
}

TEST_CASE("keyhole-cli compare: exchanges of the history by their ids, or one with the last success before it", "[cli]")
{
    const Data data;
    {
        auto store = HistoryStore::open(data.file("history.sqlite"), Secret(QByteArray(32, 'k')));
        REQUIRE(store);
        for (const char *load : {"1", "2", "3"})
            add(*store, 200, "then-0123456789abcdef0123", load);
        add(*store, 401, "nows-0123456789abcdef0123", "9");
    }
    const auto two = runCli({"compare", "history:1", "history:4"});
    CHECK(two.status == 1);
    CHECK(two.out.contains("another token"));
    CHECK_FALSE(two.out.contains("0123456789abcdef"));
    const auto one = runCli({"compare", "--format", "json", "history:4"});
    CHECK(one.status == 1);
    CHECK(jsonOf(one)["left"].toObject()["status"].toInt() == 200);
    CHECK(jsonOf(one)["right"].toObject()["status"].toInt() == 401);
    const auto accepted = runCli({"compare", "--all", "history:2", "history:3"});
    CHECK(accepted.status == 1);  // "load" differs, and one other success alone teaches nothing
    CHECK(runCli({"compare", "history:99"}).status == 3);
    CHECK(runCli({"compare", "history:x", "history:1"}).status == 3);
    CHECK(runCli({"compare", "history:1"}).err.contains("no earlier success"));
}

TEST_CASE("keyhole-cli noise: what a host's answers differ in is listed, folds comparisons, and can be forgotten", "[cli]")
{
    const Data data;
    const NoiseSubject subject{"api.example.com", "some request"};
    {
        NoiseKeeper noise(data.file("noise.json"));
        for (int pair = 0; pair < 3; ++pair)
            noise.memory().learn({subject, {1, 1, 1}, {"response.body/load"}});
    }
    {
        auto store = HistoryStore::open(data.file("history.sqlite"), Secret(QByteArray(32, 'k')));
        REQUIRE(store);
        add(*store, 200, "then-0123456789abcdef0123", "1");
        add(*store, 200, "then-0123456789abcdef0123", "2");
    }
    CHECK(runCli({"noise"}).out.contains("response.body/load"));
    const QJsonObject place = jsonOf(runCli({"noise", "--format", "json"}))["places"].toArray()[0].toObject();
    CHECK(place["differed"].toInt() == 3);
    CHECK(place["folded"].toBool());
    CHECK(runCli({"compare", "history:1", "history:2"}).status == 0);

    CHECK(runCli({"noise", "--forget", "other.example"}).status == 3);
    CHECK(runCli({"noise", "--forget", "api.example.com", "--place", "response.body/load"}).status == 0);
    CHECK(runCli({"noise"}).out.contains("Nothing is known"));
    CHECK(runCli({"compare", "history:1", "history:2"}).status == 1);
    CHECK(runCli({"noise", "--forget-all"}).status == 3);
    CHECK(runCli({"noise", "--place", "x"}).status == 2);
    CHECK(runCli({"noise", "--sideways"}).status == 2);
}
