#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace keyhole {

/// Says 401 to everything but /token, sets a cookie that lasts, and repeats in its answer what it was sent, as careless servers do.
class RefusingServer : public QTcpServer {
public:
    QByteArray cookie, accessToken, refreshToken;  ///< what it hands out
    QByteArray received;  ///< all that came, byte for byte

    RefusingServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket, head = QByteArray()]() mutable { read(socket, head); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }
    QByteArray address() const { return "http://127.0.0.1:" + QByteArray::number(serverPort()); }

private:
    void read(QTcpSocket *socket, QByteArray &request)
    {
        const QByteArray bytes = socket->readAll();
        request += bytes;
        received += bytes;
        const qsizetype end = request.indexOf("\r\n\r\n");
        const qsizetype length = request.toLower().indexOf("content-length: ");
        const qsizetype body = length < 0 ? 0 : request.mid(length + 16).split('\r').first().toLongLong();
        if (end < 0 || request.size() < end + 4 + body)
            return;
        socket->write(answerTo(request));
        request.clear();
    }

    QByteArray answerTo(const QByteArray &request) const
    {
        QByteArray fields = "Content-Type: application/json\r\nSet-Cookie: session=" + cookie + "; Max-Age=86400; HttpOnly\r\n";
        QByteArray content
            = R"({"error":"invalid_token","you_sent":")" + request.toBase64() + R"(","as":")" + request.toPercentEncoding() + "\"}";
        const bool isToken = request.startsWith("POST /token");
        if (isToken)
            content = R"({"token_type":"Bearer","expires_in":300,"access_token":")" + accessToken + R"(","refresh_token":")" + refreshToken
                + "\"}";
        else
            fields += "WWW-Authenticate: Bearer realm=\"orders\", error=\"invalid_token\"\r\n";
        return "HTTP/1.1 " + QByteArray(isToken ? "200 OK" : "401 Unauthorized") + "\r\n" + fields
            + "Content-Length: " + QByteArray::number(content.size()) + "\r\n\r\n" + content;
    }
};

}
