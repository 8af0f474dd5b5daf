#pragma once

#include "core/http/content_coding.h"
#include "core/transport/transport.h"

#include <QTemporaryFile>

namespace keyhole {

/// Takes the content of an answer as it comes (framing undone), undoes its codings, and keeps it: in memory, and in a temporary file of
/// mode 0600 once it is larger than that. The file goes with the sink, unless finish() hands it over.
class BodySink {
public:
    BodySink(QByteArrayView contentEncoding, const TransportOptions &options);

    void write(QByteArrayView content);
    /// Bytes of content taken, before the codings are undone.
    qint64 received() const { return m_received; }
    /// The body is longer than TransportOptions::bodyLimit; the rest is dropped.
    bool isFull() const { return m_full; }
    void reserve(qint64 expected);

    /// Ends the body and puts it into `response`: body, encodedBody, bodyFile, bodySize and defects.
    void finish(Response &response);

private:
    void keep(QByteArrayView decoded);
    void spill();

    qint64 m_memoryLimit, m_bodyLimit;
    QByteArray m_encoded, m_body;
    std::unique_ptr<QTemporaryFile> m_file;
    qint64 m_received = 0, m_size = 0;
    bool m_full = false;
    std::vector<Defect> m_defects;
    ContentDecoder m_decoder;
};

}
