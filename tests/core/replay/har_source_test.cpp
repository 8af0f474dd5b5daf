#include "catch.h"
#include "core/json/values.h"
#include "core/replay/har_source.h"

using namespace keyhole;

namespace {

JsonValue pairs(const std::vector<std::pair<QByteArray, QByteArray>> &fields)
{
    JsonValue list = jsonList({});
    for (const auto &[name, value] : fields)
        list.items.push_back(jsonObject({{"name", jsonText(name)}, {"value", jsonText(value)}}));
    return list;
}

struct Recorded {
    QByteArray method = "GET", url = "https://api.example.com/orders";
    std::vector<std::pair<QByteArray, QByteArray>> fields = {};
    QByteArray body = {};
    int status = 200;
};

JsonValue entry(const Recorded &recorded)
{
    std::vector<JsonMember> request{{"method", jsonText(recorded.method)},
                                    {"url", jsonText(recorded.url)},
                                    {"httpVersion", jsonText("HTTP/1.1")},
                                    {"headers", pairs(recorded.fields)}};
    if (!recorded.body.isEmpty())
        request.push_back({"postData", jsonObject({{"mimeType", jsonText("application/json")}, {"text", jsonText(recorded.body)}})});
    const JsonValue response = jsonObject({{"status", jsonNumber(recorded.status)},
                                           {"statusText", jsonText("")},
                                           {"httpVersion", jsonText("HTTP/1.1")},
                                           {"headers", pairs({})},
                                           {"content", jsonObject({{"size", jsonNumber(2)}, {"text", jsonText("{}")}})}});
    return jsonObject({{"startedDateTime", jsonText("2026-11-21T09:00:00.000Z")},
                       {"time", jsonNumber(5)},
                       {"request", jsonObject(std::move(request))},
                       {"response", response}});
}

std::shared_ptr<const HarFile> har(const std::vector<Recorded> &entries)
{
    JsonValue list = jsonList({});
    for (const Recorded &each : entries)
        list.items.push_back(entry(each));
    auto file = HarFile::parse(toJson(jsonObject({{"log", jsonObject({{"version", jsonText("1.2")}, {"entries", std::move(list)}})}})));
    REQUIRE(file);
    return std::make_shared<const HarFile>(std::move(*file));
}

HostMapping mapping(const char *text)
{
    const auto parsed = parseHostMapping(text);
    REQUIRE(parsed);
    return *parsed;
}

/// Everything of a draft that would go over the wire, as one text.
QByteArray allOf(const RequestDraft &draft)
{
    QByteArray text = draft.address + '\n' + draft.auth.user + draft.auth.secret.reveal() + '\n' + draft.body.text;
    for (const DraftRow &row : draft.fields)
        text += '\n' + row.name + ": " + row.value;
    for (const DraftRow &row : draft.cookies)
        text += '\n' + row.name + '=' + row.value;
    return text;
}

const char *const kToken = "q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je";

}

TEST_CASE("HarSource: an entry is sent as it was recorded, with its credential to the same origin", "[replay]")
{
    HarSource source(har({{"PUT",
                           "https://api.example.com/orders/1?x=1",
                           {{"Authorization", QByteArray("Bearer ") + kToken}, {"X-A", "1"}},
                           "{\"n\":1}"}}),
                     "session.har");
    const auto request = source.request(0);
    REQUIRE(request);
    CHECK(request->asRecorded);
    CHECK(request->draft.method == "PUT");
    CHECK(request->draft.address == "https://api.example.com/orders/1?x=1");
    CHECK(request->draft.auth.secret.reveal() == kToken);
    CHECK(request->draft.body.text == "{\"n\":1}");
    CHECK_FALSE(request->draft.followRedirects);
    CHECK(request->notes.isEmpty());
    CHECK(source.items()[0].place == "entry 1");
}

TEST_CASE("HarSource: each hop of a redirect is an entry of its own", "[replay]")
{
    HarSource source(har({{"GET", "https://a.example.com/1", {}, {}, 302}, {"GET", "https://a.example.com/2"}}), "session.har");
    CHECK(source.request(0)->draft.address == "https://a.example.com/1");
    CHECK(source.request(1)->draft.address == "https://a.example.com/2");
}

TEST_CASE("HarSource: a recorded credential never goes to another origin, wherever it stands", "[replay]")
{
    const std::vector<std::pair<QByteArray, QByteArray>> fields
        = GENERATE(std::vector<std::pair<QByteArray, QByteArray>>{{"Authorization", QByteArray("Bearer ") + kToken}},
                   std::vector<std::pair<QByteArray, QByteArray>>{{"Authorization", QByteArray("Bearer ") + kToken}, {"X-Copy", kToken}},
                   std::vector<std::pair<QByteArray, QByteArray>>{{"Cookie", QByteArray("theme=dark; sid=") + kToken}},
                   std::vector<std::pair<QByteArray, QByteArray>>{{"X-API-Key", kToken}},
                   std::vector<std::pair<QByteArray, QByteArray>>{{"Proxy-Authorization", QByteArray("Bearer ") + kToken}});
    CAPTURE(fields.front().first);
    HarSettings settings;
    settings.hosts = {mapping("api.example.com=https://other.example.net")};
    HarSource source(har({{"GET", "https://api.example.com/orders?page=2", fields}}), "session.har", settings);
    const auto request = source.request(0);
    REQUIRE(request);
    CHECK(request->draft.address == "https://other.example.net/orders?page=2");
    CHECK_FALSE(allOf(request->draft).contains(kToken));
    CHECK(request->draft.useJar);
    REQUIRE_FALSE(request->notes.isEmpty());
    CHECK(request->notes.front().contains("stays behind"));
}

