#include "core/transport/curl_loop.h"

#include <QSocketNotifier>

namespace keyhole {

namespace {

/// A notifier may be the one whose signal brought us here: it is switched off now and deleted from the event loop.
void drop(std::unique_ptr<QSocketNotifier> &notifier)
{
    if (notifier) {
        notifier->setEnabled(false);
        notifier.release()->deleteLater();
    }
}

}

CurlLoop::CurlLoop(QObject *parent) : QObject(parent)
{
    [[maybe_unused]] static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    m_multi = curl_multi_init();
    m_easy = curl_easy_init();
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &CurlLoop::onSocket);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &CurlLoop::onTimer);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
}

CurlLoop::~CurlLoop()
{
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, nullptr);
    stopWatching();
    curl_multi_remove_handle(m_multi, m_easy);
    curl_easy_cleanup(m_easy);
    curl_multi_cleanup(m_multi);
}

void CurlLoop::start()
{
    curl_multi_add_handle(m_multi, m_easy);
}

int CurlLoop::onSocket(CURL *, curl_socket_t socket, int what, void *self, void *)
{
    static_cast<CurlLoop *>(self)->watch(socket, what);
    return 0;
}

int CurlLoop::onTimer(CURLM *, long milliseconds, void *self)
{
    QTimer &timer = static_cast<CurlLoop *>(self)->m_timer;
    if (milliseconds < 0)
        timer.stop();
    else
        timer.start(int(std::min<long>(milliseconds, std::numeric_limits<int>::max())));
    return 0;
}

void CurlLoop::watch(curl_socket_t socket, int what)
{
    const auto want = [&](std::unique_ptr<QSocketNotifier> &notifier, QSocketNotifier::Type type, int event, bool wanted) {
        if (!wanted)
            return drop(notifier);
        if (notifier)
            return;
        notifier = std::make_unique<QSocketNotifier>(socket, type);
        connect(notifier.get(), &QSocketNotifier::activated, this, [this, socket, event] { act(socket, event); });
    };
    Watch &watch = m_watches[socket];
    const bool in = what == CURL_POLL_IN || what == CURL_POLL_INOUT, out = what == CURL_POLL_OUT || what == CURL_POLL_INOUT;
    want(watch.read, QSocketNotifier::Read, CURL_CSELECT_IN, in);
    want(watch.write, QSocketNotifier::Write, CURL_CSELECT_OUT, out);
    if (what == CURL_POLL_REMOVE)
        m_watches.erase(socket);
}

void CurlLoop::stopWatching()
{
    m_timer.stop();
    for (auto &[socket, watch] : m_watches) {
        drop(watch.read);
        drop(watch.write);
    }
    m_watches.clear();
}

void CurlLoop::act(curl_socket_t socket, int events)
{
    int running = 0;
    curl_multi_socket_action(m_multi, socket, events, &running);
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE || std::exchange(m_finished, true))
            continue;
        const CURLcode code = message->data.result;
        stopWatching();
        emit finished(code);
        return;  // whoever hears of the end may have deleted this
    }
}

}
