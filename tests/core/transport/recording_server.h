#pragma once

#include <QHash>
#include <QTcpServer>
#include <functional>

namespace keyhole {

/// A loopback server that writes down every byte it gets and answers with the bytes that the test gives, whatever they are.
class RecordingServer : public QTcpServer {
public:
    /// What to do with what came so far on a connection; called after each arrival.
    using Script = std::function<void(QTcpSocket &socket, const QByteArray &arrived)>;

    explicit RecordingServer(Script script = {});

    /// Answers each whole request (its head, and as many bytes as its framing says) with `bytes`; then closes, or not.
    static Script answer(const QByteArray &bytes, bool close = true);

    QByteArray address(const QByteArray &path = "/") const;
    /// Everything that came on the connection of this number, from 0 on.
    const QByteArray &arrived(int connection = 0) const { return m_arrived.at(connection); }
    int connections() const { return int(m_arrived.size()); }
    /// Takes no more than so many bytes of each connection, and reads none.
    void setReadBuffer(qint64 bytes) { m_readBuffer = bytes; }
    void setScript(Script script) { m_script = std::move(script); }

protected:
    /// Wraps a new connection; the TLS server encrypts it.
    virtual QTcpSocket *accept(qintptr descriptor);
    void incomingConnection(qintptr descriptor) override;

private:
    Script m_script;
    qint64 m_readBuffer = 0;
    QList<QByteArray> m_arrived;
    QHash<QTcpSocket *, QByteArray> m_pending;
};

/// How many bytes the first request in `bytes` has: head and framed body; 0 while it is not whole.
qsizetype requestLength(const QByteArray &bytes);

}
