// JUnit's XML is read by many programs that hold it against a schema: what stands where, which attributes there are, and no character
// that XML 1.0 has no place for.
#include "catch.h"
#include "core/replay/replay_report.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace keyhole;
using ReplayOutcome = ReplayResult::Outcome;

namespace {

ReplayResult resultOf(ReplayOutcome outcome, const QString &name, const QString &says = {})
{
    ReplayResult result;
    result.outcome = outcome;
    result.name = name;
    result.place = "orders/list.yml";
    result.method = "GET";
    result.says = says;
    result.time = Milliseconds(1234);
    return result;
}

QByteArray junitOf(const std::vector<ReplayResult> &results, const QString &source = "Orders")
{
    ReplayReport report;
    report.source = source;
    report.environment = "stag\"ing";
    report.elapsed = Milliseconds(61'002);
    for (const ReplayResult &result : results)
        report.results.push_back(&result);
    return replayToJUnit(report);
}

std::vector<ReplayResult> everyKind()
{
    std::vector<ReplayResult> results{
        resultOf(ReplayOutcome::Passed, "fine"), resultOf(ReplayOutcome::Failed, "refused", "It is <b>not</b> & never was."),
        resultOf(ReplayOutcome::NotSent, "unsent", "{{x}} has no value."), resultOf(ReplayOutcome::Skipped, "skipped", "It changes data."),
        resultOf(ReplayOutcome::Cancelled, "cancelled")};
    results[1].cause = "token.expired";
    return results;
}

/// The production Char of XML 1.0, 2.2.
bool isXmlCharacter(char32_t c)
{
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
}

}

TEST_CASE("JUnit: elements stand where the schema has them, in its order", "[replay][junit]")
{
    QXmlStreamReader xml(junitOf(everyKind()));
    QStringList inSuite, open;
    QMap<QString, int> inCases;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::StartElement) {
            const QString name = xml.name().toString(), parent = open.isEmpty() ? QString() : open.last();
            if (parent == "testsuite")
                inSuite += name;
            if (parent == "testcase")
                ++inCases[name];
            CHECK((parent != "failure" && parent != "error" && parent != "skipped"));
            open += name;
        } else if (token == QXmlStreamReader::EndElement) {
            open.removeLast();
        }
    }
    CHECK_FALSE(xml.hasError());
    CHECK(inSuite == QStringList{"properties", "testcase", "testcase", "testcase", "testcase", "testcase", "system-out", "system-err"});
    CHECK(inCases == QMap<QString, int>{{"failure", 1}, {"error", 1}, {"skipped", 2}});
}

TEST_CASE("JUnit: each element has the attributes that the schema asks for, in the form that it asks for", "[replay][junit]")
{
    static const QRegularExpression count("^[0-9]+$"), time("^[0-9]+\\.[0-9]{3}$"), moment("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d$");
    QXmlStreamReader xml(junitOf(everyKind()));
    int suites = 0, cases = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QXmlStreamAttributes has = xml.attributes();
        const auto matches = [&](const char *name, const QRegularExpression &form) { return form.match(has.value(name)).hasMatch(); };
        if (xml.name() == QLatin1String("testsuite")) {
            ++suites;
            for (const char *name : {"tests", "failures", "errors", "skipped", "id"})
                CHECK(matches(name, count));
            CHECK(matches("time", time));
            CHECK(matches("timestamp", moment));
            CHECK(has.value("name") == QLatin1String("Orders"));
            CHECK_FALSE(has.value("hostname").isEmpty());
        } else if (xml.name() == QLatin1String("testcase")) {
            ++cases;
            CHECK_FALSE(has.value("name").isEmpty());
            CHECK_FALSE(has.value("classname").isEmpty());
            CHECK(has.value("time") == QLatin1String("1.234"));
        } else if (xml.name() == QLatin1String("failure") || xml.name() == QLatin1String("error")) {
            CHECK_FALSE(has.value("message").isEmpty());
            CHECK_FALSE(has.value("type").isEmpty());
        } else if (xml.name() == QLatin1String("property")) {
            CHECK((has.hasAttribute("name") && has.hasAttribute("value")));
        }
    }
    CHECK(suites == 1);
    CHECK(cases == 5);
}

TEST_CASE("JUnit: markup and quotes in a name or a sentence come back as they were", "[replay][junit]")
{
    const QString odd = "a<b>&\"c'd]]>e";
    QXmlStreamReader xml(junitOf({resultOf(ReplayOutcome::Failed, odd, odd)}, odd));
    QStringList seen;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        for (const char *name : {"name", "message"}) {
            if (const auto value = xml.attributes().value(name); value.contains(QLatin1String("c'd")))
                seen += value.toString();
        }
    }
    CHECK_FALSE(xml.hasError());
    CHECK(seen == QStringList{odd, odd, odd});
}

TEST_CASE("JUnit: no character that XML 1.0 forbids is in it, wherever it came from", "[replay][junit]")
{
    QString odd;
    for (char16_t c = 0; c < 0x20; ++c)
        odd += QChar(c);
    odd += QChar(0x7F);
    odd += QChar(0x85);
    odd += QChar(0xFFFE);
    odd += QChar(0xFFFF);
    odd += QChar(0xD800);  // half of a pair
    odd += "ä😀";
    ReplayResult result = resultOf(ReplayOutcome::Failed, odd, odd);
    result.place = odd;
    result.cause = odd.toUtf8();
    result.headline = odd;
    result.notes = {odd};
    result.expectations = {{odd, false, odd}};
    const QByteArray junit = junitOf({result}, odd);
    QXmlStreamReader xml(junit);
    while (!xml.atEnd())
        xml.readNext();
    CHECK(xml.errorString().toStdString() == "");
    const QList<uint> characters = QString::fromUtf8(junit).toUcs4();
    CHECK(std::all_of(characters.begin(), characters.end(), [](uint c) { return isXmlCharacter(c); }));
    CHECK(junit.contains("ä😀"));
}
