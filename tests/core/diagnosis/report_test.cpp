#include "catch.h"
#include "core/diagnosis/marks.h"
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

TEST_CASE("Report: of several that are read together, only refusals show their exchange", "[diagnosis]")
{
    const SecretMarks marks;
    const auto hops = [&marks](int status, bool together) {
        const Exchange exchange = refusal({{"Authorization", "Bearer q7Vt2mPz9LxB4nRk", {}}}, {}, {}, status);
        DiagnosisInput input{exchange};
        input.marks = together ? &marks : nullptr;
        return diagnose(input).marked.hops.size();
    };
    CHECK(hops(401, true) == 1);
    CHECK(hops(200, true) == 0);
    CHECK(hops(200, false) == 1);
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

TEST_CASE("Report: every format tells code, words and demand of the answer, and a certain cause its layer", "[diagnosis]")
{
    const Exchange exchange = refusal(
        {{"Authorization", "Bearer q7Vt2mPz9LxB4nRk", {}}},
        {{"WWW-Authenticate", "Bearer error=\"insufficient_scope\", error_description=\"orders need more\", scope=\"orders:write\"", {}}},
        {}, 403);
    const Report report = diagnose({exchange});
    for (const QString &text : {reportToText(report), reportToMarkdown(report), reportToHtml(report)}) {
        CAPTURE(text.toStdString());
        CHECK(text.contains(QStringLiteral("What the answer says")));
        CHECK(text.contains(QStringLiteral("insufficient")));
        CHECK(text.contains(QStringLiteral("orders need more")));
        CHECK(text.contains(QStringLiteral("Asks for scope")));
    }
    CHECK_FALSE(reportToText(diagnose({refusal({}, {}, {}, 200)})).contains(QStringLiteral("What the answer says")));
}

TEST_CASE("Report: what a new sign-in must be like, and what the server adds to a code, is told in its finding", "[diagnosis]")
{
    const Report stepUp = diagnose({refusal(
        {{"Authorization", "Bearer q7Vt2mPz9LxB4nRk", {}}},
        {{"WWW-Authenticate", "Bearer error=\"insufficient_user_authentication\", acr_values=\"urn:mfa\", max_age=\"300\"", {}}})});
    REQUIRE(reports(stepUp, "account.second-factor"));
    CHECK(stepUp.findings.front().why.contains(QStringLiteral("of the level “urn:mfa” and not older than")));

    Exchange token = refusal({{"Content-Type", "application/x-www-form-urlencoded", {}}}, {{"Content-Type", "application/json", {}}},
                             "{\"error\": \"invalid_client\", \"error_description\": \"Client secret has ended\"}");
    token.hops.front().request.method = "POST";
    token.hops.front().request.body = "grant_type=client_credentials&client_id=shop&client_secret=open-sesame-2026";
    const Report client = diagnose({token});
    REQUIRE(reports(client, "oauth.client-rejected"));
    CHECK(client.findings.front().why.contains(QStringLiteral("It says: “Client secret has ended”.")));
    CHECK(client.findings.front().help.contains(QStringLiteral("by id and secret in the body")));
}
