#include "app/cli/report_format.h"

#include "app/cli/terminal.h"

namespace keyhole {

Result<ReportFormat> parseReportFormat(const QString &name)
{
    static constexpr const char *kNames[] = {"text", "json", "markdown", "html", "junit"};
    const auto found
        = std::find_if(std::begin(kNames), std::end(kNames), [&name](const char *each) { return name == QLatin1String(each); });
    if (found != std::end(kNames))
        return ReportFormat(found - std::begin(kNames));
    return failure(Error{name.isEmpty() ? QStringLiteral("--format needs a name") : QStringLiteral("“%1” is no format").arg(name),
                         {},
                         QStringLiteral("Use text, json, markdown, html or junit.")});
}

bool isPrintedSingly(ReportFormat format)
{
    return format != ReportFormat::Html && format != ReportFormat::JUnit;
}

void print(const Report &report, ReportFormat format)
{
    switch (format) {
    case ReportFormat::Text:
        return Terminal::outText(reportToText(report, Terminal::style()));
    case ReportFormat::Json:
        return Terminal::out(reportToJson(report) + '\n');
    case ReportFormat::Markdown:
        return Terminal::out(reportToMarkdown(report).toUtf8());
    case ReportFormat::Html:
        return Terminal::out(reportToHtml(report).toUtf8());
    case ReportFormat::JUnit:
        ReportGroups groups;
        groups.addReport(std::max(1, report.entry), report);
        return print(groups, format);
    }
}

void print(const ReportGroups &groups, ReportFormat format)
{
    switch (format) {
    case ReportFormat::Text:
        return Terminal::outText(groupsToText(groups, Terminal::style()));
    case ReportFormat::Markdown:
        return Terminal::out(groupsToMarkdown(groups).toUtf8());
    case ReportFormat::Html:
        return Terminal::out(groupsToHtml(groups).toUtf8());
    case ReportFormat::JUnit:
        return Terminal::out(groupsToJUnit(groups));
    case ReportFormat::Json:
        return;
    }
}

}
