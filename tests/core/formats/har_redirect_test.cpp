#include "catch.h"
#include "core/formats/har.h"
#include "har_samples.h"

using namespace keyhole;
using har_samples::entry;
using har_samples::har;

namespace {

QByteArray redirect(const QByteArray &from, const QByteArray &to, const QByteArray &time = "09:00:00", const QByteArray &status = "302")
{
    return entry({.started = "\"2026-11-21T" + time + "Z\"",
                  .url = "https://a.example" + from,
                  .status = status,
                  .responseMore = R"("redirectURL":")" + to + R"(","headers":[])"});
}

QByteArray refused(const QByteArray &path, const QByteArray &time)
{
    return entry({.started = "\"2026-11-21T" + time + "Z\"", .url = "https://a.example" + path});
}

size_t hopsOfLast(const QByteArray &entries)
{
    const auto file = HarFile::parse(har(entries));
    REQUIRE(file);
    const auto exchange = file->exchange(file->count() - 1);
    REQUIRE(exchange);
    return exchange->hops.size();
}

}

TEST_CASE("HAR: entries that redirected to the asked one come before it", "[formats]")
{
    const auto file = HarFile::parse(har(redirect("/old", "/mid") + ',' + redirect("/mid", "https://a.example/new#top", "09:00:01", "308")
                                         + ',' + refused("/unrelated", "09:00:01") + ',' + refused("/new", "09:00:02")));
    REQUIRE(file);
    const auto exchange = file->exchange(3);
    REQUIRE(exchange);
    REQUIRE(exchange->hops.size() == 3);
    CHECK(exchange->hops[0].request.url.path == "/old");
    CHECK(exchange->hops[1].request.url.path == "/mid");
    CHECK(exchange->hops[1].whyFollowed == "302 from entry 1");
    CHECK(exchange->hops[2].whyFollowed == "308 from entry 2");
    CHECK(exchange->recordedEntry == 4);
}

TEST_CASE("HAR: the Location field serves where redirectURL is empty", "[formats]")
{
    const QByteArray first = entry({.url = "https://a.example/dir/x",
                                    .status = "307",
                                    .responseMore = R"("redirectURL":"","headers":[{"name":"Location","value":"y"}])"});
    CHECK(hopsOfLast(first + ',' + refused("/dir/y", "09:00:01")) == 2);
}

TEST_CASE("HAR: an entry stands alone when no redirect can have led to it", "[formats]")
{
    CHECK(hopsOfLast(redirect("/old", "/new") + ',' + refused("/new", "09:00:31")) == 1);  // too long after
    CHECK(hopsOfLast(redirect("/old", "/new", "09:00:05") + ',' + refused("/new", "09:00:01")) == 1);  // begun before
    CHECK(hopsOfLast(redirect("/old", "/new") + ',' + refused("/new", "09:00:01") + ',' + refused("/new", "09:00:02"))
          == 1);  // followed already
    CHECK(hopsOfLast(redirect("/old", "/new", "09:00:00", "304") + ',' + refused("/new", "09:00:01")) == 1);  // no redirect
    CHECK(hopsOfLast(redirect("/a", "/a") + ',' + redirect("/a", "/a", "09:00:01")) == 2);  // a loop ends with its recording
}