TEST_CASE("HarSource: parameters and bodies keep their secrets at home as well", "[replay]")
{
    HarSettings settings;
    settings.hosts = {mapping("api.example.com=localhost:8080")};
    SECTION("a parameter is taken out")
    {
        HarSource source(har({{"GET", QByteArray("https://api.example.com/orders?access_token=") + kToken + "&page=2"}}), "s.har",
                         settings);
        const auto request = source.request(0);
        REQUIRE(request);
        CHECK(request->draft.address == "https://localhost:8080/orders?page=2");
    }
    SECTION("a body cannot be changed, so that the request is not sent")
    {
        HarSource source(har({{"POST", "https://api.example.com/login", {}, R"({"user":"a","password":"correct horse battery"})"}}),
                         "s.har", settings);
        const auto request = source.request(0);
        REQUIRE_FALSE(request);
        CHECK(request.error().place == "entry 1");
    }
}

TEST_CASE("HarSource: without recorded credentials nothing goes along, even to the same origin", "[replay]")
{
    HarSettings settings;
    settings.recordedCredentials = false;
    HarSource source(har({{"GET", "https://api.example.com/orders", {{"Authorization", QByteArray("Bearer ") + kToken}}}}), "s.har",
                     settings);
    const auto request = source.request(0);
    REQUIRE(request);
    CHECK(request->draft.auth.kind == AuthKind::None);
}

TEST_CASE("HarSource: a credential that is given goes to its origin, and to no other", "[replay]")
{
    AuthDraft mine;
    mine.kind = AuthKind::Bearer;
    mine.secret = Secret("my-own-token");
    HarSettings settings;
    settings.hosts = {mapping("api.example.com=http://localhost:8080")};
    settings.credentials = {{Origin{"http", "localhost", 8080}, mine}};
    HarSource source(har({{"GET", "https://api.example.com/a"}, {"GET", "https://elsewhere.example.org/b"}}), "s.har", settings);
    const auto here = source.request(0), there = source.request(1);
    REQUIRE(here);
    REQUIRE(there);
    CHECK(here->draft.auth.secret.reveal() == "my-own-token");
    CHECK(here->draft.auth.onlyTo == std::vector<Origin>{{"http", "localhost", 8080}});
    CHECK(there->draft.auth.kind == AuthKind::None);
}

TEST_CASE("HarSource: what was redacted is told and not sent; Origin and Referer follow the host", "[replay]")
{
    HarSettings settings;
    settings.hosts = {mapping("api.example.com=http://localhost:8080")};
    HarSource source(
        har({{"GET",
              "https://api.example.com/a",
              {{"X-Session", "[redacted]"}, {"Origin", "https://api.example.com"}, {"Referer", "https://api.example.com/page?x=1"}}}}),
        "s.har", settings);
    const auto request = source.request(0);
    REQUIRE(request);
    const QByteArray all = allOf(request->draft);
    CHECK_FALSE(all.contains("redacted"));
    CHECK(all.contains("Origin: http://localhost:8080\n"));
    CHECK(all.contains("Referer: http://localhost:8080/page?x=1"));
    CHECK(request->notes.front().contains("X-Session"));
}

TEST_CASE("HarSource: what no HTTP request was is left out", "[replay]")
{
    HarSource source(har({{"GET", "wss://api.example.com/feed"}, {"GET", "data:text/plain,x"}, {"GET", "https://api.example.com/"}}),
                     "s.har");
    CHECK_FALSE(source.items()[0].leftOut.isEmpty());
    CHECK_FALSE(source.items()[1].leftOut.isEmpty());
    CHECK(source.items()[2].leftOut.isEmpty());
    CHECK(source.recordedOrigins() == std::vector<Origin>{{"https", "api.example.com", 443}});
}

TEST_CASE("HarSource: the recorded answer is the last result", "[replay]")
{
    HarSource source(har({{"GET", "https://api.example.com/a", {}, {}, 401}}), "s.har");
    REQUIRE(source.request(0));
    REQUIRE(source.lastResult(0));
    CHECK(source.lastResult(0)->status == 401);
    CHECK_FALSE(source.lastResult(0)->cause.isEmpty());
}

TEST_CASE("HostMapping: leads a host elsewhere, and leaves what is not said", "[replay]")
{
    const auto [text, from, to] = GENERATE(table<const char *, const char *, const char *>({
        {"a.example=b.example", "https://a.example/p?q", "https://b.example/p?q"},
        {"a.example=b.example", "https://A.EXAMPLE:8443/p", "https://b.example:8443/p"},
        {"a.example=localhost:8080", "https://a.example/p", "https://localhost:8080/p"},
        {"a.example=http://localhost:8080", "https://a.example/p", "http://localhost:8080/p"},
        {"a.example=http://localhost", "https://a.example:8443/p", "http://localhost/p"},
        {"a.example:8443=b.example:1", "https://a.example/p", "https://a.example/p"},
        {"a.example:443=b.example:1", "https://a.example/p", "https://b.example:1/p"},
        {"http://a.example=b.example", "https://a.example/p", "https://a.example/p"},
        {"a.example=b.example", "https://www.a.example/p", "https://www.a.example/p"},
        {"[::1]:80=b.example", "http://[::1]/p", "http://b.example/p"},
    }));
    CAPTURE(text, from);
    CHECK(mapped(*Url::parse(from), {mapping(text)}).toString() == to);
}

TEST_CASE("HostMapping: what names no two hosts is refused", "[replay]")
{
    const char *text
        = GENERATE("", "a.example", "=b.example", "a.example=", "a.example=b.example/path", "ftp://a=b", "a=b?x", "u@a=b", "a b=c");
    CAPTURE(text);
    CHECK_FALSE(parseHostMapping(text));
}
