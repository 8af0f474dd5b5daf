#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <functional>

namespace keyhole {

/// A server on loopback that takes its time, and counts how many requests it has at once.
class SlowServer : public QTcpServer {
public:
    SlowServer()
    {
        listen(QHostAddress::LocalHost, 0);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(socket); });
            }
        });
    }

    QByteArray address() const { return "http://127.0.0.1:" + QByteArray::number(serverPort()); }

    int present = 0, most = 0, served = 0;
    std::vector<QByteArray> requests;  ///< heads, in the order in which they came
    std::function<QByteArray(const QByteArray &head)> body = [](const QByteArray &) { return QByteArray("{}"); };
    QByteArray status = "200 OK";

private:
    void take(QTcpSocket *socket)
    {
        const QByteArray head = socket->readAll();
        requests.push_back(head);
        most = std::max(most, ++present);
        QTimer::singleShot(5, socket, [this, socket, head] {
            --present;
            ++served;
            const QByteArray text = body(head);
            socket->write("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(text.size())
                          + "\r\n\r\n" + text);
        });
    }
};

}
