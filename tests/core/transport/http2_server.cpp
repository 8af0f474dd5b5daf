#include "core/transport/http2_server.h"

#include <QTcpSocket>
#include <nghttp2/nghttp2.h>

namespace keyhole {

/// One connection of the server.
class Http2Peer : public QObject {
public:
    Http2Peer(Http2Server &server, QTcpSocket *socket) : QObject(socket), m_server(server), m_socket(*socket)
    {
        nghttp2_session_callbacks *callbacks = nullptr;
        nghttp2_session_callbacks_new(&callbacks);
        nghttp2_session_callbacks_set_on_header_callback(callbacks, &Http2Peer::onHeader);
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, &Http2Peer::onFrame);
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, &Http2Peer::onData);
        nghttp2_option *option = nullptr;
        nghttp2_option_new(&option);
        nghttp2_option_set_no_http_messaging(option, 1);
        nghttp2_session_server_new2(&m_session, callbacks, this, option);
        nghttp2_option_del(option);
        nghttp2_session_callbacks_del(callbacks);
        nghttp2_submit_settings(m_session, NGHTTP2_FLAG_NONE, nullptr, 0);
        connect(socket, &QTcpSocket::readyRead, this, [this] {
            const QByteArray bytes = m_socket.readAll();
            nghttp2_session_mem_recv(m_session, reinterpret_cast<const uint8_t *>(bytes.data()), size_t(bytes.size()));
            flush();
        });
    }
    ~Http2Peer() override { nghttp2_session_del(m_session); }

private:
    static Http2Peer *of(void *self) { return static_cast<Http2Peer *>(self); }

    static int onHeader(nghttp2_session *, const nghttp2_frame *, const uint8_t *name, size_t nameSize, const uint8_t *value,
                        size_t valueSize, uint8_t, void *self)
    {
        of(self)->m_arrived.fields.append(QByteArray(reinterpret_cast<const char *>(name), qsizetype(nameSize)),
                                          QByteArray(reinterpret_cast<const char *>(value), qsizetype(valueSize)));
        return 0;
    }

    static int onData(nghttp2_session *, uint8_t, int32_t, const uint8_t *data, size_t size, void *self)
    {
        of(self)->m_arrived.body.append(reinterpret_cast<const char *>(data), qsizetype(size));
        return 0;
    }

    static int onFrame(nghttp2_session *, const nghttp2_frame *frame, void *self)
    {
        if ((frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA) && frame->hd.flags & NGHTTP2_FLAG_END_STREAM)
            of(self)->answer(frame->hd.stream_id);
        return 0;
    }

    void answer(int32_t stream)
    {
        const Http2Server::Answer &answer = m_server.m_answer;
        m_server.m_requests.push_back(std::exchange(m_arrived, {}));
        m_left = answer.body;
        for (const FieldList &interim : answer.interim)
            submit(stream, interim);
        if (answer.resetWith) {
            submit(stream, answer.head);
            flush();
            nghttp2_submit_rst_stream(m_session, NGHTTP2_FLAG_NONE, stream, *answer.resetWith);
            return;
        }
        std::vector<nghttp2_nv> pairs = pairsOf(answer.head);
        nghttp2_data_provider provider{{.ptr = nullptr}, &Http2Peer::onBody};
        nghttp2_submit_response(m_session, stream, pairs.data(), pairs.size(), &provider);
    }

    void submit(int32_t stream, const FieldList &fields)
    {
        std::vector<nghttp2_nv> pairs = pairsOf(fields);
        nghttp2_submit_headers(m_session, NGHTTP2_FLAG_NONE, stream, nullptr, pairs.data(), pairs.size(), nullptr);
    }

    static ssize_t onBody(nghttp2_session *session, int32_t stream, uint8_t *buffer, size_t room, uint32_t *flags, nghttp2_data_source *,
                          void *self)
    {
        QByteArray &left = of(self)->m_left;
        const qsizetype count = std::min<qsizetype>(qsizetype(room), left.size());
        std::copy_n(left.constData(), count, reinterpret_cast<char *>(buffer));
        left.remove(0, count);
        if (!left.isEmpty())
            return count;
        *flags |= NGHTTP2_DATA_FLAG_EOF;
        if (const FieldList &trailers = of(self)->m_server.m_answer.trailers; !trailers.isEmpty()) {
            *flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM;
            std::vector<nghttp2_nv> pairs = pairsOf(trailers);
            nghttp2_submit_trailer(session, stream, pairs.data(), pairs.size());
        }
        return count;
    }

    static std::vector<nghttp2_nv> pairsOf(const FieldList &fields)
    {
        const auto bytes = [](const QByteArray &text) { return reinterpret_cast<uint8_t *>(const_cast<char *>(text.constData())); };
        std::vector<nghttp2_nv> pairs;
        for (const Field &field : fields)
            pairs.push_back(
                {bytes(field.name), bytes(field.value), size_t(field.name.size()), size_t(field.value.size()), NGHTTP2_NV_FLAG_NONE});
        return pairs;
    }

    void flush()
    {
        const uint8_t *data = nullptr;
        for (ssize_t size = nghttp2_session_mem_send(m_session, &data); size > 0; size = nghttp2_session_mem_send(m_session, &data))
            m_socket.write(reinterpret_cast<const char *>(data), size);
    }

    Http2Server &m_server;
    QTcpSocket &m_socket;
    nghttp2_session *m_session = nullptr;
    Http2Server::Arrived m_arrived;
    QByteArray m_left;
};

Http2Server::Http2Server(Answer answer) : m_answer(std::move(answer))
{
    listen(QHostAddress::LocalHost);
}

Http2Server::~Http2Server()
{
    close();
    qDeleteAll(findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly));
}

QByteArray Http2Server::address(const QByteArray &path) const
{
    return "http://127.0.0.1:" + QByteArray::number(serverPort()) + path;
}

void Http2Server::incomingConnection(qintptr descriptor)
{
    ++m_connections;
    auto *socket = new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
    new Http2Peer(*this, socket);
}

}
