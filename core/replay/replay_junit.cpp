#include "core/diagnosis/report_words.h"
#include "core/diagnosis/xml_text.h"
#include "core/replay/replay_report.h"

#include <QDateTime>
#include <QTimeZone>
#include <QXmlStreamWriter>

namespace keyhole {

namespace {

using ReplayOutcome = ReplayResult::Outcome;

QString seconds(Milliseconds time)
{
    return QString::number(double(time.count()) / 1000, 'f', 3);
}

void writeWhy(QXmlStreamWriter &xml, const char *element, const ReplayResult &result, const QString &type)
{
    xml.writeStartElement(QLatin1String(element));
    xml.writeAttribute(QStringLiteral("message"), xmlText(withoutEmphasis(result.says)));
    xml.writeAttribute(QStringLiteral("type"), xmlText(type));
    xml.writeCharacters(xmlText(replayRowText(result)));
    xml.writeEndElement();
}

/// "expectation", or the id of the cause.
QString failureType(const ReplayResult &result)
{
    const bool expectation
        = std::any_of(result.expectations.begin(), result.expectations.end(), [](const JudgedExpectation &each) { return !each.held; });
    return expectation           ? QStringLiteral("expectation")
        : result.cause.isEmpty() ? QStringLiteral("no-answer")
                                 : QString::fromUtf8(result.cause);
}

void writeCase(QXmlStreamWriter &xml, const ReplayResult &result, const QString &source)
{
    QString name = result.name.isEmpty() ? result.place : result.name;
    if (result.round > 1)
        name += QStringLiteral(" (round %1)").arg(result.round);
    xml.writeStartElement(QStringLiteral("testcase"));
    xml.writeAttribute(QStringLiteral("name"), xmlText(name));
    xml.writeAttribute(QStringLiteral("classname"), xmlText(result.place.isEmpty() ? source : result.place));
    xml.writeAttribute(QStringLiteral("time"), seconds(result.time));
    if (result.outcome == ReplayOutcome::Failed) {
        writeWhy(xml, "failure", result, failureType(result));
    } else if (result.outcome == ReplayOutcome::NotSent) {
        writeWhy(xml, "error", result, QStringLiteral("not-sent"));
    } else if (result.outcome != ReplayOutcome::Passed) {
        xml.writeStartElement(QStringLiteral("skipped"));
        xml.writeAttribute(QStringLiteral("message"), xmlText(withoutEmphasis(result.says)));
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

QString startedAt(const ReplayReport &report)
{
    std::optional<Instant> first;
    for (const ReplayResult *result : report.results) {
        if (result->at && (!first || *result->at < *first))
            first = result->at;
    }
    return QDateTime::fromMSecsSinceEpoch(first.value_or(Instant()).time_since_epoch().count(), QTimeZone::utc())
        .toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss"));
}

}

QByteArray replayToJUnit(const ReplayReport &report)
{
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("testsuites"));
    xml.writeStartElement(QStringLiteral("testsuite"));
    const int skipped = report.count(ReplayOutcome::Skipped) + report.count(ReplayOutcome::Cancelled);
    const std::pair<const char *, QString> attributes[] = {{"name", xmlText(report.source)},
                                                           {"package", QStringLiteral("keyhole")},
                                                           {"id", QStringLiteral("0")},
                                                           {"hostname", QStringLiteral("localhost")},
                                                           {"timestamp", startedAt(report)},
                                                           {"tests", QString::number(report.results.size())},
                                                           {"failures", QString::number(report.count(ReplayOutcome::Failed))},
                                                           {"errors", QString::number(report.count(ReplayOutcome::NotSent))},
                                                           {"skipped", QString::number(skipped)},
                                                           {"time", seconds(report.elapsed)}};
    for (const auto &[name, value] : attributes)
        xml.writeAttribute(QLatin1String(name), value);
    xml.writeStartElement(QStringLiteral("properties"));
    const std::pair<const char *, QString> properties[] = {{"environment", xmlText(report.environment)},
                                                           {"parallel", QString::number(report.parallel)},
                                                           {"repeat", QString::number(report.repeat)},
                                                           {"stopped-by", xmlText(report.stoppedBy)}};
    for (const auto &[name, value] : properties) {
        xml.writeEmptyElement(QStringLiteral("property"));
        xml.writeAttribute(QStringLiteral("name"), QLatin1String(name));
        xml.writeAttribute(QStringLiteral("value"), value);
    }
    xml.writeEndElement();
    for (const ReplayResult *result : report.results)
        writeCase(xml, *result, report.source);
    xml.writeEmptyElement(QStringLiteral("system-out"));
    xml.writeEmptyElement(QStringLiteral("system-err"));
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return out;
}

}
