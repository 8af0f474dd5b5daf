#include "core/transport/body_sink.h"

#include <QTemporaryFile>

namespace keyhole {

namespace {
constexpr qsizetype kShownOfFile = 1 << 20;

DecodeLimits decodeLimits(const TransportOptions &options)
{
    DecodeLimits limits;
    limits.output = options.bodyLimit;
    return limits;
}
}

BodySink::BodySink(QByteArrayView contentEncoding, const TransportOptions &options)
    : m_memoryLimit(options.memoryLimit), m_bodyLimit(options.bodyLimit),
      m_decoder(
          contentEncoding, [this](QByteArrayView decoded) { keep(decoded); }, decodeLimits(options))
{ }

void BodySink::reserve(qint64 expected)
{
    m_body.reserve(qsizetype(std::min(expected, m_memoryLimit)));
}

void BodySink::write(QByteArrayView content)
{
    const QByteArrayView taken = content.first(std::min<qint64>(content.size(), m_bodyLimit - m_received));
    m_received += taken.size();
    if (taken.size() < content.size() && !std::exchange(m_full, true))
        m_defects.push_back({"body.too-large", qsizetype(m_received),
                             QString("The body is longer than the limit of %1 bytes; the rest was not read.").arg(m_bodyLimit)});
    if (!m_decoder.decodes())
        return keep(taken);
    m_encoded.append(taken.first(std::min<qint64>(taken.size(), std::max<qint64>(0, m_memoryLimit - m_encoded.size()))));
    m_decoder.write(taken);
}

void BodySink::keep(QByteArrayView decoded)
{
    m_size += decoded.size();
    if (!m_file && m_size > m_memoryLimit)
        spill();
    if (!m_file || !m_file->isOpen()) {
        m_body.append(decoded.first(std::min<qint64>(decoded.size(), std::max<qint64>(0, m_memoryLimit - m_body.size()))));
    } else if (m_file->write(decoded.data(), decoded.size()) != decoded.size()) {
        m_defects.push_back(
            {"body.not-kept", qsizetype(m_received),
             QString("The temporary file for the body cannot be written: %1. The rest is lost.").arg(m_file->errorString())});
        m_file->close();
    }
}

void BodySink::spill()
{
    auto file = std::make_unique<QTemporaryFile>();  // made with mode 0600
    if (!file->open() || file->write(m_body) != m_body.size())
        m_defects.push_back(
            {"body.not-kept", qsizetype(m_received),
             QString("There is no room for a temporary file, so only the first %1 bytes of the body are kept.").arg(m_body.size())});
    else
        m_body = m_body.left(kShownOfFile);
    m_file = std::move(file);
}

void BodySink::finish(Response &response)
{
    m_decoder.finish();
    if (m_file) {
        response.bodyFile = m_file->fileName();
        m_file->setAutoRemove(false);
    }
    m_file.reset();
    response.body = std::move(m_body);
    response.encodedBody = std::move(m_encoded);
    response.bodySize = m_size;
    response.defects.insert(response.defects.end(), m_defects.begin(), m_defects.end());
    response.defects.insert(response.defects.end(), m_decoder.defects().begin(), m_decoder.defects().end());
}

}
