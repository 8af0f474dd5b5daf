#pragma once

#include "core/http/field.h"
#include "core/http/url.h"

#include <QByteArray>
#include <QString>
#include <vector>

namespace keyhole {

/// Why a request field is there; shown beside it before and after sending.
enum class FieldOrigin { Typed, Auth, Cookie, Automatic, Recorded };

/// A request as it goes, or went, over the wire.
struct Request {
    QByteArray method;
    Url url;
    QByteArray httpVersion;  ///< "HTTP/1.1", "HTTP/2"; empty until known
    FieldList fields;
    std::vector<FieldOrigin> origins;  ///< one for each field; empty means all Recorded
    QByteArray body;
    QString bodyFile;  ///< where the body is read from, when it is not in `body`

    FieldOrigin originOf(int field) const { return origins.empty() ? FieldOrigin::Recorded : origins.at(size_t(field)); }
};

/// What is wrong with a message's framing or syntax; the message was read all the same. Told in the Raw tab and as a finding.
struct Defect {
    QByteArray id;  ///< stable: "header.no-colon", "length.conflict", "body.truncated", "coding.bomb", …
    qsizetype offset;  ///< in the received bytes
    QString text;  ///< one sentence
    friend bool operator==(const Defect &, const Defect &) = default;
};

/// A 1xx answer that came before the final one.
struct InformationalResponse {
    int status = 0;
    QByteArray reason;
    FieldList fields;
};

/// The answer to a request.
struct Response {
    QByteArray httpVersion;
    int status = 0;
    QByteArray reason;
    FieldList fields;
    FieldList trailers;
    std::vector<InformationalResponse> informational;
    QByteArray body;  ///< after chunks and content codings; what a person reads
    QByteArray encodedBody;  ///< as transferred, before the content codings; empty when it equals `body`
    QString bodyFile;  ///< where a body above 64 MB was put; `body` then holds its first megabyte
    qint64 bodySize = 0;  ///< bytes of the decoded body, wherever it is
    std::vector<Defect> defects;
};

}
