#pragma once

#include "core/diagnosis/report.h"

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

namespace keyhole {

/// One thing that the answer says: a code or a sentence, with the name under which it stands.
struct AnswerText {
    QByteArray where;  ///< "response.body", "response.headers.WWW-Authenticate"
    QByteArray name;  ///< "error", "error_description", "message", "Code", "title"; empty for plain text
    QString text;
    QByteArray lower;  ///< the same in lower case, UTF-8: what is searched
};

/// What an answer says in words and codes, taken out of its structure: challenge parameters (RFC 6750, 9470, 9449), problem details (RFC
/// 9457), OAuth errors, the JSON, XML and HTML error bodies of services. Nothing is interpreted here.
struct AnswerTexts {
    std::vector<AnswerText> items;

    /// The first item of this name, without case.
    const AnswerText *named(QByteArrayView name) const;
    /// The first item whose text has these words (given in lower case).
    const AnswerText *saying(QByteArrayView lowerWords) const;
    /// The first item that is this code alone (given in lower case).
    const AnswerText *code(QByteArrayView lowerCode) const;
    bool isEmpty() const { return items.empty(); }
};

AnswerTexts readAnswer(const Response &response);

/// A line of evidence for what the answer says, the text marked.
Evidence evidenceFor(const AnswerText &text, const QString &label);

}
