#include "core/transport/recording_server.h"

#include <QTcpSocket>

namespace keyhole {

namespace {

QByteArray headerValue(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

}

qsizetype requestLength(const QByteArray &bytes)
{
    const qsizetype head = bytes.indexOf("\r\n\r\n");
    if (head < 0)
        return 0;
    const QByteArray fields = bytes.left(head);
    if (headerValue(fields, "Transfer-Encoding").toLower().endsWith("chunked")) {
        const qsizetype end = bytes.indexOf("0\r\n\r\n", head + 2);
        return end < 0 ? 0 : end + 5;
    }
    const qsizetype whole = head + 4 + headerValue(fields, "Content-Length").toLongLong();
    return bytes.size() < whole ? 0 : whole;
}

RecordingServer::RecordingServer(Script script) : m_script(std::move(script))
{
    listen(QHostAddress::LocalHost);
}

RecordingServer::Script RecordingServer::answer(const QByteArray &bytes, bool close)
{
    return [bytes, close](QTcpSocket &socket, const QByteArray &arrived) {
        if (requestLength(arrived) == 0)
            return;
        socket.write(bytes);
        if (close)
            socket.disconnectFromHost();
    };
}

QByteArray RecordingServer::address(const QByteArray &path) const
{
    return "http://127.0.0.1:" + QByteArray::number(serverPort()) + path;
}

QTcpSocket *RecordingServer::accept(qintptr descriptor)
{
    auto *socket = new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    return socket;
}

void RecordingServer::incomingConnection(qintptr descriptor)
{
    QTcpSocket *socket = accept(descriptor);
    const int number = int(m_arrived.size());
    m_arrived.append(QByteArray());
    socket->setReadBufferSize(m_readBuffer);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, number] {
        if (m_readBuffer > 0)
            return;
        const QByteArray bytes = socket->readAll();
        m_arrived[number] += bytes;
        QByteArray &pending = m_pending[socket];
        pending += bytes;
        if (!m_script)
            return;
        m_script(*socket, pending);
        pending.remove(0, requestLength(pending));
    });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
}

}
