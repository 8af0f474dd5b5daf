#include "catch.h"
#include "core/diagnosis/recorded.h"
#include "core/diagnosis/words.h"
#include "core/json/json.h"
#include "refusals.h"

using namespace keyhole;

namespace {

constexpr auto kToken
    = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIiwiZXhwIjoxNzk1MjQyNjY3LCJpYXQiOjE3OTUyMzkwNjd9.c2lnbmF0dXJlLXRoYXQtaXMtc2VjcmV0";

}

TEST_CASE("Report: names an expired token as certain, by the server's clock", "[diagnosis]")
{
    const Exchange exchange
        = refusal({{"Authorization", QByteArray("Bearer ") + kToken, {}}}, {{"WWW-Authenticate", "Bearer error=\"invalid_token\"", {}}});
    const Report report = diagnose({exchange});
    REQUIRE_FALSE(report.findings.empty());
    CHECK(report.findings.front().id == "token.expired");
    CHECK(report.findings.front().certainty == Certainty::Certain);
    CHECK(report.verdict.outcome == Outcome::Refused);
    CHECK(report.findings.front().title == QStringLiteral("The token was 3\u00A0h\u00A012\u00A0min\u00A05\u00A0s past its expiry"));
}

TEST_CASE("Report: an unexplained refusal is told as such, never as certain", "[diagnosis]")
{
    const Exchange exchange
        = refusal({{"Authorization", "Bearer 3f9c1e77b2a94d01a6d2", {}}}, {{"WWW-Authenticate", "Bearer error=\"invalid_token\"", {}}});
    const Report report = diagnose({exchange});
    CHECK(report.verdict.outcome == Outcome::NotSaid);
    CHECK(report.verdict.headline == QStringLiteral("Refused, and the answer does not say why"));
    for (const Finding &finding : report.findings) {
        if (finding.role <= FindingRole::PossibleCause)
            CHECK(finding.certainty == Certainty::Possible);
    }
}

TEST_CASE("Report: no secret of the exchange stands in any format", "[diagnosis]")
{
    const QByteArray password = "correct-horse-battery-staple";
    const QByteArray basic = "Basic " + ("svc:" + password).toBase64();
    const FieldList fields{
        {"Authorization", basic, {}}, {"Cookie", "sid=8f2e91c07744aa01; theme=dark", {}}, {"X-API-Key", "live_0123456789abcdef0123", {}}};
    Exchange exchange
        = refusal(fields, {{"WWW-Authenticate", "Basic realm=\"x\"", {}}}, "{\"message\":\"no user for correct-horse-battery-staple\"}");
    exchange.hops.front().request.url = *Url::parse("https://api.example.com/v1/orders?api_key=querysecret0123456789");
    const Report report = diagnose({exchange});
    for (const QByteArray &text : {reportToJson(report), reportToText(report).toUtf8(), reportToMarkdown(report).toUtf8()}) {
        for (const char *secret : {"correct-horse", "Y29ycmVjdC1ob3JzZS", "8f2e91c07744aa01", "0123456789abcdef", "querysecret"}) {
            CAPTURE(secret, text);
            CHECK_FALSE(text.contains(secret));
        }
        CHECK_FALSE(text.contains(("svc:" + password).toBase64()));
    }
}

TEST_CASE("Report: control characters from outside never reach a terminal", "[diagnosis]")
{
    const Exchange exchange = refusal({}, {{"WWW-Authenticate", "Basic realm=\"\x1b]0;gone\x07\"", {}}},
                                      "\x1b[31m\xC2\x9B"
                                      "2J \xE2\x80\xAEgnp");
    const QString text = reportToText(diagnose({exchange}));
    for (const QChar c : text) {
        const bool line = c == QLatin1Char('\n');
        CHECK((line || (c.unicode() >= 0x20 && !(c.unicode() >= 0x7F && c.unicode() <= 0x9F) && c.unicode() != 0x202E)));
    }
}

TEST_CASE("Report: the JSON has the members that programs rely on", "[diagnosis]")
{
    const Exchange exchange = refusal({}, {{"WWW-Authenticate", "Bearer", {}}});
    const auto json = parseJson(reportToJson(diagnose({exchange})));
    REQUIRE(json);
    CHECK(json->string("schema") == "keyhole.report/1");
    CHECK(json->at({"exchange", "status"})->text == "401");
    CHECK(json->at({"verdict", "id"})->text == "header.missing");
    CHECK(json->at({"findings", "0", "role"})->text == "cause");
    CHECK(json->at({"findings", "0", "evidence", "0", "where"}) != nullptr);
    CHECK(json->at({"ruled_out", "0", "reason"}) != nullptr);
    for (const char *card : {"header", "token", "clock", "cookies"})
        CHECK(json->at({"cards", card, "state"}) != nullptr);
}

