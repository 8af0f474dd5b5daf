#pragma once

#include "core/clock/clock.h"
#include "core/transport/curl_error.h"
#include "core/transport/curl_loop.h"
#include "core/transport/curl_options.h"
#include "core/transport/tls_watch.h"

#include <QFutureWatcher>
#include <QPromise>

class QIODevice;

namespace keyhole {

/// A request whose credential takes several steps on one connection, which libcurl makes: Negotiate (RFC 4559, with SPNEGO and Kerberos)
/// and NTLM. libcurl speaks HTTP here; what it sends and gets is kept as bytes, and each step becomes a hop of the promise, in order.
/// Deletes itself when it is over.
class StepwiseRun : public QObject {
    Q_OBJECT
public:
    StepwiseRun(Request request, Route route, std::shared_ptr<TrustStore> trust, const Clock &clock, QPromise<Hop> promise,
                QObject *parent);
    ~StepwiseRun() override;

    void start();

private:
    static int onDebug(CURL *easy, curl_infotype kind, char *data, size_t size, void *self);
    static CURLcode onTlsContext(CURL *easy, void *context, void *self);
    static size_t onRead(char *buffer, size_t size, size_t count, void *self);
    static int onSeek(void *self, curl_off_t offset, int origin);
    void applyRequest();
    void applyBody();
    void applyCredential();
    void onSent(QByteArrayView bytes, bool head);
    void onReceived(QByteArrayView bytes);
    void onFinished(CURLcode code);
    void onLimit();
    void conclude(Hop &hop, bool closed) const;
    TransportError errorOf(CURLcode code) const;
    void fail(TransportError error);
    void finish();

    const Request m_request;
    Route m_route;
    const Clock &m_clock;
    QPromise<Hop> m_promise;
    QFutureWatcher<Hop> m_watcher;
    TlsWatch m_tls;  // before m_loop: OpenSSL calls it until the connection is gone
    CurlLoop m_loop;
    CurlLists m_lists;
    CurlLists::List m_fields{nullptr, &curl_slist_free_all};
    std::unique_ptr<QIODevice> m_body;
    std::vector<Hop> m_hops;
    QString m_trouble;  ///< what the security library says when it has no token to send
    char m_words[CURL_ERROR_SIZE] = "";
    QTimer m_idle, m_total;
    bool m_over = false;
};

}
