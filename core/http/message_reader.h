#pragma once

#include "core/http/message.h"

namespace keyhole {

/// Limits of a message head; a value over one is cut and told as a defect.
struct HeadLimits {
    qsizetype statusLine = 8 << 10;
    qsizetype field = 256 << 10;
    qsizetype allFields = 1 << 20;
    int fieldCount = 1000;
    int informational = 100;
};

/// What the bytes of one answer say, head and framing, whatever is wrong with them: nothing is dropped because of something else.
struct ReadResponse {
    Response response;  ///< `body` holds the transferred content without chunk framing, content codings not yet undone
    qsizetype headLength = 0;  ///< bytes up to and including the blank line of the final head; 0 when it never came
    qsizetype messageLength = 0;  ///< bytes up to the end of the message; further ones are a defect "message.extra"
    bool complete = false;
};

/// Reads an answer (with the 1xx answers before it) from the bytes as received. `requestMethod` decides whether a body can follow.
/// `closed`: no more bytes will come; without it an unfinished answer is no fault, only not `complete`. RFC 9112, with every deviation
/// named in Response::defects:
///   message.empty .extra                        no answer at all; bytes after its end
///   status-line.missing .preceded .malformed .control .too-large; status.unreadable .out-of-range; informational.flood
///   header.no-colon .name-empty .name-invalid .space-before-colon .leading-blank .folded .nul .control .incomplete
///   header.too-large .too-many .all-too-large   cut at a limit
///   line-end.bare-lf .bare-cr
///   length.unreadable .conflict .repeated .and-transfer-encoding; transfer-encoding.unknown .version
///   chunk.size .overflow .end; trailer.incomplete; body.truncated
ReadResponse readResponse(QByteArrayView bytes, QByteArrayView requestMethod, bool closed, const HeadLimits &limits = {});

/// The lines of a head, without the first, as fields, up to an empty line: duplicates, order, case, empty values, folded lines kept. A line
/// without a colon is a field with an empty name and the line as its value. `offset`: where `lines` begins, for the places of the defects.
FieldList readFields(QByteArrayView lines, qsizetype offset, std::vector<Defect> &defects, const HeadLimits &limits = {});

/// A request as text: request line (with a whole address, or with a Host field; the version may be left out), fields, body (all that
/// follows the empty line). For pasted raw HTTP. Fails at the first line that could not be sent as it stands.
Result<Request, SyntaxError> readRequest(QByteArrayView bytes, QByteArrayView defaultScheme = "https");

}
