#include "app/lab/loopback_server.h"

#include "core/clock/clock.h"
#include "core/http/line.h"
#include "core/http/message_reader.h"

#include <QTcpSocket>
#include <memory>

namespace keyhole::lab {

namespace {

constexpr qsizetype kLargestRequest = 1 << 20;

qsizetype bodyLength(const Request &request)
{
    bool ok = false;
    const qint64 length = request.fields.value("Content-Length").value_or(QByteArray("0")).toLongLong(&ok);
    return ok && length >= 0 && length <= kLargestRequest ? qsizetype(length) : kLargestRequest + 1;
}

}

LoopbackServer::LoopbackServer(Handler handler) : m_handler(std::move(handler))
{
    connect(this, &QTcpServer::newConnection, this, &LoopbackServer::onConnection);
}

Result<bool> LoopbackServer::open(quint16 port)
{
    if (listen(QHostAddress::LocalHost, port))
        return true;
    return failure(Error{QStringLiteral("The lab cannot listen on port %1: %2").arg(port).arg(errorString()),
                         {},
                         QStringLiteral("Leave the port out, and a free one is taken.")});
}

void LoopbackServer::onConnection()
{
    while (QTcpSocket *socket = nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this,
                [this, socket, pending = std::make_shared<QByteArray>()] { onBytes(socket, *pending); });
    }
}

void LoopbackServer::onBytes(QTcpSocket *socket, QByteArray &pending)
{
    pending += socket->readAll();
    while (const auto end = emptyLineFrom(pending, 0)) {
        auto request = readRequest(QByteArrayView(pending).first(end->next), "http");
        const qsizetype body = request ? bodyLength(*request) : 0;
        if (end->next + body > kLargestRequest) {
            socket->write(toBytes({413}, SystemClock().now(), true));
            return socket->disconnectFromHost();
        }
        if (pending.size() < end->next + body)
            return;
        if (request)
            request->body = pending.sliced(end->next, body);
        pending.remove(0, end->next + body);
        answer(socket, request);
    }
    if (pending.size() > kLargestRequest)
        socket->disconnectFromHost();
}

void LoopbackServer::answer(QTcpSocket *socket, const Result<Request, SyntaxError> &request)
{
    const bool closes
        = !request || request->httpVersion == "HTTP/1.0" || request->fields.value("Connection").value_or(QByteArray()).toLower() == "close";
    socket->write(toBytes(request ? m_handler(*request) : Answer{400}, SystemClock().now(), closes));
    if (closes)
        socket->disconnectFromHost();
}

}
