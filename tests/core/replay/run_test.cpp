#include "catch.h"
#include "listed_requests.h"

#include <QSignalSpy>

using namespace keyhole;
using ReplayOutcome = ReplayResult::Outcome;

namespace {

const QByteArray kHost = "https://api.example.com";

/// Three GETs that are answered with 200.
void addThree(CannedReplay &replay)
{
    for (const char *path : {"/a", "/b", "/c"}) {
        replay.source.add("GET", kHost + path);
        replay.transport.answer(kHost + path, 200);
    }
}

StopRule rule(const char *text)
{
    const auto parsed = parseStopRule(text);
    REQUIRE(parsed);
    return *parsed;
}

Expectation expects(const QByteArray &expression, const QByteArray &comparison, const QByteArray &value)
{
    Expectation expectation;
    expectation.expression = expression;
    expectation.comparison = comparison;
    expectation.value = value;
    return expectation;
}

Capture captures(const QByteArray &variable, const QByteArray &expression)
{
    Capture capture;
    capture.variable = variable;
    capture.expression = expression;
    return capture;
}

}

TEST_CASE("ReplayRun: requests go out one after the other, in their order", "[replay]")
{
    CannedReplay replay;
    addThree(replay);
    replay.finish();
    CHECK(replay.sentPaths() == std::vector<QByteArray>{"/a", "/b", "/c"});
    CHECK(replay.outcomes() == std::vector{ReplayOutcome::Passed, ReplayOutcome::Passed, ReplayOutcome::Passed});
    CHECK(replay.run->progress().done == 3);
    CHECK(replay.run->stoppedBy().isEmpty());
    CHECK(replay.result(1).status == 200);
    CHECK(replay.result(1).place == "b.yml");
}

TEST_CASE("ReplayRun: each round sends all of them again", "[replay]")
{
    CannedReplay replay;
    addThree(replay);
    replay.options.repeat = 3;
    replay.finish();
    CHECK(replay.transport.sent.size() == 9);
    CHECK(replay.result(8).round == 3);
    CHECK(replay.result(8).item == 2);
}

TEST_CASE("ReplayRun: a request that changes data is sent only when that is allowed", "[replay]")
{
    const auto [method, allowed, isSent] = GENERATE(table<QByteArray, bool, bool>({{"GET", false, true},
                                                                                   {"HEAD", false, true},
                                                                                   {"POST", false, false},
                                                                                   {"DELETE", false, false},
                                                                                   {"get", false, false},
                                                                                   {"POST", true, true},
                                                                                   {"PATCH", true, true}}));
    CAPTURE(method, allowed);
    CannedReplay replay;
    replay.source.add(method, kHost + "/orders");
    replay.transport.answer(kHost + "/orders", 200);
    replay.options.sendChanges = allowed;
    replay.finish();
    CHECK(replay.transport.sent.size() == (isSent ? 1 : 0));
    CHECK(replay.result(0).outcome == (isSent ? ReplayOutcome::Passed : ReplayOutcome::Skipped));
}

TEST_CASE("ReplayRun: neither a variable nor an override field gets a changing method past", "[replay]")
{
    CannedReplay replay;
    replay.transport.answer(kHost + "/orders", 200);
    SECTION("the method is a variable")
    {
        replay.source.add("{{method}}", kHost + "/orders");
        replay.options.variables = {{"method", "DELETE"}};
    }
    SECTION("a field stands for another method")
    {
        replay.source.add("GET", kHost + "/orders").draft.fields = {{true, "X-HTTP-Method-Override", "DELETE", {}}};
    }
    replay.finish();
    CHECK(replay.transport.sent.empty());
    CHECK(replay.result(0).outcome == ReplayOutcome::Skipped);
}

