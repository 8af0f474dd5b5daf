#include "catch.h"
#include "core/replay/changing_methods.h"
#include "core/replay/seen_result.h"
#include "core/replay/stop_rule.h"

using namespace keyhole;

TEST_CASE("StopRule: is read as it is written", "[replay]")
{
    const char *text = GENERATE("failure", "3 failures", "expectation", "status 401", "status 5xx", "cause token.expired", "cause token");
    CAPTURE(text);
    const auto rule = parseStopRule(text);
    REQUIRE(rule);
    CHECK(stopRuleText(*rule) == text);
}

TEST_CASE("StopRule: what is none is refused", "[replay]")
{
    const char *text = GENERATE("", "fail", "0 failures", "-1 failures", "status", "status 42", "status xx", "status 0xx", "cause", "3",
                                "status 401 now");
    CAPTURE(text);
    CHECK_FALSE(parseStopRule(text));
}

TEST_CASE("SeenResult: is kept as JSON and read again", "[replay]")
{
    const SeenResult result{401, "token.expired", "0123abcd"};
    CHECK(seenResultFrom(toJsonValue(result)) == result);
    const SeenResult inParts{200, {}, "0123abcd", {{"/items/*/price", "aaaaaaaa"}, {"/total", "bbbbbbbb"}}};
    CHECK(seenResultFrom(toJsonValue(inParts)) == inParts);
    CHECK_FALSE(seenResultFrom(*parseJson("{}")));
    CHECK_FALSE(seenResultFrom(*parseJson(R"({"status":-1})")));
    CHECK_FALSE(seenResultFrom(*parseJson("[]")));
}

TEST_CASE("SeenResult: a change is told by what changed", "[replay]")
{
    const SeenResult before{200, {}, "aaaaaaaa"};
    const auto [now, text] = GENERATE(table<SeenResult, QString>({{{200, {}, "aaaaaaaa"}, "no"},
                                                                  {{200, {}, "bbbbbbbb"}, "body"},
                                                                  {{200, {}, {}}, "no"},
                                                                  {{200, "x.y", "bbbbbbbb"}, "cause none → x.y, body"},
                                                                  {{401, "x.y", "bbbbbbbb"}, "200 → 401"},
                                                                  {{0, {}, {}}, "200 → no answer"}}));
    CHECK(changeText(changeBetween(before, now), now) == text);
    CHECK(changeText(changeBetween({}, now), now).isEmpty());
}

TEST_CASE("changesData: only methods that are registered as safe change nothing", "[replay]")
{
    for (const char *safe : {"GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "QUERY"})
        CHECK_FALSE(changesData(QByteArrayView(safe)));
    for (const char *other : {"POST", "PUT", "PATCH", "DELETE", "get", "PURGE", "MKCOL", "", "{{method}}"})
        CHECK(changesData(QByteArrayView(other)));
}
