#pragma once

#include <QString>

namespace keyhole {

/// Any text as the content of an element or a quoted attribute: control characters made visible, what is markup escaped.
QString htmlText(const QString &text);
/// A sentence of ours, in which **names** are strong and `code` is code.
QString htmlSentence(const QString &sentence);
/// A whole page, which nothing else is needed for: `body` between its frame and its style. It says to the browser that it loads nothing.
QString htmlPage(const QString &title, const QString &body);

}
