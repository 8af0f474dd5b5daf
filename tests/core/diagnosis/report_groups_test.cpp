#include "catch.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/report_groups.h"
#include "refusals.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace keyhole;

namespace {

Report reportAt(const QByteArray &host, const QByteArray &credential)
{
    FieldList sent;
    if (!credential.isEmpty())
        sent.append("Authorization", credential);
    Exchange exchange = refusal(sent, {{"WWW-Authenticate", "Bearer", {}}});
    exchange.hops.front().request.url = *Url::parse("https://" + host + "/v1/orders");
    return diagnose({exchange});
}

/// Two hosts: one without a credential in three of five entries and with a doubled scheme in one, the other in one of one.
ReportGroups twoHosts()
{
    ReportGroups groups;
    groups.addReport(1, reportAt("a.example.com", {}));
    groups.addOther(2, "GET", "https://a.example.com/health", 200);
    groups.addReport(3, reportAt("b.example.com", {}));
    groups.addReport(4, reportAt("a.example.com", {}));
    groups.addReport(5, reportAt("a.example.com", "Bearer Bearer abcdefghijklmnopqrst"));
    groups.addReport(6, reportAt("a.example.com", {}));
    return groups;
}

struct JUnit {
    int suites = 0, cases = 0, failures = 0, errors = 0;
    QStringList types, names, texts;
    QList<int> tests, failed;
    QString fault;
};

JUnit readJUnit(const QByteArray &xml)
{
    JUnit read;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isCharacters() && !reader.isWhitespace())
            read.texts += reader.text().toString();
        if (!reader.isStartElement())
            continue;
        const auto attributes = reader.attributes();
        if (reader.name() == QLatin1String("testsuite")) {
            ++read.suites;
            read.tests += attributes.value(QStringLiteral("tests")).toInt();
            read.failed += attributes.value(QStringLiteral("failures")).toInt();
        }
        if (reader.name() == QLatin1String("testcase")) {
            ++read.cases;
            read.names += attributes.value(QStringLiteral("name")).toString();
        }
        if (reader.name() == QLatin1String("failure")) {
            ++read.failures;
            read.types += attributes.value(QStringLiteral("type")).toString();
        }
        read.errors += reader.name() == QLatin1String("error") ? 1 : 0;
    }
    read.fault = reader.hasError() ? reader.errorString() : QString();
    return read;
}

}

TEST_CASE("Groups: a cause that repeats at a host is told once, with its count and entries", "[diagnosis]")
{
    const ReportGroups groups = twoHosts();
    REQUIRE(groups.hosts().size() == 2);
    CHECK(groups.entries() == 6);
    CHECK(groups.refused() == 5);
    CHECK(groups.hosts().front().causes.size() == 2);
    for (const QString &text : {groupsToText(groups), groupsToMarkdown(groups), groupsToHtml(groups)}) {
        CAPTURE(text.toStdString());
        CHECK(text.contains(QStringLiteral("a.example.com: 4 of 5 entries refused, 2 causes")));
        CHECK(text.contains(QStringLiteral("b.example.com: 1 of 1 entries refused, 1 cause")));
        CHECK(text.contains(QStringLiteral("3 entries: 1, 4, 6")));
    }
    CHECK(groupsToText(groups).count(QStringLiteral("[header.missing]")) == 2);
}

TEST_CASE("Groups: the links of the page lead to reports that are on it", "[diagnosis]")
{
    const QString html = groupsToHtml(twoHosts());
    int links = 0;
    for (const QString &part : html.split(QStringLiteral("href=\"")).mid(1)) {
        const QString target = part.section(u'"', 0, 0);
        CAPTURE(target.toStdString());
        REQUIRE(target.startsWith(u'#'));
        CHECK(html.count(QStringLiteral("id=\"%1\"").arg(target.mid(1))) == 1);
        ++links;
    }
    CHECK(links == 3);
}

TEST_CASE("JUnit: a suite a host, a case an entry, a failure of the cause's id for each that was refused", "[diagnosis]")
{
    ReportGroups groups = twoHosts();
    groups.addUnreadable(7, "GET", "https://a.example.com/broken", {QStringLiteral("no status"), QStringLiteral("entry 7"), {}});
    const JUnit junit = readJUnit(groupsToJUnit(groups));
    CHECK(junit.fault.isEmpty());
    CHECK(junit.suites == 2);
    CHECK(junit.cases == 7);
    CHECK(junit.failures == 5);
    CHECK(junit.errors == 1);
    CHECK(junit.tests == QList<int>{6, 1});
    CHECK(junit.failed == QList<int>{4, 1});
    CHECK(junit.types.count(QStringLiteral("header.missing")) == 4);
    CHECK(junit.types.count(QStringLiteral("header.scheme-repeated")) == 1);
    CHECK(junit.names.contains(QStringLiteral("entry 2: GET https://a.example.com/health")));
    CHECK(junit.texts.join(u'\n').contains(QStringLiteral("As entry 1: ")));
    CHECK(junit.texts.join(u'\n').contains(QStringLiteral("For whoever runs the server")));
}

namespace {

/// An element as the schema of Ant and of CI servers (JUnit.xsd) has it.
struct Element {
    QString name;
    QXmlStreamAttributes attributes;
    std::vector<Element> children = {};

