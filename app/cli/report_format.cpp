#include "app/cli/report_format.h"

#include "app/cli/terminal.h"

namespace keyhole {

Result<ReportFormat> parseReportFormat(const QString &name)
{
    if (name == QLatin1String("text"))
        return ReportFormat::Text;
    if (name == QLatin1String("json"))
        return ReportFormat::Json;
    if (name == QLatin1String("markdown"))
        return ReportFormat::Markdown;
    return failure(Error{name.isEmpty() ? QStringLiteral("--format needs a name") : QStringLiteral("“%1” is no format").arg(name),
                         {},
                         QStringLiteral("Use text, json or markdown.")});
}

void print(const Report &report, ReportFormat format)
{
    if (format == ReportFormat::Json)
        Terminal::out(reportToJson(report) + '\n');
    else if (format == ReportFormat::Markdown)
        Terminal::out(reportToMarkdown(report).toUtf8());
    else
        Terminal::outText(reportToText(report, Terminal::style()));
}

}
