#pragma once

#include "core/transport/test_certificates.h"

#include <QTcpServer>
#include <optional>

class QTcpSocket;

namespace keyhole {

/// A small proxy on loopback: HTTP (CONNECT and absolute form; behind TLS, if wanted) or SOCKS 5, which carries bytes to where it is asked
/// to, whatever the name.
class TestProxy : public QTcpServer {
public:
    enum class Kind { Http, Socks5 };

    /// All connections end at `targetPort` of loopback.
    TestProxy(Kind kind, quint16 targetPort);

    QByteArray address() const;
    void encrypt(const TestCertificate &certificate) { m_certificate = certificate; }
    /// Answers every request with this instead of carrying it.
    void refuseWith(const QByteArray &answer) { m_refusal = answer; }
    /// What came before the carrying began: CONNECT, or the SOCKS greeting and request.
    const QByteArray &arrived() const { return m_arrived; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    QTcpSocket *accept(qintptr descriptor);
    void onHttp(QTcpSocket *client);
    void onSocks(QTcpSocket *client);
    void carry(QTcpSocket *client, const QByteArray &first, const QByteArray &reply);

    Kind m_kind;
    quint16 m_targetPort;
    std::optional<TestCertificate> m_certificate;
    QByteArray m_refusal, m_arrived;
};

}