    QStringList childNames() const
    {
        QStringList names;
        for (const Element &each : children)
            names += each.name;
        return names;
    }
};

Element elementAt(QXmlStreamReader &reader)
{
    Element element{reader.name().toString(), reader.attributes()};
    while (!reader.atEnd() && !reader.isEndElement()) {
        reader.readNext();
        if (reader.isStartElement()) {
            element.children.push_back(elementAt(reader));
            reader.readNext();
        }
    }
    return element;
}

void checkAttributes(const Element &element, const QStringList &needed, const QStringList &allowed)
{
    QStringList given;
    for (const QXmlStreamAttribute &each : element.attributes)
        given += each.name().toString();
    CAPTURE(element.name.toStdString(), given.join(u' ').toStdString());
    for (const QString &name : needed) {
        CAPTURE(name.toStdString());
        CHECK(given.contains(name));
        CHECK_FALSE(element.attributes.value(name).trimmed().isEmpty());
    }
    for (const QString &name : given)
        CHECK((needed.contains(name) || allowed.contains(name)));
    for (const char *number : {"tests", "failures", "errors", "skipped", "id"}) {
        bool isNumber = true;
        if (given.contains(QLatin1String(number)))
            CHECK((element.attributes.value(QLatin1String(number)).toInt(&isNumber) >= 0 && isNumber));
    }
}

void checkCase(const Element &test)
{
    checkAttributes(test, {"name", "classname", "time"}, {});
    REQUIRE(test.children.size() <= 1);
    for (const Element &outcome : test.children) {
        CHECK(QStringList({"failure", "error", "skipped"}).contains(outcome.name));
        checkAttributes(outcome, {"type"}, {"message"});
        CHECK(outcome.children.empty());
    }
}

}

TEST_CASE("JUnit: elements and attributes are those of the schema, in its order", "[diagnosis]")
{
    ReportGroups groups = twoHosts();
    groups.addUnreadable(7, "GET", "https://a.example.com/broken", {QStringLiteral("no status"), QStringLiteral("entry 7"), {}});
    QXmlStreamReader reader(groupsToJUnit(groups));
    REQUIRE(reader.readNextStartElement());
    const Element suites = elementAt(reader);
    REQUIRE_FALSE(reader.hasError());
    CHECK(suites.name == QStringLiteral("testsuites"));
    CHECK(suites.attributes.isEmpty());
    for (const Element &suite : suites.children) {
        CHECK(suite.name == QStringLiteral("testsuite"));
        checkAttributes(suite, {"package", "id", "name", "timestamp", "hostname", "tests", "failures", "errors", "time"}, {"skipped"});
        // No zone, no fractions: the schema's pattern has neither.
        static const QRegularExpression kMoment(QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d$"));
        CHECK(kMoment.match(suite.attributes.value(QStringLiteral("timestamp")).toString()).hasMatch());
        QStringList names = suite.childNames();
        REQUIRE(names.size() >= 4);
        CHECK(names.takeFirst() == QStringLiteral("properties"));
        CHECK(names.takeLast() == QStringLiteral("system-err"));
        CHECK(names.takeLast() == QStringLiteral("system-out"));
        CHECK(names.count(QStringLiteral("testcase")) == names.size());
        CHECK(suite.attributes.value(QStringLiteral("tests")).toInt() == names.size());
        for (const Element &child : suite.children) {
            if (child.name == QStringLiteral("testcase"))
                checkCase(child);
        }
    }
}

TEST_CASE("JUnit: characters that XML forbids are written out, and the file stays readable", "[diagnosis]")
{
    QByteArray evil = "]]> <failure> \xEF\xBF\xBE \xEF\xBF\xBF \xED\xA0\x80 \xC2\x85";
    for (char c = 1; c < 0x20; ++c)
        evil += c;
    Exchange exchange = refusal({{"Authorization", "Bearer Bearer " + evil, {}}}, {{"WWW-Authenticate", evil, {}}}, evil);
    exchange.hops.front().request.method = evil;
    ReportGroups groups;
    groups.addReport(1, diagnose({exchange}));
    groups.addOther(2, evil, evil, 200);
    groups.addUnreadable(3, evil, "https://a.example.com/" + evil, {QString::fromUtf8(evil), {}, {}});
    const QByteArray xml = groupsToJUnit(groups);
    const JUnit junit = readJUnit(xml);
    CAPTURE(junit.fault.toStdString());
    CHECK(junit.fault.isEmpty());
    CHECK(junit.cases == 3);
    for (const char c : xml)
        CHECK((uchar(c) >= 0x20 || c == '\n'));
}

TEST_CASE("Groups: ten thousand refusals of one kind stay a short text, of ten thousand kinds a bounded one", "[diagnosis]")
{
    const Report report = reportAt("a.example.com", {});
    ReportGroups alike, unlike;
    for (int i = 1; i <= 10'000; ++i) {
        alike.addReport(i, report);
        Report other = report;
        other.host = "host-" + QByteArray::number(i) + ".example.com";
        unlike.addReport(i, std::move(other));
    }
    constexpr qsizetype kReport = 40'000, kLine = 600, kKept = 200;
    CHECK(groupsToText(alike).size() < kReport);
    CHECK(groupsToMarkdown(alike).size() < kReport);
    CHECK(groupsToHtml(alike).size() < kReport);
    CHECK(groupsToJUnit(alike).size() < kReport + 10'000 * kLine);
    CHECK(groupsToText(unlike).size() < kKept * kReport + 10'000 * kLine);
    CHECK(groupsToText(unlike).contains(QStringLiteral("host-9999.example.com")));
    CHECK(groupsToHtml(unlike).count(QStringLiteral("<article")) <= kKept * qsizetype(report.findings.size()));
}
