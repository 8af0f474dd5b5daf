#pragma once

#include "core/transport/curl_error.h"
#include "core/transport/curl_loop.h"
#include "core/transport/curl_options.h"
#include "core/transport/tls_watch.h"
#include "core/transport/wire_protocol.h"

#include <QElapsedTimer>

class QSocketNotifier;

namespace keyhole {

/// One connection along a route: made by libcurl, then a pipe of bytes (after TLS) that a WireProtocol speaks over.
class Connection : public QObject {
    Q_OBJECT
public:
    Connection(Route route, std::shared_ptr<TrustStore> trust);
    ~Connection() override;

    void open();
    /// Where opening is now: "name look-up", "connection", "TLS".
    QString phase() const;

    enum class Io { Done, Blocked, Closed };
    /// Writes or reads as much as goes without waiting; `moved` bytes of it. Closed: by the other side, or broken (then error() tells).
    Io write(QByteArrayView bytes, qsizetype &moved);
    Io read(char *buffer, qsizetype room, qsizetype &moved);
    std::optional<TransportError> error(const QString &phase) const;
    /// Why the other side may have closed before a byte of answer came.
    TransportError closedUnanswered(const QString &phase) const;
    /// Whether writable() is to be told; readable() always is.
    void watchWriting(bool on);

    /// No more is told: its owner has deleted it, or will, from the event loop.
    void retire();

    const Route &route() const { return m_route; }
    const PhaseTimes &times() const { return m_times; }
    ConnectionFacts facts() const;
    std::optional<TlsFacts> tls() const;
    WireProtocol *protocol() const { return m_protocol.get(); }

    /// What went to the proxy and came back before the connection stood; empty without a tunnel.
    const QByteArray &tunnelSent() const { return m_tunnelSent; }
    const QByteArray &tunnelReceived() const { return m_tunnelReceived; }

signals:
    void opened();
    void failed(const keyhole::TransportError &error);
    void readable();
    void writable();

private:
    static CURLcode onTlsContext(CURL *easy, void *context, void *self);
    static int onDebug(CURL *easy, curl_infotype kind, char *data, size_t size, void *self);
    void onFinished(CURLcode code);
    void readTimes();
    QByteArray refusedAddress() const;
    template <class T> T info(CURLINFO which) const;

    Route m_route;
    TlsWatch m_proxyTls, m_tls;  // before m_loop: OpenSSL calls them until the connection is gone
    CurlLoop m_loop;
    CurlLists m_lists;
    char m_words[CURL_ERROR_SIZE] = "";
    bool m_inTls = false;
    PhaseTimes m_times;
    QByteArray m_tunnelSent, m_tunnelReceived;
    std::unique_ptr<WireProtocol> m_protocol;
    std::unique_ptr<QSocketNotifier> m_reading, m_writing;
    CURLcode m_code = CURLE_OK;
    int m_systemError = 0;
};

}
