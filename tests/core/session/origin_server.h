#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace keyhole {

/// One origin on loopback: gives every request the same answer, closes, and keeps all that arrived.
class OriginServer : public QTcpServer {
public:
    OriginServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] { serve(nextPendingConnection()); });
    }

    QByteArray origin() const { return "http://127.0.0.1:" + QByteArray::number(serverPort()); }

    QByteArray status = "200 OK";
    QByteArray location;
    QByteArray arrived;  ///< every byte of every request

private:
    void serve(QTcpSocket *socket)
    {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            arrived += socket->readAll();
            if (!arrived.contains("\r\n\r\n"))
                return;
            socket->write("HTTP/1.1 " + status + "\r\n" + (location.isEmpty() ? "" : "Location: " + location + "\r\n")
                          + "Content-Length: 0\r\nConnection: close\r\n\r\n");
            socket->disconnectFromHost();
        });
    }
};

}
