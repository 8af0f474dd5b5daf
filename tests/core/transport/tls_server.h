#pragma once

#include "core/transport/recording_server.h"
#include "core/transport/test_certificates.h"

#include <QSslConfiguration>

namespace keyhole {

/// The recording server behind TLS; what it writes down is what was inside.
class TlsServer : public RecordingServer {
public:
    TlsServer(const TestCertificate &certificate, Script script, const QList<TestCertificate> &chain = {});

    /// Asks the client for a certificate that `authority` signed.
    void wantClientCertificate(const TestCertificate &authority);
    /// Speaks no version above this one.
    void setProtocol(QSsl::SslProtocol protocol) { m_configuration.setProtocol(protocol); }
    /// The common name of the last client's certificate.
    QString clientName() const { return m_clientName; }
    QByteArray secureAddress(const QByteArray &host = "localhost", const QByteArray &path = "/") const;

protected:
    QTcpSocket *accept(qintptr descriptor) override;

private:
    QSslConfiguration m_configuration;
    QString m_clientName;
};

}
