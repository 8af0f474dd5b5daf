#pragma once

#include "core/transport/test_certificates.h"

#include <QProcess>
#include <QTemporaryDir>

namespace keyhole {

/// nginx with HTTP/2 over TLS on loopback, in a folder of its own. It answers 401 with the body "no".
class Nginx {
public:
    /// `ocspAnswer` is stapled to the certificate, if there is one.
    Nginx(const TestCertificate &authority, const TestCertificate &certificate, const QByteArray &ocspAnswer = {});
    ~Nginx();

    QByteArray address(const QByteArray &path) const;
    /// The file of the authority.
    QString authorities() const { return m_folder.filePath("authority.pem"); }

private:
    void write(const QString &name, const QByteArray &contents) const;
    QByteArray configuration(bool staples) const;

    QTemporaryDir m_folder;
    quint16 m_port = 0;
    QProcess m_process;
};

}
