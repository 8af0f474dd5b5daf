#pragma once

#include "core/diagnosis/report.h"
#include "core/result.h"

namespace keyhole::Terminal {

/// Writes to standard output; the text has no control character from outside (the reports see to that).
void out(const QByteArray &text);
/// "keyhole-cli: what (place)" and the remedy on standard error; gives the exit status back.
int fail(const Error &error, int exitStatus);
/// Colours and width, when standard output is a terminal and NO_COLOR is not set.
TextStyle style();

}
