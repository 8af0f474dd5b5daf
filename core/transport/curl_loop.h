#pragma once

#include <QObject>
#include <QTimer>
#include <curl/curl.h>
#include <memory>
#include <unordered_map>

class QSocketNotifier;

namespace keyhole {

/// One easy handle of libcurl on Qt's event loop: libcurl says which sockets and which time it waits for, socket notifiers and a timer
/// wait. Nothing polls and nothing blocks. Each handle has a multi handle of its own: libcurl prunes the connections of a shared one,
/// and would take a connection that we read ourselves for a dead one.
class CurlLoop : public QObject {
    Q_OBJECT
public:
    explicit CurlLoop(QObject *parent = nullptr);
    ~CurlLoop() override;

    CURL *easy() const { return m_easy; }
    void start();

signals:
    /// The transfer is over. A connection that CURLOPT_CONNECT_ONLY made stays open as long as this object lives.
    void finished(CURLcode code);

private:
    struct Watch {
        std::unique_ptr<QSocketNotifier> read, write;
    };

    static int onSocket(CURL *easy, curl_socket_t socket, int what, void *self, void *);
    static int onTimer(CURLM *multi, long milliseconds, void *self);
    void watch(curl_socket_t socket, int what);
    void stopWatching();
    void act(curl_socket_t socket, int events);

    CURLM *m_multi;
    CURL *m_easy;
    QTimer m_timer;
    std::unordered_map<curl_socket_t, Watch> m_watches;
    bool m_finished = false;
};

}
