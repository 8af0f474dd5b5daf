#include "core/transport/body_reader.h"

namespace keyhole {

namespace {
constexpr qint64 kPiece = 64 << 10;
}

Result<BodyReader> BodyReader::open(const QByteArray &body, const QString &file)
{
    BodyReader reader;
    reader.m_body = body;
    reader.m_ended = body.isEmpty() && file.isEmpty();
    if (file.isEmpty())
        return reader;
    reader.m_file = std::make_unique<QFile>(file);
    if (!reader.m_file->open(QIODevice::ReadOnly))
        return failure(Error{QString("The file for the body cannot be read: %1.").arg(reader.m_file->errorString()), file,
                             QString("Choose a file that exists and that you may read.")});
    return reader;
}

void BodyReader::putIntoChunks()
{
    m_chunked = true;
    m_ended = false;
}

QByteArray BodyReader::next()
{
    if (m_ended)
        return {};
    QByteArray piece;
    if (m_file)
        piece = m_file->read(kPiece);
    else
        piece = std::exchange(m_body, {});
    m_ended = piece.isEmpty() || (!m_chunked && !m_file);
    if (!m_chunked)
        return piece;
    return piece.isEmpty() ? QByteArray("0\r\n\r\n") : QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
}

}
