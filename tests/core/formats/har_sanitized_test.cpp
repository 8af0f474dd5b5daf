#include "catch.h"
#include "core/formats/har.h"
#include "har_samples.h"

using namespace keyhole;
using har_samples::entry;
using har_samples::EntryParts;
using har_samples::har;

namespace {

const QByteArray kChrome = R"({"name":"WebInspector","version":"537.36"})";

QByteArray agent(int version)
{
    return R"({"name":"User-Agent","value":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/)"
        + QByteArray::number(version) + R"(.0.0.0 Safari/537.36"})";
}

QByteArray browserEntry(const QByteArray &fields, const QByteArray &more = R"("cookies":[],"headersSize":-1)")
{
    return entry({.requestMore = R"("headers":[)" + fields + "]," + more});
}

Exchange first(const QByteArray &text)
{
    const auto file = HarFile::parse(text);
    REQUIRE(file);
    const auto exchange = file->exchange(0);
    REQUIRE(exchange);
    return *exchange;
}

}

TEST_CASE("HAR: one that Chrome saved without sensitive data is recognised", "[formats]")
{
    const Exchange exchange = first(har(browserEntry(agent(131)), kChrome));
    CHECK(exchange.sanitized);
    CHECK(exchange.sanitizedWhy.contains("sensitive data"));
}

TEST_CASE("HAR: a head that was longer than what is listed shows that fields were left out", "[formats]")
{
    // "GET /v1/orders HTTP/1.1", two line ends and "Accept: */*" with its own make 40 bytes.
    const auto [size, sanitized] = GENERATE(table<QByteArray, bool>({{"40", false}, {"74", true}}));
    const Exchange exchange = first(har(browserEntry(R"({"name":"Accept","value":"*/*"})", R"("headersSize":)" + size), kChrome));
    CHECK(exchange.sanitized == sanitized);
    CHECK(exchange.sanitizedWhy.contains("74 bytes") == sanitized);
}

TEST_CASE("HAR: without an Authorization it is still whole when nothing shows that one was left out", "[formats]")
{
    const QByteArray withCookie = browserEntry(R"({"name":"Cookie","value":"a=b"})");
    const QByteArray text = GENERATE_REF(as<QByteArray>{}, har(browserEntry(agent(131))),  // another program's file
                                         har(browserEntry(agent(129)), kChrome),  // before Chrome left anything out
                                         har(browserEntry(agent(131)) + ',' + withCookie, kChrome),  // saved with sensitive data
                                         har(browserEntry(agent(131)), R"({"name":"Firefox","version":"132.0"})"));
    CAPTURE(text);
    CHECK_FALSE(first(text).sanitized);
}

TEST_CASE("HAR: values replaced by a tool count as left out, placeholders of a person do not", "[formats]")
{
    const auto [value, sanitized] = GENERATE(table<QByteArray, bool>({
        {"[redacted]", true},
        {"Bearer [REDACTED]", true},
        {"Bearer ***", true},
        {"***REDACTED***", true},
        {"[Filtered]", true},
        {"[authorization redacted]", true},
        {"<removed>", true},
        {"Bearer eyJh\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2wxyz", true},
        {"Bearer <token>", false},
        {"Bearer {{token}}", false},
        {"Bearer YOUR_TOKEN", false},
        {"Bearer", false},
        {"", false},
    }));
    CAPTURE(value);
    const Exchange exchange = first(har(browserEntry(R"({"name":"Authorization","value":")" + value + "\"}")));
    CHECK(exchange.sanitized == sanitized);
    CHECK(exchange.sanitizedWhy.contains("Authorization") == sanitized);
}

TEST_CASE("HAR: one redacted cookie among others is enough", "[formats]")
{
    CHECK(first(har(browserEntry(R"({"name":"Cookie","value":"lang=en; sid=[sid redacted]"})"))).sanitized);
    CHECK_FALSE(first(har(browserEntry(R"({"name":"Cookie","value":"lang=en; sid=0123"})"))).sanitized);
}