TEST_CASE("Report: what the answer brings cannot make emphasis or placeholders of its own", "[diagnosis]")
{
    const Exchange exchange = refusal({{"Authorization", "Basic " + QByteArray("a:b").toBase64(), {}}},
                                      {{"WWW-Authenticate", "**evil** realm=\"{user}\"", {}}});
    for (const Finding &finding : diagnose({exchange}).findings)
        CHECK_FALSE(finding.why.contains(QStringLiteral("**evil**")));
}

TEST_CASE("Report: a recording without sensitive data is never told as a missing credential", "[diagnosis]")
{
    Exchange exchange = refusal({}, {{"WWW-Authenticate", "Bearer", {}}});
    exchange.sanitized = true;
    const Report report = diagnose({exchange});
    CHECK_FALSE(reports(report, "header.missing"));
    CHECK_FALSE(reports(report, "cookie.missing"));
    CHECK(report.header.text == QStringLiteral("Not recorded"));
}

TEST_CASE("Report: an accepted answer has no cause", "[diagnosis]")
{
    const Report report = diagnose({refusal({}, {}, "{}", 200)});
    CHECK(report.verdict.outcome == Outcome::Accepted);
    CHECK(report.findings.empty());
}

TEST_CASE("Report: without an answer the cards tell what was not sent, and still read the token", "[diagnosis]")
{
    Exchange exchange = refusal({{"Authorization", QByteArray("Bearer ") + kToken, {}}}, {});
    exchange.hops.front().response.reset();
    exchange.hops.front().answeredAt.reset();
    exchange.hops.front().error = TransportError{
        TransportFault::Refused, {QStringLiteral("the connection was refused"), QStringLiteral("api.example.com, port 443"), {}}, {}};
    const Report report = diagnose({exchange});
    CHECK(report.verdict.outcome == Outcome::NoAnswer);
    CHECK(report.verdict.headline == QStringLiteral("No answer to diagnose: the connection was refused"));
    CHECK(report.header.text == QStringLiteral("Not sent"));
    CHECK(report.token.text == QStringLiteral("Expired"));
    CHECK(report.findings.empty());
}

TEST_CASE("Words: durations, times and sizes read as a person writes them", "[diagnosis]")
{
    CHECK(durationText(Milliseconds(11'525'000)) == QStringLiteral("3\u00A0h\u00A012\u00A0min\u00A05\u00A0s"));
    CHECK(roughDurationText(Milliseconds(-161'000)) == QStringLiteral("2\u00A0min\u00A041\u00A0s"));
    CHECK(roughDurationText(Milliseconds(10'822'000)) == QStringLiteral("3\u00A0h"));
    CHECK(durationText(Milliseconds(839'900)) == QStringLiteral("14\u00A0min"));
    CHECK(durationText(Milliseconds(850)) == QStringLiteral("850\u00A0ms"));
    CHECK(durationText(std::chrono::hours(24 * 26)) == QStringLiteral("26\u00A0days"));
    const Instant moment(Milliseconds(1795242667000));
    CHECK(utcText(moment, moment + std::chrono::hours(3)) == QStringLiteral("06:31:07\u00A0UTC"));
    CHECK(utcText(moment, moment + std::chrono::hours(48)) == QStringLiteral("21 Nov 2026, 06:31:07\u00A0UTC"));
    CHECK(uncertaintyText(Milliseconds(600)) == QStringLiteral("±\u00A00.6\u00A0s"));
    CHECK(byteText(738) == QStringLiteral("738\u00A0B"));
}

TEST_CASE("Report: a challenge is shown as it came, a value with braces as well", "[diagnosis]")
{
    const Exchange exchange
        = refusal({{"Authorization", QByteArray("Bearer ") + kToken, {}}}, {{"WWW-Authenticate", "Bearer error=\"invalid_token\"", {}}});
    const Report report = diagnose({exchange});
    REQUIRE_FALSE(report.findings.empty());
    const auto &evidence = report.findings.front().evidence;
    CHECK(std::any_of(evidence.begin(), evidence.end(), [](const Evidence &line) {
        return line.text == QStringLiteral("WWW-Authenticate: Bearer error=\"invalid_token\"");
    }));

    const Report unfilled = diagnose({refusal({{"Authorization", "Bearer {{token}}", {}}}, {})});
    REQUIRE_FALSE(unfilled.findings.empty());
    CHECK(unfilled.findings.front().id == "header.placeholder");
    CHECK(unfilled.findings.front().why.contains("{{token}}"));
}
