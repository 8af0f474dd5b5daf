#include "core/diagnosis/report_groups.h"
#include "core/diagnosis/report_words.h"
#include "core/diagnosis/words.h"
#include "core/diagnosis/xml_text.h"

#include <QDateTime>
#include <QTimeZone>
#include <QXmlStreamWriter>

namespace keyhole {

namespace {

QString plainText(const QString &text)
{
    return xmlText(withoutEmphasis(text));
}

/// What a CI shows of a failure: the whole report with the first entry of its cause, one line with the others.
QString failureText(const ReportGroups::Repeated &cause, int entry)
{
    if (entry != cause.entries.front() || !cause.report)
        return QStringLiteral("As entry %1: %2").arg(QString::number(cause.entries.front()), cause.title);
    return reportToText(*cause.report) + QStringLiteral("\nFound in %1.").arg(entriesText(cause.entries));
}

void writeCase(QXmlStreamWriter &xml, const ReportGroups::Host &host, const ReportGroups::Entry &entry)
{
    xml.writeStartElement(QStringLiteral("testcase"));
    xml.writeAttribute(QStringLiteral("name"), plainText(QStringLiteral("entry %1: %2").arg(QString::number(entry.number), entry.request)));
    xml.writeAttribute(QStringLiteral("classname"), plainText(quoted(host.name)));
    xml.writeAttribute(QStringLiteral("time"), QStringLiteral("0"));
    if (!entry.unreadable.isEmpty()) {
        xml.writeStartElement(QStringLiteral("error"));
        xml.writeAttribute(QStringLiteral("message"), plainText(entry.unreadable));
        xml.writeAttribute(QStringLiteral("type"), QStringLiteral("unreadable"));
        xml.writeEndElement();
    } else if (entry.cause >= 0) {
        const ReportGroups::Repeated &cause = host.causes.at(size_t(entry.cause));
        xml.writeStartElement(QStringLiteral("failure"));
        xml.writeAttribute(QStringLiteral("message"), plainText(QStringLiteral("%1 (%2)").arg(cause.title, QString::number(entry.status))));
        xml.writeAttribute(QStringLiteral("type"), QString::fromLatin1(cause.id));
        xml.writeCharacters(plainText(failureText(cause, entry.number)));
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

/// The attributes and children that both common schemas ask for: Ant's, and the one of CI servers.
void writeSuite(QXmlStreamWriter &xml, const ReportGroups::Host &host, int number)
{
    const auto unreadable = std::count_if(host.entries.begin(), host.entries.end(),
                                          [](const ReportGroups::Entry &each) { return !each.unreadable.isEmpty(); });
    std::optional<Instant> at;
    for (const ReportGroups::Repeated &cause : host.causes)
        at = at || !cause.report ? at : cause.report->at;
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(at.value_or(Instant()).time_since_epoch().count(), QTimeZone::utc());
    xml.writeStartElement(QStringLiteral("testsuite"));
    const std::pair<const char *, QString> attributes[] = {{"name", plainText(quoted(host.name))},
                                                           {"package", QStringLiteral("keyhole")},
                                                           {"id", QString::number(number)},
                                                           {"hostname", plainText(quoted(host.name))},
                                                           {"timestamp", time.toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss"))},
                                                           {"tests", QString::number(host.entries.size())},
                                                           {"failures", QString::number(host.refused)},
                                                           {"errors", QString::number(unreadable)},
                                                           {"skipped", QStringLiteral("0")},
                                                           {"time", QStringLiteral("0")}};
    for (const auto &[name, value] : attributes)
        xml.writeAttribute(QLatin1String(name), value);
    xml.writeEmptyElement(QStringLiteral("properties"));
    for (const ReportGroups::Entry &entry : host.entries)
        writeCase(xml, host, entry);
    xml.writeEmptyElement(QStringLiteral("system-out"));
    xml.writeEmptyElement(QStringLiteral("system-err"));
    xml.writeEndElement();
}

}

QByteArray groupsToJUnit(const ReportGroups &groups)
{
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("testsuites"));
    int number = 0;
    for (const ReportGroups::Host &host : groups.hosts())
        writeSuite(xml, host, number++);
    xml.writeEndElement();
    xml.writeEndDocument();
    return out;
}

}
