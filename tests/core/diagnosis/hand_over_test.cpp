#include "catch.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/hand_over.h"
#include "core/diagnosis/report_words.h"
#include "core/json/json.h"
#include "refusals.h"

using namespace keyhole;

namespace {

QStringList idsOf(const FieldList &received, const QByteArray &body = {})
{
    QStringList ids;
    for (const HandOver::Id &id : diagnose({refusal({}, received, body)}).handOver.ids)
        ids += id.name + QLatin1Char('=') + id.value;
    return ids;
}

QString lineOf(const Report &report, const QString &name)
{
    for (const HandOverLine &line : handOverLines(report)) {
        if (line.name == name)
            return line.value;
    }
    return {};
}

}

TEST_CASE("Hand-over: the ids of an answer's fields are found, whatever the server calls them", "[diagnosis]")
{
    const auto [name, value]
        = GENERATE(table<QByteArray, QByteArray>({{"x-request-id", "0f3c2b1a-5d4e-4f60-8a7b-9c0d1e2f3a4b"},
                                                  {"CF-RAY", "9a1b2c3d4e5f6071-FRA"},
                                                  {"x-amzn-RequestId", "6f1c0e3a-88d1-4f6e-b4f4-0c1d2e3f4a5b"},
                                                  {"x-amz-request-id", "4442587FB7D0A2F9"},
                                                  {"x-amz-id-2", "eftixk72aD6Ap51TnqcoF8eFidJG9Z/2mkiDFu8yU9AS1ed4OpIszj7UDNEHGran"},
                                                  {"x-ms-request-id", "b7c5e0d2-1f3a-4b6c-8d9e-0a1b2c3d4e00"},
                                                  {"client-request-id", "a1b2c3d4-e5f6-4718-92a3-b4c5d6e7f809"},
                                                  {"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"},
                                                  {"X-Trace-Id", "7d2e9c41b05f4a66"},
                                                  {"X-Correlation-ID", "order-2026-11-21-0042"},
                                                  {"X-B3-TraceId", "80f198ee56343ba864fe8b2a57d3eff7"},
                                                  {"X-Cloud-Trace-Context", "105445aa7843bc8bf206b12000100000/1;o=1"},
                                                  {"X-GitHub-Request-Id", "C0DE:2B1F:3A4D5E:6F7081:6740A1B2"},
                                                  {"Audit-Id", "3a6f1c50-2e4d-4b8b-9a60-5d7c1e2f3b4a"}}));
    CAPTURE(name.toStdString());
    const QStringList ids = idsOf({{"Server", "nginx", {}}, {name, value, {}}, {"Content-Type", "text/plain", {}}});
    CHECK(ids == QStringList(QString::fromUtf8(name + '=' + value)));
}

TEST_CASE("Hand-over: the ids in the body of an error are found, in JSON, XML, words and pages", "[diagnosis]")
{
    const auto [body, id] = GENERATE(table<QByteArray, QString>(
        {{R"({"error":{"code":"InvalidToken","innerError":{"request-id":"5f0e1d2c-3b4a-4958-8776-a5b4c3d2e1f0"}}})",
          "request-id=5f0e1d2c-3b4a-4958-8776-a5b4c3d2e1f0"},
         {R"({"error":"invalid_grant","error_description":"AADSTS70008: expired. Trace ID: 1c2d3e4f-0000-4a5b-8c6d-7e8f9a0b1c00 )"
          R"(Timestamp: 2026-11-21 09:43:12Z"})",
          "Trace ID=1c2d3e4f-0000-4a5b-8c6d-7e8f9a0b1c00"},
         {"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><RequestId>0A49CE4060975EAC</RequestId></Error>",
          "RequestId=0A49CE4060975EAC"},
         {"<html><body><p>Ray ID: <strong>9a1b2c3d4e5f6071</strong></p></body></html>", "Ray ID=9a1b2c3d4e5f6071"},
         {"<HTML><BODY>Access Denied<P>Reference&#32;&#35;18.5dfd1102.1795254192.1f2e3d4c</BODY></HTML>",
          "Reference=18.5dfd1102.1795254192.1f2e3d4c"},
         {"The requested URL was rejected. Your support ID is: 1234567890123456789", "support ID=1234567890123456789"},
         {R"({"type":"about:blank","title":"Unauthorized","status":401,"traceId":"00-84c1fd4063c38d9f3900d06e56542d48-85d1d4-00"})",
          "traceId=00-84c1fd4063c38d9f3900d06e56542d48-85d1d4-00"}}));
    CAPTURE(body.toStdString());
    CHECK(idsOf({}, body) == QStringList(id));
}

