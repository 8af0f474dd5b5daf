#include "catch.h"
#include "core/formats/har.h"
#include "har_samples.h"

#include <QFile>
#include <QTemporaryDir>

using namespace keyhole;
using har_samples::entry;
using har_samples::har;

TEST_CASE("HAR: text that is none fails with its place and a remedy", "[formats]")
{
    const auto [text, place, says] = GENERATE(table<QByteArray, QString, QString>({
        {"", "", "nothing in it"},
        {"hello", "line 1, column 1", "no JSON"},
        {"{\"log\":\n {\"entries\": [oops]}}", "line 2, column 15", "“oops]}}”"},
        {"{\"log\":{\"entries\":[{\"a\":1,}]}}", "line 1, column 27", "member name"},
        {"{\"log\":{\"entries\":[]}} x", "line 1, column 24", "nothing may follow"},
        {"[]", "", "no HAR"},
        {"{\"log\":{}}", "", "no HAR"},
        {"{\"log\":{\"entries\":{}}}", "", "no HAR"},
        {"{\"openapi\":\"3.0.0\"}", "", "no HAR"},
    }));
    CAPTURE(text);
    const auto file = HarFile::parse(text);
    REQUIRE_FALSE(file);
    CHECK(file.error().place == place);
    CHECK(file.error().what.contains(says));
    CHECK_FALSE(file.error().remedy.isEmpty());
}

TEST_CASE("HAR: one that was cut off anywhere says so", "[formats]")
{
    const QByteArray whole = har(entry() + ',' + entry());
    for (qsizetype length = 1; length < whole.size(); ++length) {
        CAPTURE(length);
        const auto file = HarFile::parse(whole.first(length));
        REQUIRE_FALSE(file);
        CHECK(file.error().what.contains("ends early"));
        CHECK(file.error().place == QStringLiteral("line 1, column %1").arg(length + 1));
        CHECK(file.error().remedy.contains("save it again"));
    }
}

TEST_CASE("HAR: an entry with a fault is named and leaves the others alone", "[formats]")
{
    const auto [broken, place] = GENERATE(table<QByteArray, QString>({
        {R"({"startedDateTime":"2026-11-21T09:00:00Z","request":{"method":"GET","headers":[]},"response":{"status":200}})",
         "entry 2, request.url"},
        {R"({"startedDateTime":"2026-11-21T09:00:00Z","response":{"status":200}})", "entry 2, request"},
        {"null", "entry 2"},
        {R"("text")", "entry 2"},
    }));
    CAPTURE(broken);
    const auto file = HarFile::parse(har(entry() + ',' + broken + ',' + entry()));
    REQUIRE(file);
    CHECK(file->count() == 3);
    CHECK(file->exchange(0));
    CHECK(file->exchange(2));
    const auto failed = file->exchange(1);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().place == place);
    REQUIRE(file->warnings().size() == 1);
    CHECK(file->warnings()[0].place == place);
}

TEST_CASE("HAR: a giant file is refused before it is read, and the limit is told", "[formats]")
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("giant.har"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.resize((2LL << 30) + 1));  // sparse: no byte is written
    const auto giant = HarFile::open(file.fileName());
    REQUIRE_FALSE(giant);
    CHECK(giant.error().what.contains("2048 MB"));
    CHECK_FALSE(giant.error().remedy.isEmpty());
    CHECK_FALSE(HarFile::open(folder.filePath("missing.har")));
}

TEST_CASE("HAR: an address that is none fails with its place", "[formats]")
{
    const auto file = HarFile::parse(har(entry({.url = "/only/a/path"})));
    REQUIRE(file);
    const auto exchange = file->exchange(0);
    REQUIRE_FALSE(exchange);
    CHECK(exchange.error().place == "entry 1, request.url");
}

TEST_CASE("HAR: a value that only the entry's own reading reaches fails that entry alone", "[formats]")
{
    const auto file = HarFile::parse(har(entry({.more = R"("_x":nul)"}) + ',' + entry()));
    REQUIRE(file);
    const auto failed = file->exchange(0);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().place.startsWith("entry 1, line 1, column"));
    CHECK(file->exchange(1));
}

TEST_CASE("HAR: members of another type than the standard's are read around", "[formats]")
{
    const auto file = HarFile::parse(har(
        R"({"startedDateTime":null,"time":"12.5","request":{"method":null,"url":"http://a.example/","headers":{"Accept":"*/*"},"cookies":null},)"
        R"("response":{"status":"200","headers":null,"content":null},"timings":null})"));
    REQUIRE(file);
    CHECK(file->summary(0).status == 200);
    const auto exchange = file->exchange(0);
    REQUIRE(exchange);
    CHECK(exchange->last().request.method == "GET");
    CHECK(exchange->last().request.fields == FieldList{{"Accept", "*/*", {}}});
    CHECK(exchange->last().response->status == 200);
    CHECK_FALSE(exchange->last().sentAt);
}
