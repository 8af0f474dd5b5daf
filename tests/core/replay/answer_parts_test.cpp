// Whether an answer is another one than the last: by its parts, without what differs between any two.
#include "catch.h"
#include "core/compare/noise_memory.h"
#include "listed_requests.h"

using namespace keyhole;

namespace {

SeenResult seenOf(const QByteArray &body, const QByteArray &type = "application/json", int status = 200)
{
    Exchange exchange;
    Response &response = exchange.hops.emplace_back().response.emplace();
    response.status = status;
    response.fields = FieldList({{"Content-Type", type, {}}});
    response.body = body;
    return seenResult(exchange, {});
}

QString changeOf(const QByteArray &before, const QByteArray &now, const QByteArray &type = "application/json")
{
    const SeenResult seen = seenOf(now, type);
    return changeText(changeBetween(seenOf(before, type), seen), seen);
}

}

TEST_CASE("Change: dates, ids of requests and nonces are none; what else differs is named", "[replay][changed]")
{
    const auto [before, now, text] = GENERATE(table<const char *, const char *, const char *>({
        {R"({"total":3,"timestamp":"a"})", R"({"total":3,"timestamp":"b"})", "no"},
        {R"({"requestId":"a","total":3})", R"({"requestId":"b","total":3})", "no"},
        {R"({"nonce":"x","total":3})", R"({"nonce":"y","total":3})", "no"},
        {R"({"due":"2026-11-21T10:00:00Z"})", R"({"due":"2026-11-21T10:00:07Z"})", "no"},
        {R"({"ref":"3f2a8c1e-7d44-4a3b-9a54-0f1e2d3c4b5a"})", R"({"ref":"0b1c2d3e-1111-4a3b-9a54-0f1e2d3c4b5b"})", "no"},
        {R"({"seen":1795250000})", R"({"seen":1795250007})", "no"},
        {R"({"a":1,"b":2})", R"({"b":2,"a":1})", "no"},
        {R"({ "a" : 1 })", R"({"a":1})", "no"},
        {R"({"total":3})", R"({"total":4})", "/total"},
        {R"({"state":"paid","at":1})", R"({"state":"open","at":1})", "/state"},
        {R"({"a":1})", R"({"a":1,"b":2})", "/b"},
        {R"({"a":1,"b":2})", R"({"a":1})", "/b"},
        {R"({"a":1})", R"({"a":"1"})", "/a"},
        {R"({"items":[{"price":1},{"price":2}]})", R"({"items":[{"price":1},{"price":3}]})", "/items/*/price"},
        {R"({"items":["3f2a8c1e-7d44"]})", R"({"items":["3f2a8c1e-7d44","3f2a8c1e-7d45"]})", "/items"},
        {R"({"items":[1,2]})", R"({"items":[2,1]})", "/items/*"},
        {R"({"a":1,"b":1,"c":1,"d":1,"e":1})", R"({"a":2,"b":2,"c":2,"d":2,"e":2})", "/a, /b, /c and 2 more"},
        {R"("x")", R"("y")", "body"},
        {R"({"a":1})", R"({"a":)", "/a"},
    }));
    CAPTURE(before, now);
    CHECK(changeOf(before, now).toStdString() == text);
}

TEST_CASE("Change: of a text, what a program made up is none", "[replay][changed]")
{
    CHECK(changeOf("<p>Hello</p><!-- 3f2a8c1e7d44 -->", "<p>Hello</p><!-- 99428c1e7d51 -->", "text/html") == "no");
    CHECK(changeOf("<p>Hello</p>", "<p>Good bye</p>", "text/html") == "body");
}

/// Answers of one request, each held against the one before, as a replay does.
struct Answers {
    QString take(const SeenResult &seen)
    {
        const NoiseSubject subject{"api.example.com", "one request"};
        const auto change = changeBetween(kept, seen, [&](const QByteArray &place) { return memory.find(subject, place).has_value(); });
        if (const auto lesson = lessonOf(kept, seen, subject))
            memory.learn(*lesson);
        kept = seenResultFrom(toJsonValue(seen));  // as it is kept between two runs
        return changeText(change, seen);
    }

    NoiseMemory memory;
    std::optional<SeenResult> kept;
};

TEST_CASE("Change: a place that differs again and again is noise, and one that changes once is told each time", "[replay][changed]")
{
    Answers answers;
    QStringList told;
    const auto answer = [&](int hits, const QByteArray &state) {
        told += answers.take(seenOf(R"({"hits":)" + QByteArray::number(hits) + R"(,"state":")" + state + R"("})"));
    };
    for (int hits = 1; hits <= 4; ++hits)
        answer(hits, "open");
    answer(5, "paid");
    answer(6, "paid");
    answer(7, "sent");
    CHECK(told == QStringList{"", "/hits", "/hits", "no", "/state", "no", "/state"});
}

TEST_CASE("Change: a refusal in between forgets nothing of what was learned", "[replay][changed]")
{
    Answers answers;
    const auto answer = [&answers](int hits, int status) {
        return answers.take(seenOf(R"({")" + QByteArray(status == 200 ? "hits" : "error") + R"(":)" + QByteArray::number(hits) + '}',
                                   "application/json", status));
    };
    for (int hits = 1; hits <= 3; ++hits)
        answer(hits, 200);
    CHECK(answer(4, 401) == "200 → 401");
    CHECK(answer(5, 200) == "401 → 200");
    CHECK(answer(6, 200) == "no");
}

TEST_CASE("Change: an answer of thousands of members is kept in few parts, and a change in it is told", "[replay][changed]")
{
    QByteArray before = R"({"groups":{)", now = before;
    for (int group = 0; group < 20; ++group) {
        for (int member = 0; member < 100; ++member) {
            const QByteArray name
                = (group + member > 0 ? ",\"g" : "\"g") + QByteArray::number(group) + '_' + QByteArray::number(member) + "\":";
            before += name + "1";
            now += name + (group == 19 && member == 99 ? "2" : "1");
        }
    }
    const SeenResult seen = seenOf(before + "},\"other\":1}");
    CHECK(seen.parts.size() <= 24);
    CHECK(changeOf(before + "},\"other\":1}", now + "},\"other\":1}") == "/groups");
}

TEST_CASE("Change: what was kept without parts is compared as a whole", "[replay][changed]")
{
    const SeenResult seen = seenOf(R"({"total":3})");
    CHECK(changeText(changeBetween(SeenResult{200, {}, "00000000"}, seen), seen) == "body");
    CHECK(changeText(changeBetween(SeenResult{200, {}, seen.body}, seen), seen) == "no");
}

TEST_CASE("ReplayRun: rounds in which only a date differs tell no change", "[replay][changed]")
{
    CannedReplay replay;
    const QByteArray address = "https://api.example.com/now";
    replay.source.add("GET", address);
    for (const char *moment : {"2026-11-21T10:00:00Z", "2026-11-21T10:00:01Z", "2026-11-21T10:00:02Z"})
        replay.transport.answer(address, 200, FieldList({{"Content-Type", "application/json", {}}}),
                                R"({"now":")" + QByteArray(moment) + R"(","zone":"UTC"})");
    replay.options.repeat = 3;
    replay.finish();
    CHECK_FALSE(replay.result(2).change.isChanged());
    CHECK(replay.result(2).change.noise);
}