TEST_CASE("Hand-over: what is no id is not taken for one, and the number of ids is limited", "[diagnosis]")
{
    CHECK(idsOf({{"X-Request-Id", "", {}}, {"X-Trace-Id", "not recorded here", {}}, {"X-Powered-By", "request-id", {}}}).isEmpty());
    CHECK(idsOf({}, R"({"message":"the request id must be given","requestId":null})").isEmpty());
    CHECK(idsOf({}, R"({"error":"the support ID is unknown to us"})").isEmpty());
    FieldList many;
    for (int i = 0; i < 500; ++i)
        many.append("X-Request-Id", "id-" + QByteArray::number(i));
    CHECK(idsOf(many).size() <= 20);
    CHECK(idsOf({{"X-Request-Id", QByteArray(100'000, 'a'), {}}}).isEmpty());
}

TEST_CASE("Hand-over: the same id under two names is told once", "[diagnosis]")
{
    CHECK(idsOf({{"x-request-id", "abc-123-def", {}}}, R"({"requestId":"abc-123-def"})") == QStringList("x-request-id=abc-123-def"));
}

TEST_CASE("Hand-over: tells the server's time, this computer's, and how far they are apart", "[diagnosis]")
{
    Exchange exchange = refusal({}, {{"WWW-Authenticate", "Bearer", {}}});
    exchange.hops.front().sentAt = Instant(Milliseconds(1795254192100 + 90'000));
    exchange.hops.front().answeredAt = Instant(Milliseconds(1795254192300 + 90'000));
    const Report report = diagnose({exchange});
    CHECK(lineOf(report, QStringLiteral("Server’s clock")) == QStringLiteral("21 Nov 2026, 09:43:12\u00A0UTC"));
    const QString local = lineOf(report, QStringLiteral("This computer’s clock"));
    CAPTURE(local.toStdString());
    CHECK(local.startsWith(QStringLiteral("21 Nov 2026, 09:44:42\u00A0UTC, 1\u00A0min\u00A0")));
    CHECK(local.contains(QStringLiteral("ahead of the server")));
}

TEST_CASE("Hand-over: an answer from a cache has no server's time", "[diagnosis]")
{
    const Report report = diagnose({refusal({}, {{"Age", "120", {}}, {"X-Cache", "HIT", {}}})});
    CHECK(lineOf(report, QStringLiteral("Server’s clock")).isEmpty());
    CHECK_FALSE(lineOf(report, QStringLiteral("This computer’s clock")).isEmpty());
}

TEST_CASE("Hand-over: every refusal says where to look, and every format ends with it", "[diagnosis]")
{
    const Report report = diagnose({refusal({}, {{"WWW-Authenticate", "Bearer", {}}, {"X-Request-Id", "req-7781", {}}})});
    CHECK_FALSE(lineOf(report, QStringLiteral("Look at")).isEmpty());
    const QString text = reportToText(report), markdown = reportToMarkdown(report);
    CHECK(text.indexOf(QStringLiteral("req-7781")) > text.indexOf(QStringLiteral("help:")));
    CHECK(markdown.indexOf(QStringLiteral("### For whoever runs the server")) > markdown.lastIndexOf(QStringLiteral("**Help:**")));
    CHECK(markdown.lastIndexOf(QStringLiteral("req-7781")) > markdown.indexOf(QStringLiteral("### For whoever runs the server")));
    CHECK(handOverText(report).contains(QStringLiteral("X-Request-Id: req-7781\n")));
    const auto json = parseJson(reportToJson(report));
    REQUIRE(json);
    CHECK(json->at({"hand_over", "ids", "0"})->string("value") == "req-7781");
    CHECK(json->at({"hand_over"})->string("server_time") == "2026-11-21T09:43:12.000Z");
    CHECK_FALSE(json->at({"hand_over", "look_at", "0"})->string("text").isEmpty());
}

TEST_CASE("Hand-over: there is advice for every cause", "[diagnosis]")
{
    for (const Rule *rule : allRules()) {
        const Exchange exchange = refusal({}, {});
        Facts facts({exchange});
        gatherFacts(facts);
        Report report;
        report.findings.push_back({rule->id, FindingRole::Cause, Certainty::Certain, {}, {}, {}, {}, {}, {}});
        CAPTURE(rule->id);
        CHECK_FALSE(handOverOf(facts, report).lookAt.empty());
    }
}
