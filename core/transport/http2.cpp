#include "core/transport/http2.h"
#include "core/http/message_reader.h"
#include "core/transport/body_sink.h"

#include <QByteArrayList>
#include <nghttp2/nghttp2.h>

namespace keyhole {

namespace {

constexpr int32_t kStreamWindow = 8 << 20, kConnectionWindow = 16 << 20;

QByteArrayView view(const uint8_t *bytes, size_t size)
{
    return {bytes, qsizetype(size)};
}

class Http2 final : public WireProtocol {
public:
    Http2()
    {
        nghttp2_session_callbacks *callbacks = nullptr;
        nghttp2_session_callbacks_new(&callbacks);
        nghttp2_session_callbacks_set_on_header_callback(callbacks, &Http2::onHeader);
        nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, &Http2::onBeginHeaders);
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, &Http2::onFrame);
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, &Http2::onData);
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, &Http2::onClose);
        // An answer is shown whatever is wrong with it, so nghttp2 is not to judge its fields.
        nghttp2_option *option = nullptr;
        nghttp2_option_new(&option);
        nghttp2_option_set_no_http_messaging(option, 1);
        nghttp2_session_client_new2(&m_session, callbacks, this, option);
        nghttp2_option_del(option);
        nghttp2_session_callbacks_del(callbacks);
        const nghttp2_settings_entry settings[] = {{NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
                                                   {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, kStreamWindow},
                                                   {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, uint32_t(HeadLimits().allFields)}};
        nghttp2_submit_settings(m_session, NGHTTP2_FLAG_NONE, settings, std::size(settings));
        nghttp2_session_set_local_window_size(m_session, NGHTTP2_FLAG_NONE, 0, kConnectionWindow);
    }
    ~Http2() override { nghttp2_session_del(m_session); }

    void begin(Hop &hop, BodyReader body, const TransportOptions &options) override
    {
        m_hop = &hop;
        m_options = options;
        m_body = std::move(body);
        m_piece.clear();
        m_response = {};
        m_headBytes = 0;
        m_sink.reset();
        m_final = m_closed = false;
        m_requestEnded = m_body.atEnd();
        const FieldList fields = http2Fields(hop.request, hop.droppedNotes);
        hop.sentBytes = text(fields) + "\r\n";
        std::vector<nghttp2_nv> pairs;
        for (const Field &field : fields)
            pairs.push_back(
                {bytes(field.name), bytes(field.value), size_t(field.name.size()), size_t(field.value.size()), NGHTTP2_NV_FLAG_NONE});
        nghttp2_data_provider provider{{.ptr = this}, &Http2::onBody};
        m_stream = nghttp2_submit_request(m_session, nullptr, pairs.data(), pairs.size(), m_requestEnded ? nullptr : &provider, nullptr);
    }

    QByteArrayView toWrite() override
    {
        if (m_out.isEmpty()) {
            const uint8_t *data = nullptr;
            const ssize_t size = nghttp2_session_mem_send(m_session, &data);
            if (size > 0)
                m_out = QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
            m_written = 0;
        }
        return QByteArrayView(m_out).sliced(m_written);
    }

    void wrote(qsizetype count) override
    {
        m_written += count;
        if (m_written == m_out.size())
            m_out.clear();
    }

    bool sent() const override { return m_requestEnded && m_out.isEmpty() && !nghttp2_session_want_write(m_session); }

    void received(QByteArrayView bytes) override
    {
        const auto *data = reinterpret_cast<const uint8_t *>(bytes.data());
        m_broken = nghttp2_session_mem_recv(m_session, data, size_t(bytes.size())) < 0;
    }

    bool headEnded() const override { return m_final; }
    State state() const override
    {
        if (m_closed)
            return State::Done;
        if ((m_sink && m_sink->isFull()) || m_flooded)
            return State::TooLarge;
        return m_broken || !nghttp2_session_want_read(m_session) ? State::Failed : State::Going;
    }

    void conclude(bool) override
    {
        m_hop->request.httpVersion = "HTTP/2";
        if (m_response.status == 0 && m_response.fields.isEmpty() && m_response.informational.empty())
            return;
        if (m_sink)
            m_sink->finish(m_response);
        if (!m_closed)
            defect("body.truncated", QString("The answer broke off before its end."));
        else if (m_error != NGHTTP2_NO_ERROR)
            defect("http2.reset", QString("The server reset the stream: %1.").arg(QString::fromLatin1(nghttp2_http2_strerror(m_error))));
        m_hop->response = std::move(m_response);
    }

    bool isReusable() const override
    {
        return m_closed && m_error == NGHTTP2_NO_ERROR && sent() && nghttp2_session_check_request_allowed(m_session);
    }

