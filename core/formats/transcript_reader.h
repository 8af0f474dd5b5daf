#pragma once

#include "core/http/exchange.h"

namespace keyhole {

/// One line of what `curl -v` prints.
struct TranscriptLine {
    char mark = '\0';  ///< '>' sent, '<' received, '*' told, '{' and '}' data left out; '\0' for anything else, such as the body
    QByteArray text;  ///< without the mark, stamps and the line end
    std::optional<std::chrono::microseconds> stamp;  ///< time of day, with --trace-time
};
TranscriptLine readTranscriptLine(const QByteArray &line);

/// The requests of a transcript with their answers, in order. A CONNECT that a proxy granted is left out. Fails when no request is in it.
Result<std::vector<Hop>, SyntaxError> readTranscript(QByteArrayView text);

/// An answer whose body was taken from a text, so that nothing is left of its framing: head and body are read apart.
Response readAnswerWithoutFraming(QByteArrayView head, const QByteArray &body);

}
