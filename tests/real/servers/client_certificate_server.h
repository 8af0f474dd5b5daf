#pragma once

#include "core/transport/test_certificates.h"
#include "real/daemon.h"

#include <QTemporaryDir>

namespace keyhole {

/// nginx on a free port of loopback that lets nobody in without a certificate of its authority; made with OpenSSL when the case runs.
class ClientCertificateServer {
public:
    ClientCertificateServer();

    QByteArray address() const { return "https://localhost:" + QByteArray::number(m_port) + "/orders"; }
    QString file(const QString &name) const
    {
        return m_folder.filePath(name);
    }  ///< "authority.pem", "client.pem", "client.key",
       ///< "stranger.pem", "stranger.key"

private:
    void write(const QString &name, const TestCertificate &certificate) const;
    QByteArray configuration() const;

    QTemporaryDir m_folder;
    quint16 m_port = freePort();
    Daemon m_daemon;
};

}
