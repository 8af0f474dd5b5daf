#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QFile>
#include <memory>

namespace keyhole {

/// The body of a request in pieces, from memory or from a file.
class BodyReader {
public:
    /// Fails when the file cannot be read.
    static Result<BodyReader> open(const QByteArray &body, const QString &file);
    void putIntoChunks();

    /// The next piece as it goes over the wire; empty at the end.
    QByteArray next();
    bool atEnd() const { return m_ended; }

private:
    QByteArray m_body;
    std::unique_ptr<QFile> m_file;
    bool m_chunked = false, m_ended = false;
};

}