private:
    static Http2 *of(void *self) { return static_cast<Http2 *>(self); }
    static uint8_t *bytes(const QByteArray &text) { return reinterpret_cast<uint8_t *>(const_cast<char *>(text.constData())); }

    static QByteArray text(const FieldList &fields)
    {
        QByteArray lines;
        for (const Field &field : fields)
            lines += field.name + ": " + field.value + "\r\n";
        return lines;
    }

    static int onBeginHeaders(nghttp2_session *, const nghttp2_frame *frame, void *self)
    {
        of(self)->m_block = {};
        of(self)->m_blockStatus = 0;
        Q_UNUSED(frame);
        return 0;
    }

    static int onHeader(nghttp2_session *, const nghttp2_frame *frame, const uint8_t *name, size_t nameSize, const uint8_t *value,
                        size_t valueSize, uint8_t, void *self)
    {
        if (frame->hd.stream_id == of(self)->m_stream)
            of(self)->addField(view(name, nameSize).toByteArray(), view(value, valueSize).toByteArray());
        return 0;
    }

    void addField(const QByteArray &name, const QByteArray &value)
    {
        m_headBytes += name.size() + value.size() + 4;
        if (m_headBytes > HeadLimits().allFields || m_block.size() >= HeadLimits().fieldCount) {
            if (!std::exchange(m_flooded, true))
                defect("header.too-many", QString("The answer has more fields than Keyhole reads; the rest is left out."));
            return;
        }
        if (name == ":status")
            m_blockStatus = value.toInt();
        else
            m_block.append(name, value);
        keepReceived(name + ": " + value + "\r\n");
    }

    static int onFrame(nghttp2_session *, const nghttp2_frame *frame, void *self)
    {
        if (frame->hd.type == NGHTTP2_HEADERS && frame->hd.stream_id == of(self)->m_stream)
            of(self)->endBlock();
        return 0;
    }

    /// A block of fields is whole: a 1xx answer, the final one, or the trailers.
    void endBlock()
    {
        keepReceived("\r\n");
        if (m_final) {
            m_response.trailers = std::move(m_block);
        } else if (m_blockStatus >= 100 && m_blockStatus < 200) {
            m_response.informational.push_back({m_blockStatus, {}, std::move(m_block)});
            m_flooded = m_flooded || int(m_response.informational.size()) > HeadLimits().informational;
        } else {
            m_final = true;
            m_response.httpVersion = "HTTP/2";
            m_response.status = m_blockStatus;
            m_response.fields = std::move(m_block);
            const std::vector<QByteArray> codings = m_response.fields.values("content-encoding");
            m_sink = std::make_unique<BodySink>(QByteArrayList(codings.begin(), codings.end()).join(','), m_options);
        }
        m_block = {};
    }

    static int onData(nghttp2_session *, uint8_t, int32_t stream, const uint8_t *data, size_t size, void *self)
    {
        Http2 *http2 = of(self);
        if (stream != http2->m_stream || !http2->m_sink)
            return 0;
        http2->m_sink->write(view(data, size));
        http2->keepReceived(view(data, size));
        return 0;
    }

    static int onClose(nghttp2_session *, int32_t stream, uint32_t error, void *self)
    {
        if (stream == of(self)->m_stream) {
            of(self)->m_closed = true;
            of(self)->m_error = error;
        }
        return 0;
    }

    static ssize_t onBody(nghttp2_session *, int32_t, uint8_t *buffer, size_t room, uint32_t *flags, nghttp2_data_source *, void *self)
    {
        Http2 *http2 = of(self);
        if (http2->m_piece.isEmpty())
            http2->m_piece = http2->m_body.next();
        const qsizetype count = std::min<qsizetype>(qsizetype(room), http2->m_piece.size());
        std::copy_n(http2->m_piece.constData(), count, reinterpret_cast<char *>(buffer));
        http2->keep(http2->m_hop->sentBytes, QByteArrayView(http2->m_piece).first(count));
        http2->m_piece.remove(0, count);
        if (http2->m_piece.isEmpty() && http2->m_body.atEnd()) {
            *flags |= NGHTTP2_DATA_FLAG_EOF;
            http2->m_requestEnded = true;
        }
        return count;
    }

    void keepReceived(QByteArrayView text) { keep(m_hop->receivedBytes, text); }
    void keep(QByteArray &kept, QByteArrayView text)
    {
        const qsizetype room = std::max<qsizetype>(0, kRawLimit - kept.size());
        kept.append(text.first(std::min(room, text.size())));
        m_hop->bytesCut = m_hop->bytesCut || text.size() > room;
    }
    void defect(const char *id, const QString &text) { m_response.defects.push_back({id, m_hop->receivedBytes.size(), text}); }

    nghttp2_session *m_session = nullptr;
    Hop *m_hop = nullptr;
    TransportOptions m_options;
    BodyReader m_body;
    QByteArray m_piece, m_out;
    qsizetype m_written = 0, m_headBytes = 0;
    int32_t m_stream = -1;
    Response m_response;
    FieldList m_block;
    int m_blockStatus = 0;
    std::unique_ptr<BodySink> m_sink;
    uint32_t m_error = NGHTTP2_NO_ERROR;
    bool m_requestEnded = false, m_final = false, m_closed = false, m_flooded = false, m_broken = false;
};

}

std::unique_ptr<WireProtocol> makeHttp2()
{
    return std::make_unique<Http2>();
}

}
