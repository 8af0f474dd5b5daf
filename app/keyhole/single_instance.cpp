#include "app/keyhole/single_instance.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QLocalSocket>

namespace keyhole {

namespace {
constexpr int kLimitMs = 1000;
}

SingleInstance::SingleInstance(const QString &folder, QObject *parent) : QObject(parent)
{
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().first(16);
    m_name = "keyhole-" + QString::fromLatin1(hash);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
}

bool SingleInstance::handOver(const QStringList &arguments) const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(kLimitMs))
        return false;
    QDataStream stream(&socket);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << arguments;
    return socket.waitForBytesWritten(kLimitMs);
}

Result<bool> SingleInstance::listen()
{
    if (m_server.listen(m_name))
        return true;
    // Nobody answered on it: it was left behind by a program that crashed.
    QLocalServer::removeServer(m_name);
    if (m_server.listen(m_name))
        return true;
    return failure(Error{m_server.errorString(), m_name, {}});
}

void SingleInstance::read(QLocalSocket *socket)
{
    if (socket->bytesAvailable() > kLargestMessage)
        return socket->abort();
    QDataStream stream(socket);
    stream.setVersion(QDataStream::Qt_6_4);
    QStringList arguments;
    stream.startTransaction();
    stream >> arguments;
    if (stream.commitTransaction())
        emit received(arguments);
}

}
