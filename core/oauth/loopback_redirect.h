#pragma once

#include "core/oauth/oauth_fault.h"

#include <QTcpServer>
#include <QTimer>
#include <array>

class QTcpSocket;

namespace keyhole {

/// Where the browser is to come back to. RFC 8252, 7.3.
struct RedirectSettings {
    QByteArray host = "127.0.0.1";  ///< or "[::1]", or "localhost" where a server registers nothing else
    quint16 port = 0;  ///< 0: a free one; servers that compare ports need the registered one
    QByteArray path = {};  ///< "/callback"; empty: "/" and 128 random bits, where a server compares no paths
    std::chrono::milliseconds limit{120'000};
    friend bool operator==(const RedirectSettings &, const RedirectSettings &) = default;
};

/// Waits on this computer, and only there, for one request of a browser: GET, at the path, with the Host of the redirect address, at most
/// 8 KB. Any other request gets a short refusal and is told; it does not end the wait. After the first that fits nothing listens any more.
/// The page that the browser gets is always the same, and repeats nothing of the request.
class LoopbackRedirect : public QObject {
    Q_OBJECT
public:
    explicit LoopbackRedirect(QObject *parent = nullptr);

    /// Listens on 127.0.0.1 and on ::1 (where this computer has IPv6) at the same port. Gives the redirect address.
    OAuthResult<QByteArray> open(const RedirectSettings &settings);
    void close();
    bool isOpen() const { return m_servers[0].isListening() || m_servers[1].isListening(); }
    const QByteArray &address() const { return m_address; }
    /// Of each request that was refused, why: "another path", "POST instead of GET".
    const std::vector<QString> &refused() const { return m_refused; }

signals:
    void answered(const QByteArray &query);
    void requestRefused(const QString &why);
    void timedOut();

private:
    bool listenOnBoth(const RedirectSettings &settings);
    void accept(QTcpServer &server);
    void read(QTcpSocket *socket, QByteArray &head);
    void take(QTcpSocket *socket, const QByteArray &head);
    void refuse(QTcpSocket *socket, const QByteArray &status, const QString &why);

    std::array<QTcpServer, 2> m_servers;
    QTimer m_limit;
    QByteArray m_host, m_path, m_address;
    std::vector<QString> m_refused;
    int m_connections = 0;
};

}
