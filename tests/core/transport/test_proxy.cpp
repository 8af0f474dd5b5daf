#include "core/transport/test_proxy.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace keyhole {

TestProxy::TestProxy(Kind kind, quint16 targetPort) : m_kind(kind), m_targetPort(targetPort)
{
    listen(QHostAddress::LocalHost);
}

QByteArray TestProxy::address() const
{
    const QByteArray scheme = m_kind == Kind::Socks5 ? "socks5h" : m_certificate ? "https" : "http";
    return scheme + "://127.0.0.1:" + QByteArray::number(serverPort());
}

void TestProxy::incomingConnection(qintptr descriptor)
{
    QTcpSocket *client = accept(descriptor);
    connect(client, &QTcpSocket::readyRead, this, [this, client] { m_kind == Kind::Http ? onHttp(client) : onSocks(client); });
}

QTcpSocket *TestProxy::accept(qintptr descriptor)
{
    auto *socket = new QSslSocket(this);
    socket->setSocketDescriptor(descriptor);
    if (m_certificate) {
        socket->setLocalCertificate(QSslCertificate(m_certificate->certificatePem()));
        socket->setPrivateKey(QSslKey(m_certificate->keyPem(), QSsl::Ec));
        socket->startServerEncryption();
    }
    return socket;
}

void TestProxy::onHttp(QTcpSocket *client)
{
    const QByteArray bytes = client->peek(1 << 16);
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    m_arrived += client->read(end + 4);
    if (!m_refusal.isEmpty()) {
        client->write(m_refusal);
        client->disconnectFromHost();
    } else if (bytes.startsWith("CONNECT ")) {
        carry(client, {}, "HTTP/1.1 200 Connection established\r\n\r\n");
    } else {
        carry(client, bytes.first(end + 4), {});
    }
}

void TestProxy::onSocks(QTcpSocket *client)
{
    const QByteArray bytes = client->readAll();
    const bool greeting = m_arrived.isEmpty();
    m_arrived += bytes;
    if (greeting)
        client->write("\x05\x00", 2);
    else
        carry(client, {}, QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50", 10));
}

void TestProxy::carry(QTcpSocket *client, const QByteArray &first, const QByteArray &reply)
{
    auto *target = new QTcpSocket(client);
    client->disconnect(this);
    connect(target, &QTcpSocket::connected, client, [=] {
        client->write(reply);
        target->write(first);
        target->write(client->readAll());
    });
    connect(client, &QTcpSocket::readyRead, target, [=] { target->write(client->readAll()); });
    connect(target, &QTcpSocket::readyRead, client, [=] { client->write(target->readAll()); });
    connect(target, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    target->connectToHost(QHostAddress::LocalHost, m_targetPort);
}

}