TEST_CASE("ReplayRun: values of an answer go into the requests after it", "[replay]")
{
    CannedReplay replay;
    replay.source.add("GET", kHost + "/login").captures = {captures("token", "res.body.access_token"), captures("user", "res.body.id")};
    replay.source.add("GET", kHost + "/users/{{user}}").draft.fields = {{true, "X-Trace", "{{token}}", {}}};
    replay.transport.answer(kHost + "/login", 200, FieldList({{"Content-Type", "application/json", {}}}),
                            R"({"access_token":"q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4","id":42})");
    replay.transport.answer(kHost + "/users/42", 200);
    replay.finish();
    CHECK(replay.sentPaths() == std::vector<QByteArray>{"/login", "/users/42"});
    CHECK(replay.transport.field(1, "X-Trace") == "q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4");
    CHECK(replay.result(1).secrets.contains("q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4"));
    CHECK_FALSE(replay.result(1).secrets.contains("42"));
}

TEST_CASE("ReplayRun: a request without a value for a variable is not sent, and says which", "[replay]")
{
    CannedReplay replay;
    replay.source.add("GET", kHost + "/users/{{user}}");
    replay.source.add("GET", kHost + "/b");
    replay.transport.answer(kHost + "/b", 200);
    replay.finish();
    CHECK(replay.sentPaths() == std::vector<QByteArray>{"/b"});
    CHECK(replay.result(0).outcome == ReplayOutcome::NotSent);
    CHECK(replay.result(0).says.contains("{{user}} has no value"));
}

TEST_CASE("ReplayRun: a recording's braces are text", "[replay]")
{
    CannedReplay replay;
    ReplayRequest &request = replay.source.add("GET", kHost + "/b");
    request.asRecorded = true;
    request.draft.fields = {{true, "X-Template", "{{name}}", {}}};
    replay.options.variables = {{"name", "secret of mine"}};
    replay.transport.answer(kHost + "/b", 200);
    replay.finish();
    CHECK(replay.transport.field(0, "X-Template") == "{{name}}");
}

TEST_CASE("ReplayRun: expectations decide; what was seen is told", "[replay]")
{
    CannedReplay replay;
    ReplayRequest &request = replay.source.add("GET", kHost + "/orders");
    request.expectations = {expects("res.status", "eq", "401"), expects("res.cause", "startsWith", "header."),
                            expects("res.headers[\"content-type\"]", "contains", "xml")};
    replay.transport.answer(kHost + "/orders", 401,
                            FieldList({{"Content-Type", "application/json", {}}, {"WWW-Authenticate", "Bearer realm=\"api\"", {}}}), "{}");
    replay.finish();
    const ReplayResult &result = replay.result(0);
    CHECK(result.outcome == ReplayOutcome::Failed);
    REQUIRE(result.expectations.size() == 3);
    CHECK(result.expectations[0].held);
    CHECK(result.expectations[1].held);
    CHECK_FALSE(result.expectations[2].held);
    CHECK(result.says.contains("application/json"));
}

TEST_CASE("ReplayRun: a variable in an expectation stands for its value", "[replay]")
{
    CannedReplay replay;
    replay.source.add("GET", kHost + "/a").expectations = {expects("res.status", "eq", "{{wanted}}")};
    replay.options.variables = {{"wanted", "204"}};
    replay.transport.answer(kHost + "/a", 204);
    replay.finish();
    CHECK(replay.result(0).outcome == ReplayOutcome::Passed);
    CHECK(replay.result(0).expectations.at(0).text == "res.status eq {{wanted}}");
}

TEST_CASE("ReplayRun: an expectation that cannot be checked fails, rather than pass unseen", "[replay]")
{
    CannedReplay replay;
    replay.source.add("GET", kHost + "/a").expectations = {expects("new Date().getTime()", "eq", "1")};
    replay.transport.answer(kHost + "/a", 200);
    replay.finish();
    CHECK(replay.result(0).outcome == ReplayOutcome::Failed);
}

