#include "catch.h"
#include "core/collection/expectation.h"

#include <QElapsedTimer>

using namespace keyhole;

namespace {

Exchange answered()
{
    Exchange exchange;
    Hop hop;
    hop.request.method = "GET";
    Response response;
    response.status = 401;
    response.fields.append("Content-Type", "application/json");
    response.fields.append("X-Request-Id", "r-1");
    response.fields.append("Set-Cookie", "sid=abc; Path=/");
    response.body = R"({"error":{"code":"expired","n":2},"data":[{"id":7,"a b":true}],"none":null,"note":"id=42;"})";
    hop.response = response;
    hop.times.end = std::chrono::milliseconds(120);
    exchange.hops.push_back(hop);
    return exchange;
}

}

TEST_CASE("Selector: a path of a collection finds its value in the answer, code finds nothing", "[collection]")
{
    const auto [expression, expected] = GENERATE(table<const char *, const char *>({
        {"res.status", "401"},
        {"res.responseTime", "120"},
        {"res.headers[\"content-type\"]", "application/json"},
        {"res.headers['X-Request-Id']", "r-1"},
        {"res.headers.x-request-id", "r-1"},
        {"res.getHeader('x-request-id')", "r-1"},
        {"res.cookies.sid", "abc"},
        {"res.body.error.code", "expired"},
        {"res.body.data[0].id", "7"},
        {"res.body.data[0][\"a b\"]", "true"},
        {"res.body.error", R"({"code":"expired","n":2})"},
        {"res.body.match(/id=(\\d+)/)[1]", "42"},
        {"res.body.match(/ID=(\\d+)/i)[0]", "id=42"},
        {"res.body.nothing", nullptr},
        {"res.body.data[3]", nullptr},
        {"res.headers.nobody", nullptr},
    }));
    CAPTURE(expression);
    const auto selector = parseSelector(expression);
    REQUIRE(selector);
    const auto found = select(*selector, answered());
    REQUIRE(found.has_value() == (expected != nullptr));
    if (found)
        CHECK(found->text == expected);
    const auto again = parseSelector(selectorText(*selector));
    REQUIRE(again);
    CHECK(select(*again, answered()).has_value() == found.has_value());
}

TEST_CASE("Selector: what is code is no selector", "[collection]")
{
    const char *code = GENERATE("res.body.map(x => x.id)", "process.exit()", "res.body.data[0].id + 1", "res.status;", "res", "res.", "7*7",
                                "", "res.body.match(/(/)", "res.body['a", "res.headers[\"a\"].length()", "bru.setVar('a', 1)");
    CAPTURE(code);
    CHECK_FALSE(parseSelector(code));
}

TEST_CASE("Expectation: each comparison holds for what it says and for nothing else", "[collection]")
{
    using R = Judgement::Result;
    const auto [expression, comparison, value, result] = GENERATE(table<const char *, const char *, const char *, R>({
        {"res.status", "eq", "401", R::Held},
        {"res.status", "eq", "401.0", R::Held},
        {"res.status", "eq", "200", R::Failed},
        {"res.status", "neq", "200", R::Held},
        {"res.status", "gte", "400", R::Held},
        {"res.status", "lt", "400", R::Failed},
        {"res.status", "in", "200, 401", R::Held},
        {"res.status", "in", "[200, 204]", R::Failed},
        {"res.status", "notIn", "200,204", R::Held},
        {"res.status", "between", "400,499", R::Held},
        {"res.status", "between", "200,299", R::Failed},
        {"res.responseTime", "lt", "500", R::Held},
        {"res.body.error.code", "eq", "\"expired\"", R::Held},
        {"res.body.error.code", "startsWith", "exp", R::Held},
        {"res.body.error.code", "endsWith", "exp", R::Failed},
        {"res.body.error.code", "contains", "pir", R::Held},
        {"res.body.error.code", "notContains", "pir", R::Failed},
        {"res.body.error.code", "matches", "^ex.*d$", R::Held},
        {"res.body.error.code", "matches", "/^x/", R::Failed},
        {"res.body.error.code", "length", "7", R::Held},
        {"res.body.data", "length", "1", R::Held},
        {"res.body.data", "isArray", "", R::Held},
        {"res.body.none", "isNull", "", R::Held},
        {"res.body.nothing", "isUndefined", "", R::Held},
        {"res.body.nothing", "isDefined", "", R::Failed},
        {"res.body.error.n", "isNumber", "", R::Held},
        {"res.body.error.code", "isNumber", "", R::Failed},
        {"res.body", "isJson", "", R::Held},
        {"res.body.none", "isTruthy", "", R::Failed},
        {"res.cause", "eq", "token.expired", R::Held},
        {"res.cause", "eq", "clock.drift", R::Held},
        {"res.cause", "eq", "header.missing", R::Failed},
        {"res.cause", "neq", "header.missing", R::Held},
        {"res.cause", "neq", "clock.drift", R::Failed},
        {"res.body.map(x)", "eq", "1", R::NotUnderstood},
        {"res.status", "near", "1", R::NotUnderstood},
    }));
    CAPTURE(expression, comparison, value);
    Expectation expectation;
    expectation.expression = expression;
    expectation.comparison = comparison;
    expectation.value = value;
    const Judgement judgement = judge(expectation, answered(), {"token.expired", "clock.drift"});
    CHECK(judgement.result == result);
    CHECK(judgement.says.isEmpty() == (result == R::Held));
}

TEST_CASE("Expectation: a regular expression that goes back and forth without end gives up in time", "[collection]")
{
    Exchange exchange = answered();
    exchange.hops[0].response->body = QByteArray(5000, 'a') + '!';
    Expectation expectation;
    expectation.expression = "res.body";
    expectation.comparison = "matches";
    expectation.value = "^(a+)+$";
    QElapsedTimer timer;
    timer.start();
    CHECK(judge(expectation, exchange).result == Judgement::Result::Failed);
    CHECK_FALSE(select(*parseSelector("res.body.match(/^(a|aa)+$/)[1]"), exchange));
    CHECK(timer.elapsed() < 2000);
}

TEST_CASE("Capture: values of an answer become variables, and what is not there is told", "[collection]")
{
    const std::vector<Capture> wanted{{true, "request", "res.headers['x-request-id']", Capture::Scope::Runtime},
                                      {true, "session", "res.cookies.sid", Capture::Scope::Environment},
                                      {true, "number", "res.body.match(/id=(\\d+)/)[1]", Capture::Scope::Request},
                                      {false, "off", "res.status", Capture::Scope::Runtime},
                                      {true, "gone", "res.body.nobody", Capture::Scope::Runtime},
                                      {true, "code", "res.body.map(x)", Capture::Scope::Runtime}};
    const Captures taken = capture(wanted, answered());
    CHECK(taken.values
          == std::vector<Captured>{{"request", "r-1", Capture::Scope::Runtime},
                                   {"session", "abc", Capture::Scope::Environment},
                                   {"number", "42", Capture::Scope::Request}});
    CHECK(taken.missing == std::vector<QByteArray>{"gone", "code"});
}
