#include "catch.h"
#include "core/json/json.h"
#include "core/replay/replay_report.h"
#include "listed_requests.h"

#include <QXmlStreamReader>

using namespace keyhole;

namespace {

const QByteArray kHost = "https://api.example.com";
const QByteArray kToken = "q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je";
const QByteArray kHidden = "zW3nV8bK1xC6mL0pQ9rT4yU7iO2eA5sD";

/// One request of each outcome, with secrets in every place where a report might show them.
void sendEveryKind(CannedReplay &replay)
{
    ReplayRequest &refused = replay.source.add("GET", kHost + "/orders?api_key=" + kHidden);
    refused.draft.auth.kind = AuthKind::Bearer;
    refused.draft.auth.secret = Secret(kToken);
    replay.transport.answer(kHost + "/orders?api_key=" + kHidden, 401,
                            FieldList({{"WWW-Authenticate", "Bearer error=\"invalid_token\"", {}}}),
                            "{\"message\":\"token " + kToken + " is not known\"}");
    ReplayRequest &unexpected = replay.source.add("GET", kHost + "/token");
    Expectation expectation;
    expectation.expression = "res.body.access_token";
    expectation.value = "x";
    unexpected.expectations = {expectation};
    unexpected.draft.fields = {{true, "X-Odd", "{{hidden}}", {}}};
    replay.transport.answer(kHost + "/token", 200, FieldList({{"Content-Type", "application/json", {}}}),
                            "{\"access_token\":\"" + kToken + "\"}");
    replay.source.add("POST", kHost + "/orders");
    replay.source.add("GET", kHost + "/{{unknown}}");
    replay.source.add("GET", kHost + "/fine");
    replay.transport.answer(kHost + "/fine", 200);
    replay.options.variables = {{"hidden", kHidden, true}};
    replay.finish();
}

bool holdsSecret(const QByteArray &text)
{
    return text.contains(kToken) || text.contains(kHidden);
}

}

TEST_CASE("Replay reports: no format shows a secret", "[replay]")
{
    CannedReplay replay;
    sendEveryKind(replay);
    const ReplayReport report = reportOf(*replay.run);
    CHECK_FALSE(holdsSecret(replayToJson(report)));
    CHECK_FALSE(holdsSecret(replayToJUnit(report)));
    CHECK_FALSE(holdsSecret(replayToText(report).toUtf8()));
    CHECK_FALSE(holdsSecret(replayToHar(report, false)));
    CHECK(holdsSecret(replayToHar(report, true)));
}

TEST_CASE("Replay reports: JSON counts each outcome and tells of each request", "[replay]")
{
    CannedReplay replay;
    sendEveryKind(replay);
    const auto json = parseJson(replayToJson(reportOf(*replay.run)));
    REQUIRE(json);
    CHECK(json->string("schema") == "keyhole.replay/1");
    const JsonValue *summary = json->find("summary");
    REQUIRE(summary);
    CHECK(summary->string("planned") == "5");
    CHECK(summary->string("passed") == "1");
    CHECK(summary->string("failed") == "2");
    CHECK(summary->string("not_sent") == "1");
    CHECK(summary->string("skipped") == "1");
    const JsonValue &first = json->find("results")->items.at(0);
    CHECK(first.string("status") == "401");
    CHECK_FALSE(first.string("cause").isEmpty());
    CHECK(first.string("outcome") == "failed");
    CHECK(json->find("results")->items.at(1).find("expectations")->items.size() == 1);
}

TEST_CASE("Replay reports: JUnit is well formed, and its counts are those of its cases", "[replay]")
{
    CannedReplay replay;
    replay.source.add("GET", kHost + "/x\x01<&>");
    sendEveryKind(replay);
    QXmlStreamReader xml(replayToJUnit(reportOf(*replay.run)));
    std::map<QString, int> elements;
    QXmlStreamAttributes suite;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        ++elements[xml.name().toString()];
        if (xml.name() == QLatin1String("testsuite"))
            suite = xml.attributes();
    }
    CHECK_FALSE(xml.hasError());
    CHECK(suite.value("tests") == QString::number(elements["testcase"]));
    CHECK(suite.value("failures") == QString::number(elements["failure"]));
    CHECK(suite.value("errors") == QString::number(elements["error"]));
    CHECK(suite.value("skipped") == QString::number(elements["skipped"]));
    CHECK(elements["testcase"] == 6);
}

TEST_CASE("Replay reports: text tells the cause of a refusal and what an expectation saw", "[replay]")
{
    CannedReplay replay;
    sendEveryKind(replay);
    const QString text = replayToText(reportOf(*replay.run));
    CAPTURE(text);
    CHECK(text.contains("401"));
    CHECK(text.contains("token.rejected (possible): "));
    CHECK(text.contains("res.body.access_token eq x"));
    CHECK(text.contains("{{unknown}} has no value"));
    CHECK(text.contains("1 passed, 2 failed, 1 not sent, 1 skipped"));
}

TEST_CASE("Replay reports: all is well without a failure, skipped ones or not", "[replay]")
{
    CannedReplay replay;
    replay.source.add("POST", kHost + "/orders");
    replay.source.add("GET", kHost + "/fine");
    replay.transport.answer(kHost + "/fine", 200);
    replay.finish();
    CHECK(allWell(reportOf(*replay.run)));
    CannedReplay other;
    sendEveryKind(other);
    CHECK_FALSE(allWell(reportOf(*other.run)));
}
