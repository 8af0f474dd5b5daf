#pragma once

#include "core/clock/offset.h"
#include "core/http/date.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <functional>
#include <memory>
#include <vector>

namespace keyhole {

/// A server on this computer whose clock is off by a known time. It keeps connections, and remembers what it was asked and when.
class ShiftedServer : public QTcpServer {
public:
    struct Asked {
        QByteArray head;
        qint64 at;  ///< milliseconds since the server began
    };

    explicit ShiftedServer(Milliseconds ahead) : shift(ahead)
    {
        m_since.start();
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                ++connections;
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                connect(socket, &QTcpSocket::readyRead, this,
                        [this, socket, head = std::make_shared<QByteArray>()] { read(socket, *head); });
            }
        });
        listen(QHostAddress::LocalHost, 0);
    }

    QString address() const { return QStringLiteral("http://127.0.0.1:%1/").arg(serverPort()); }
    /// The address under another name, and the option that leads there.
    QString named(const QString &host) const { return QStringLiteral("http://%1:%2/").arg(host).arg(serverPort()); }
    QStringList resolve(const QString &host) const { return {"--resolve", QStringLiteral("%1:%2:127.0.0.1").arg(host).arg(serverPort())}; }

    Milliseconds shift;
    std::vector<Asked> asked;
    int connections = 0;
    /// Status line and fields instead of "HTTP/1.1 200 OK" and Date.
    std::function<QByteArray(const QByteArray &method, Instant now)> answer;

private:
    void read(QTcpSocket *socket, QByteArray &head)
    {
        head += socket->readAll();
        while (head.contains("\r\n\r\n")) {
            const QByteArray request = head.first(head.indexOf("\r\n\r\n"));
            head.remove(0, request.size() + 4);
            asked.push_back({request, m_since.elapsed()});
            const Instant now = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()) + shift;
            const QByteArray method = request.left(request.indexOf(' '));
            const QByteArray plain = "HTTP/1.1 200 OK\r\nDate: " + formatHttpDate(now);
            socket->write((answer ? answer(method, now) : plain) + "\r\nContent-Length: 0\r\n\r\n");
        }
    }

    QElapsedTimer m_since;
};

}
