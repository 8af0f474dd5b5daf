#pragma once

#include "core/diagnosis/report.h"

#include <QStringList>

namespace keyhole {

// What the reports have in common, whatever their format.

/// "certain", "likely", "possible".
const char *certaintyName(Certainty certainty);
/// "cause", "possible cause", "warning", "note".
const char *roleName(FindingRole role);
/// With a capital, for the beginning of a line.
QString capitalized(const QString &text);
/// Without the **marks** of emphasis.
QString withoutEmphasis(QString text);
/// Text from anywhere within Markdown: what could be markup is escaped; our own **emphasis** stays.
QString escapedMarkdown(const QString &text);
/// What stands in the gutter for a place of evidence: "request", "response", "token", "hop 2", "cookies", "history".
QString gutterName(const QByteArray &where);
/// "GET https://api.example.com/v1 → 401", "… → no answer".
QString requestSummary(const Report &report);
/// The four cards with their names, in order.
std::vector<std::pair<const char *, const Card *>> cardsOf(const Report &report);

/// One line of what the answer says, or of what to hand to whoever runs the server.
struct HandOverLine {
    QString name;  ///< "Request", "Server’s clock", "cf-ray", "Look at"
    QString value;
    bool isSentence = false;  ///< ours, rather than a value to copy; may have **emphasis**
    QByteArray source = {};  ///< address of public documentation
};
/// What the answer itself says: its error by format, code and words, and what it asks for. Empty where it says nothing.
std::vector<HandOverLine> answerLines(const Report &report);
/// In the order in which they are told. Never empty for a request that was sent.
std::vector<HandOverLine> handOverLines(const Report &report);
/// The lines as text, one a row, for the clipboard and a ticket.
QString handOverText(const Report &report);

}
