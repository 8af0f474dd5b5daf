#pragma once

#include "core/diagnosis/report_groups.h"
#include "core/result.h"

namespace keyhole {

enum class ReportFormat { Text, Json, Markdown, Html, JUnit };

/// "text", "json", "markdown", "html" or "junit".
Result<ReportFormat> parseReportFormat(const QString &name);
/// Whether reports of this format follow each other one by one; those of the others make one document together.
bool isPrintedSingly(ReportFormat format);

void print(const Report &report, ReportFormat format);
/// In any format but JSON, which has one object a report.
void print(const ReportGroups &groups, ReportFormat format);

}
