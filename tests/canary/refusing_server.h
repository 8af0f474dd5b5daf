#pragma once

#include "core/http/form.h"
#include "core/http/url.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace keyhole {

/// Says 401 to everything but what an authorization server answers to, sets a cookie that lasts, and repeats in its answer what it was
/// sent, as careless servers do. Whoever comes to /authorize has signed in.
class RefusingServer : public QTcpServer {
public:
    QByteArray cookie, code, accessToken, refreshToken;  ///< what it hands out
    QByteArray received;  ///< all that came, byte for byte
    QByteArray challenge, verifier;  ///< of the last sign-in; RFC 7636

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
    struct Answer {
        QByteArray status, fields, content;
    };

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
        const Answer answer = answerTo(request, request.mid(end + 4));
        socket->write("HTTP/1.1 " + answer.status + "\r\nContent-Type: application/json\r\nSet-Cookie: session=" + cookie
                      + "; Max-Age=86400; HttpOnly\r\n" + answer.fields + "Content-Length: " + QByteArray::number(answer.content.size())
                      + "\r\n\r\n" + answer.content);
        request.clear();
    }

    Answer answerTo(const QByteArray &request, const QByteArray &body)
    {
        const QByteArray target = request.split(' ').value(1);
        if (target.startsWith("/.well-known/"))
            return {"200 OK", {}, metadata()};
        if (target.startsWith("/authorize?"))
            return authorize(target.mid(target.indexOf('?') + 1));
        if (target == "/token")
            return token(body);
        return {"401 Unauthorized", "WWW-Authenticate: Bearer realm=\"orders\", error=\"invalid_token\"\r\n",
                R"({"error":"invalid_token","you_sent":")" + request.toBase64() + R"(","as":")" + request.toPercentEncoding() + "\"}"};
    }

    QByteArray metadata() const
    {
        QByteArray text
            = R"({"issuer":"ISS","authorization_endpoint":"ISS/authorize","token_endpoint":"ISS/token","code_challenge_methods_supported":["S256"]})";
        return text.replace("ISS", address());
    }

    Answer authorize(const QByteArray &query)
    {
        challenge = named(query, "code_challenge");
        return {"302 Found",
                "Location: " + named(query, "redirect_uri") + "?code=" + code + "&state=" + toFormText(named(query, "state")) + "\r\n",
                {}};
    }

    Answer token(const QByteArray &body)
    {
        if (named(body, "grant_type") == "authorization_code")
            verifier = named(body, "code_verifier");
        return {"200 OK", "Cache-Control: no-store\r\n",
                R"({"token_type":"Bearer","expires_in":300,"access_token":")" + accessToken + R"(","refresh_token":")" + refreshToken
                    + "\"}"};
    }

    static QByteArray named(const QByteArray &form, const QByteArray &name)
    {
        for (const FormPair &pair : parseForm(form)) {
            if (pair.name == name)
                return pair.value;
        }
        return {};
    }
};

}
