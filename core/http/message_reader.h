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
/// `closed`: no more bytes will come. RFC 9112, with every deviation named: folding, bare CR, NUL, no colon, blank before the colon,
/// empty name, conflicting or unreadable Content-Length, Content-Length beside Transfer-Encoding, chunk faults, early end, HTTP/0.9, 1xx
/// flood.
ReadResponse readResponse(QByteArrayView bytes, QByteArrayView requestMethod, bool closed, const HeadLimits &limits = {});

/// The lines of a head, without the first, as fields: duplicates, order, case, empty values, folded and colon-less lines kept.
FieldList readFields(QByteArrayView lines, qsizetype offset, std::vector<Defect> &defects, const HeadLimits &limits = {});

/// A request as text: request line (absolute or with Host), fields, body. For pasted raw HTTP.
Result<Request, SyntaxError> readRequest(QByteArrayView bytes, QByteArrayView defaultScheme = "https");

}
