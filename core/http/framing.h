#pragma once

#include "core/http/message_reader.h"

namespace keyhole {

/// How the end of a body is found. RFC 9112, 6.3.
enum class Framing { NoBody, Tunnel, Chunked, Length, UntilClose };

struct BodyFraming {
    Framing kind = Framing::UntilClose;
    qint64 length = 0;
};

/// Decides by the final head of an answer; `headStart` is where it begins in `bytes`, for the places of the defects.
BodyFraming framingOf(const Response &response, QByteArrayView requestMethod, QByteArrayView bytes, qsizetype headStart,
                      std::vector<Defect> &defects);

struct ReadBody {
    QByteArray content;
    FieldList trailers;
    qsizetype end = 0;  ///< of the message, in the bytes
    bool complete = false;
};

/// Reads the body that begins at `start`. What came before a fault is kept, and what follows it is content as it stands.
ReadBody readBody(QByteArrayView bytes, qsizetype start, BodyFraming framing, bool closed, std::vector<Defect> &defects,
                  const HeadLimits &limits);

}
