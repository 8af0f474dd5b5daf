#include "core/transport/http1.h"
#include "core/http/framing.h"
#include "core/transport/body_reader.h"
#include "core/transport/body_sink.h"
#include "core/transport/chunk_scanner.h"
#include "core/transport/request_text.h"

#include <QByteArrayList>

namespace keyhole {

namespace {

/// Bytes that a head may have before we stop reading: readResponse()'s limits, and room for the 1xx answers before it.
constexpr qsizetype kHeadLimit = 2 << 20;

class Http1 final : public WireProtocol {
public:
    void begin(Hop &hop, BodyReader body, const TransportOptions &options) override
    {
        m_hop = &hop;
        m_body = std::move(body);
        if (isChunked(hop.request.fields))
            m_body.putIntoChunks();
        m_options = options;
        m_reusable = false;
        m_state = State::Going;
        m_raw.clear();
        m_scanned = m_headLength = 0;
        m_total = 0;
        m_length.reset();
        m_chunks.reset();
        m_sink.reset();
        m_whole.reset();
        if (hop.request.httpVersion != "HTTP/1.0")
            hop.request.httpVersion = "HTTP/1.1";
        m_out = requestHead(hop.request, hop.connection.proxy.startsWith("http") && hop.request.url.scheme == "http");
        m_written = 0;
    }

    QByteArrayView toWrite() override
    {
        if (m_written == m_out.size() && !m_body.atEnd()) {
            m_out = m_body.next();
            m_written = 0;
        }
        return QByteArrayView(m_out).sliced(m_written);
    }

    void wrote(qsizetype count) override
    {
        const qsizetype room = std::max<qsizetype>(0, kRawLimit - m_hop->sentBytes.size());
        m_hop->sentBytes.append(QByteArrayView(m_out).sliced(m_written, std::min(room, count)));
        m_hop->bytesCut = m_hop->bytesCut || count > room;
        m_written += count;
    }

    bool sent() const override { return m_written == m_out.size() && m_body.atEnd(); }

    void received(QByteArrayView bytes) override { m_state = take(bytes); }
    State state() const override { return m_state; }
    bool headEnded() const override { return m_headLength > 0; }

    void conclude(bool closed) override
    {
        m_hop->bytesCut = m_hop->bytesCut || m_total > m_raw.size();
        if (!m_raw.isEmpty())
            m_hop->response = m_total > m_raw.size() && m_sink ? readLarge(closed) : readWhole(closed);
        m_hop->receivedBytes = std::exchange(m_raw, {});
        m_sink.reset();
    }

    bool isReusable() const override { return m_reusable; }

private:
    State take(QByteArrayView bytes)
    {
        const qsizetype before = m_raw.size();
        m_raw.append(bytes.first(std::clamp<qsizetype>(kRawLimit - before, 0, bytes.size())));
        m_total += bytes.size();
        if (m_headLength > 0)
            return onContent(bytes);
        // Only a line end can end a head; the search begins where the last one stopped.
        const bool mayEnd = QByteArrayView(m_raw).sliced(std::max<qsizetype>(0, m_scanned - 3)).indexOf("\n\r\n") >= 0
            || QByteArrayView(m_raw).sliced(std::max<qsizetype>(0, m_scanned - 1)).indexOf("\n\n") >= 0;
        m_scanned = m_raw.size();
        if (mayEnd)
            return onHead(readResponse(m_raw, m_hop->request.method, false));
        return m_raw.size() > kHeadLimit ? State::TooLarge : State::Going;
    }

    bool isFlood(const Response &response) const
    {
        const auto told = [](const Defect &defect) { return defect.id == "informational.flood"; };
        return m_raw.size() > kHeadLimit || std::any_of(response.defects.begin(), response.defects.end(), told);
    }