TEST_CASE("ReplayRun: without expectations a refusal fails, and so does no answer; another error does not", "[replay]")
{
    const auto [status, outcome] = GENERATE(table<int, ReplayOutcome>({{200, ReplayOutcome::Passed},
                                                                       {302, ReplayOutcome::Passed},
                                                                       {404, ReplayOutcome::Passed},
                                                                       {500, ReplayOutcome::Passed},
                                                                       {401, ReplayOutcome::Failed},
                                                                       {403, ReplayOutcome::Failed},
                                                                       {407, ReplayOutcome::Failed},
                                                                       {0, ReplayOutcome::Failed}}));
    CAPTURE(status);
    CannedReplay replay;
    replay.source.add("GET", kHost + "/a");
    if (status > 0)
        replay.transport.answer(kHost + "/a", status);
    replay.finish();
    CHECK(replay.result(0).outcome == outcome);
    CHECK(replay.result(0).says.isEmpty() == (outcome == ReplayOutcome::Passed));
}

TEST_CASE("ReplayRun: no answer fails whatever is expected of one", "[replay]")
{
    CannedReplay replay;
    replay.source.add("GET", kHost + "/gone").expectations = {expects("res.body", "isUndefined", {})};
    replay.finish();
    CHECK(replay.result(0).outcome == ReplayOutcome::Failed);
}

TEST_CASE("ReplayRun: it ends where a rule says so, and nothing more is sent", "[replay]")
{
    const auto [text, sent] = GENERATE(table<const char *, size_t>({{"failure", 2},
                                                                    {"2 failures", 3},
                                                                    {"expectation", 3},
                                                                    {"status 401", 2},
                                                                    {"status 4xx", 2},
                                                                    {"status 500", 3},
                                                                    {"cause header", 2},
                                                                    {"status 204", 5}}));
    CAPTURE(text);
    CannedReplay replay;
    replay.source.add("GET", kHost + "/1");
    replay.source.add("GET", kHost + "/2");
    replay.source.add("GET", kHost + "/3").expectations = {expects("res.status", "lt", "500")};
    replay.source.add("GET", kHost + "/4").expectations = {expects("res.status", "eq", "204")};
    replay.source.add("GET", kHost + "/5");
    const int statuses[] = {200, 401, 500, 200, 200};
    for (int i = 0; i < 5; ++i)
        replay.transport.answer(kHost + '/' + QByteArray::number(i + 1), statuses[i], FieldList({{"WWW-Authenticate", "Bearer", {}}}));
    replay.options.stop = {rule(text)};
    replay.finish();
    CHECK(replay.transport.sent.size() == sent);
    CHECK(replay.run->stoppedBy() == (sent == 5 ? QString() : stopRuleText(rule(text))));
}

TEST_CASE("ReplayRun: the delay stands between the end of one and the start of the next", "[replay]")
{
    CannedReplay replay;
    addThree(replay);
    std::vector<std::pair<Milliseconds, std::function<void()>>> waiting;
    replay.options.delay = Milliseconds(250);
    replay.options.wait = [&](Milliseconds time, QObject *, std::function<void()> then) { waiting.emplace_back(time, std::move(then)); };
    replay.begin();
    REQUIRE(comesTrue([&] { return waiting.size() == 1; }));
    CHECK(replay.transport.sent.size() == 1);
    CHECK(waiting[0].first == Milliseconds(250));
    waiting[0].second();
    REQUIRE(comesTrue([&] { return waiting.size() == 2; }));
    CHECK(replay.transport.sent.size() == 2);
    waiting[1].second();
    replay.finish();  // none behind the last
    CHECK(replay.transport.sent.size() == 3);
}

TEST_CASE("ReplayRun: a pause lets what is on its way end, and begins nothing until it goes on", "[replay]")
{
    CannedReplay replay;
    addThree(replay);
    replay.begin();
    replay.run->pause();
    REQUIRE(comesTrue([&] { return replay.run->results().size() == 1; }));
    QCoreApplication::processEvents();
    CHECK(replay.transport.sent.size() == 1);
    CHECK(replay.run->state() == ReplayRun::State::Paused);
    replay.run->resume();
    replay.finish();
    CHECK(replay.transport.sent.size() == 3);
}

TEST_CASE("ReplayRun: what comes next is read ahead, and anew after a pause, in which it may have been edited", "[replay]")
{
    CannedReplay replay;
    addThree(replay);
    replay.begin();
    replay.run->pause();
    REQUIRE(comesTrue([&] { return replay.run->results().size() == 1; }));
    replay.run->resume();
    replay.finish();
    CHECK(replay.source.ahead == std::vector<std::vector<int>>{{0, 1, 2}, {1, 2}});
}

