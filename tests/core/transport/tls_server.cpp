#include "core/transport/tls_server.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <openssl/evp.h>

namespace keyhole {

TlsServer::TlsServer(const TestCertificate &certificate, Script script, const QList<TestCertificate> &chain)
    : RecordingServer(std::move(script)), m_configuration(QSslConfiguration::defaultConfiguration())
{
    QList<QSslCertificate> certificates{QSslCertificate(certificate.certificatePem())};
    for (const TestCertificate &each : chain)
        certificates << QSslCertificate(each.certificatePem());
    const bool rsa = EVP_PKEY_get_base_id(certificate.key.get()) == EVP_PKEY_RSA;
    m_configuration.setLocalCertificateChain(certificates);
    m_configuration.setPrivateKey(QSslKey(certificate.keyPem(), rsa ? QSsl::Rsa : QSsl::Ec));
    m_configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
}

void TlsServer::wantClientCertificate(const TestCertificate &authority)
{
    m_configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    m_configuration.setCaCertificates({QSslCertificate(authority.certificatePem())});
}

QByteArray TlsServer::secureAddress(const QByteArray &host, const QByteArray &path) const
{
    return "https://" + host + ':' + QByteArray::number(serverPort()) + path;
}

QTcpSocket *TlsServer::accept(qintptr descriptor)
{
    auto *socket = new QSslSocket(this);
    socket->setSslConfiguration(m_configuration);
    socket->setSocketDescriptor(descriptor);
    connect(socket, &QSslSocket::encrypted, this,
            [this, socket] { m_clientName = socket->peerCertificate().subjectInfo(QSslCertificate::CommonName).value(0); });
    socket->startServerEncryption();
    return socket;
}

}