    /// The final head is there, or not yet (only 1xx so far).
    State onHead(ReadResponse read)
    {
        if (read.headLength == 0)
            return isFlood(read.response) ? State::TooLarge : State::Going;
        m_headLength = read.headLength;
        m_sink = std::make_unique<BodySink>(joined(read.response.fields, "Content-Encoding"), m_options);
        if (read.complete) {
            m_sink->write(read.response.body);
            m_whole = std::move(read);
            m_wholeAt = m_raw.size();
            return State::Done;
        }
        std::vector<Defect> told;  // told by readResponse() in the end
        const BodyFraming framing = framingOf(read.response, m_hop->request.method, m_raw, 0, told);
        if (framing.kind == Framing::Chunked)
            m_chunks.emplace();
        if (framing.kind == Framing::Length)
            m_sink->reserve(m_length.emplace(framing.length));
        return onContent(QByteArrayView(m_raw).sliced(m_headLength));
    }

    State onContent(QByteArrayView bytes)
    {
        if (m_chunks) {
            const auto state = m_chunks->write(bytes, [this](QByteArrayView content) { m_sink->write(content); });
            if (state == ChunkScanner::State::Ended)
                return State::Done;
            return m_sink->isFull() ? State::TooLarge : state == ChunkScanner::State::Broken ? State::Failed : State::Going;
        }
        const qint64 left = m_length ? *m_length - m_sink->received() : bytes.size();
        m_sink->write(bytes.first(std::min<qint64>(left, bytes.size())));
        if (m_length && m_sink->received() >= *m_length)
            return State::Done;
        return m_sink->isFull() ? State::TooLarge : State::Going;
    }

    static QByteArray joined(const FieldList &fields, QByteArrayView name)
    {
        const std::vector<QByteArray> values = fields.values(name);
        return QByteArrayList(values.begin(), values.end()).join(',');
    }

    /// Everything that came is at hand: readResponse() says what it means.
    Response readWhole(bool closed)
    {
        ReadResponse read = m_whole && m_wholeAt == m_raw.size() ? std::move(*m_whole) : readResponse(m_raw, m_hop->request.method, closed);
        if (!m_sink || m_sink->received() != read.response.body.size()) {
            m_sink = std::make_unique<BodySink>(joined(read.response.fields, "Content-Encoding"), m_options);
            m_sink->write(read.response.body);
        }
        m_sink->finish(read.response);
        m_reusable = read.complete && !closed && read.messageLength == m_raw.size() && mayPersist(read.response);
        return std::move(read.response);
    }

    /// Too long to be kept as bytes: the head is read from them, the content went to the sink as it came.
    Response readLarge(bool closed)
    {
        Response response = readResponse(QByteArrayView(m_raw).first(m_headLength), m_hop->request.method, false).response;
        m_sink->finish(response);
        const bool whole = m_chunks ? m_chunks->state() == ChunkScanner::State::Ended : m_length ? m_sink->received() >= *m_length : closed;
        if (m_chunks && m_chunks->state() == ChunkScanner::State::Broken)
            response.defects.push_back(
                {"chunk.malformed", qsizetype(m_total), QString("The chunks of the body cannot be read from here on.")});
        else if (!whole && !m_sink->isFull())
            response.defects.push_back({"body.truncated", qsizetype(m_total), QString("The connection ended before the body did.")});
        return response;
    }

    bool mayPersist(const Response &response) const
    {
        const auto closes = [](const FieldList &fields) {
            const QByteArrayList options = joined(fields, "Connection").toLower().split(',');
            return std::any_of(options.begin(), options.end(), [](const QByteArray &option) { return option.trimmed() == "close"; });
        };
        return sent() && response.httpVersion == "HTTP/1.1" && response.status != 101 && !closes(response.fields)
            && !closes(m_hop->request.fields) && m_hop->request.httpVersion != "HTTP/1.0";
    }

    Hop *m_hop = nullptr;
    TransportOptions m_options;
    QByteArray m_out;
    qsizetype m_written = 0;
    BodyReader m_body;
    QByteArray m_raw;  ///< as received, up to kRawLimit
    qint64 m_total = 0;
    qsizetype m_scanned = 0, m_headLength = 0;
    std::optional<ReadResponse> m_whole;  ///< what the bytes up to m_wholeAt say, when that is a whole answer
    qsizetype m_wholeAt = 0;
    std::optional<qint64> m_length;
    std::optional<ChunkScanner> m_chunks;
    std::unique_ptr<BodySink> m_sink;
    State m_state = State::Going;
    bool m_reusable = false;
};

}

std::unique_ptr<WireProtocol> makeHttp1()
{
    return std::make_unique<Http1>();
}

}
