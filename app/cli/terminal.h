#pragma once

#include "core/diagnosis/report.h"
#include "core/result.h"

namespace keyhole::Terminal {

/// Writes to standard output. What came from outside must be made visible before: by the reports, or by text().
void out(const QByteArray &text);
/// The same for text to be read: no-break spaces become blanks, which a terminal can find and copy.
void outText(QString text);
/// "keyhole-cli: what (place)" and the remedy on standard error; gives the exit status back.
int fail(const Error &error, int exitStatus);
/// Colours and width, when standard output is a terminal and NO_COLOR is not set.
TextStyle style();
/// Lines from outside: line ends and tabs stay, every other control character is escaped.
QByteArray text(const QByteArray &foreign);

}
