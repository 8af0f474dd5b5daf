#pragma once

#include "core/diagnosis/report.h"
#include "core/result.h"

namespace keyhole {

enum class ReportFormat { Text, Json, Markdown };

/// "text", "json" or "markdown".
Result<ReportFormat> parseReportFormat(const QString &name);
void print(const Report &report, ReportFormat format);

}