TEST_CASE("ReplayRun: nothing is read ahead where a delay leaves the time to edit it", "[replay]")
{
    CannedReplay replay;
    addThree(replay);
    replay.options.delay = Milliseconds(1);
    replay.begin();
    replay.finish();
    CHECK(replay.source.ahead == std::vector<std::vector<int>>{{0}, {1}, {2}});
}

TEST_CASE("ReplayRun: cancelling ends what is on its way; what was not begun stays so", "[replay]")
{
    CannedReplay replay;
    addThree(replay);
    replay.transport.hold();
    replay.options.parallel = 2;
    replay.begin();
    CHECK(replay.transport.sent.size() == 2);
    QSignalSpy finished(replay.run.get(), &ReplayRun::finished);
    replay.run->cancel();
    CHECK(finished.count() == 1);
    CHECK(replay.outcomes() == std::vector{ReplayOutcome::Cancelled, ReplayOutcome::Cancelled});
    CHECK(replay.run->isCancelled());
    CHECK(comesTrue([&] { return replay.transport.lastIsCancelled(); }));
    CHECK(replay.transport.sent.size() == 2);
}

TEST_CASE("ReplayRun: what is other than the last time is told", "[replay]")
{
    CannedReplay replay;
    addThree(replay);
    replay.transport.answer(kHost + "/d", 401);
    replay.source.add("GET", kHost + "/d");
    const SeenResult plain = [&] {
        Exchange exchange;
        exchange.hops.emplace_back().response = Response{};
        exchange.hops.back().response->status = 200;
        return seenResult(exchange, {});
    }();
    replay.source.last = {{0, plain}, {1, {500, {}, plain.body}}, {3, plain}};
    replay.finish();
    CHECK(replay.result(0).change.before);
    CHECK_FALSE(replay.result(0).change.isChanged());
    CHECK(replay.result(1).change.status);
    CHECK_FALSE(replay.result(1).change.body);
    CHECK_FALSE(replay.result(2).change.before);
    CHECK(replay.result(3).change.cause);
    CHECK(changeText(replay.result(3).change, replay.result(3).seen) == "200 → 401");
    CHECK(replay.source.last.at(3).status == 401);
}

TEST_CASE("ReplayRun: what cannot be is refused before anything is sent", "[replay]")
{
    CannedReplay replay;
    addThree(replay);
    const auto [parallel, repeat, delay] = GENERATE(table<int, int, int>({{0, 1, 0}, {17, 1, 0}, {1, 0, 0}, {1, 100'000, 0}, {1, 1, -1}}));
    CAPTURE(parallel, repeat, delay);
    replay.options.parallel = parallel;
    replay.options.repeat = repeat;
    replay.options.delay = Milliseconds(delay);
    ReplayRun run(replay.session, replay.source, replay.source.all(), replay.options);
    CHECK_FALSE(run.start());
    CHECK(replay.transport.sent.empty());
}

TEST_CASE("ReplayRun: exchanges beyond the limit are let go, the oldest first; the results stay", "[replay]")
{
    CannedReplay replay;
    for (const char *path : {"/a", "/b", "/c"}) {
        replay.source.add("GET", kHost + path);
        replay.transport.answer(kHost + path, 200, {}, QByteArray(100'000, 'x'));
    }
    replay.options.keptBytes = 150'000;
    replay.finish();
    CHECK_FALSE(replay.result(0).exchange);
    CHECK_FALSE(replay.result(1).exchange);
    CHECK(replay.result(2).exchange);
    CHECK(replay.run->exchangesDropped() == 2);
    CHECK(replay.result(0).status == 200);
}

TEST_CASE("ReplayRun: thousands of requests that are left out end without a deep call", "[replay]")
{
    CannedReplay replay;
    replay.source.add("POST", kHost + "/a");
    replay.source.add("GET", kHost + "/{{nothing}}");
    replay.options.repeat = 20'000;
    replay.finish();
    CHECK(replay.run->results().size() == 40'000);
}
