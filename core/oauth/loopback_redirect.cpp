#include "core/oauth/loopback_redirect.h"

#include "core/diagnosis/words.h"
#include "core/http/line.h"
#include "core/http/message_reader.h"
#include "core/oauth/pkce.h"

#include <QTcpSocket>

namespace keyhole {

namespace {

constexpr qsizetype kLargestRequest = 8 << 10;
constexpr int kMostConnections = 16;
constexpr int kMostTold = 20;
constexpr int kMostPorts = 8;
constexpr std::chrono::milliseconds kConnectionLimit{10'000};

/// The same whatever came: who reads it learns nothing, and nothing that came can become part of a page.
const QByteArray kPage = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Keyhole</title></head>
<body><p>Keyhole has the answer. This page can be closed; Keyhole tells how it went.</p></body></html>
)";

QByteArray answer(const QByteArray &status, const QByteArray &type, const QByteArray &content)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "; charset=utf-8\r\nContent-Length: " + QByteArray::number(content.size())
        + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
          "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nConnection: close\r\n\r\n"
        + content;
}

bool hasIpv6()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHostIPv6, 0);
}

}

LoopbackRedirect::LoopbackRedirect(QObject *parent) : QObject(parent)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        close();
        emit timedOut();
    });
    for (QTcpServer &server : m_servers)
        connect(&server, &QTcpServer::newConnection, this, [this, &server] { accept(server); });
}

/// One port on both, as "localhost" may be either; where another program has it on ::1, it would get what is meant for us.
bool LoopbackRedirect::listenOnBoth(const RedirectSettings &settings)
{
    if (!m_servers[0].listen(QHostAddress::LocalHost, settings.port))
        return false;
    if (m_servers[1].listen(QHostAddress::LocalHostIPv6, m_servers[0].serverPort()) || !hasIpv6())
        return true;
    m_servers[0].close();
    return false;
}

OAuthResult<QByteArray> LoopbackRedirect::open(const RedirectSettings &settings)
{
    close();
    bool listens = false;
    for (int tries = settings.port == 0 ? kMostPorts : 1; tries > 0 && !listens; --tries)
        listens = listenOnBoth(settings);
    if (!listens)
        return failure(OAuthFault{
            "redirect.port",
            {QStringLiteral("Keyhole cannot wait for the browser on port %1: another program has it.").arg(settings.port),
             {},
             QStringLiteral("Choose another port and register that redirect address, or 0 for any where the server allows it.")}});
    m_path = settings.path.isEmpty() ? '/' + randomText(16) : (settings.path.startsWith('/') ? settings.path : '/' + settings.path);
    m_host = settings.host + ':' + QByteArray::number(m_servers[0].serverPort());
    m_address = "http://" + m_host + m_path;
    m_refused.clear();
    m_limit.start(settings.limit);
    return m_address;
}

void LoopbackRedirect::close()
{
    m_limit.stop();
    for (QTcpServer &server : m_servers)
        server.close();
}

void LoopbackRedirect::accept(QTcpServer &server)
{
    while (QTcpSocket *socket = server.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (m_connections >= kMostConnections || !isOpen()) {
            socket->abort();
            continue;
        }
        ++m_connections;
        connect(socket, &QObject::destroyed, this, [this] { --m_connections; });
        socket->setParent(this);  // outlives its server: the answer is still on its way when that closes
        socket->setReadBufferSize(kLargestRequest + 1);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, head = std::make_shared<QByteArray>()] { read(socket, *head); });
        QTimer::singleShot(kConnectionLimit, socket, [socket] { socket->abort(); });
    }
}

void LoopbackRedirect::read(QTcpSocket *socket, QByteArray &head)
{
    if (!isOpen())
        return socket->abort();
    head += socket->read(kLargestRequest + 1 - head.size());
    if (emptyLineFrom(head, 0))
        return take(socket, head);
    if (head.size() > kLargestRequest)
        refuse(socket, "431 Request Header Fields Too Large", QStringLiteral("a request of more than 8 KB"));
}

void LoopbackRedirect::refuse(QTcpSocket *socket, const QByteArray &status, const QString &why)
{
    socket->disconnect(this);
    connect(socket, &QObject::destroyed, this, [this] { --m_connections; });
    socket->write(answer(status, "text/plain", "Refused.\n"));
    socket->disconnectFromHost();
    if (int(m_refused.size()) < kMostTold)
        m_refused.push_back(why);
    emit requestRefused(why);
}

void LoopbackRedirect::take(QTcpSocket *socket, const QByteArray &head)
{
    const auto request = readRequest(head, "http");
    if (!request)
        return refuse(socket, "400 Bad Request", QStringLiteral("a request that is no HTTP"));
    if (request->fields.count("Host") != 1 || request->fields.value("Host")->toLower() != m_host)
        return refuse(socket, "421 Misdirected Request",
                      QStringLiteral("a request for another host (%1)").arg(quoted(request->fields.value("Host").value_or("none"), 80)));
    if (request->method != "GET")
        return refuse(socket, "405 Method Not Allowed", QStringLiteral("%1 instead of GET").arg(quoted(request->method, 20)));
    if (request->url.path != m_path)
        return refuse(socket, "404 Not Found", QStringLiteral("a request for another path (%1)").arg(quoted(request->url.path, 80)));
    close();
    socket->disconnect(this);
    connect(socket, &QObject::destroyed, this, [this] { --m_connections; });
    socket->write(answer("200 OK", "text/html", kPage));
    socket->flush();  // who hears of the answer may end the program
    socket->disconnectFromHost();
    emit answered(request->url.query.value_or(QByteArray()));
}

}
