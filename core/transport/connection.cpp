#include "core/transport/connection.h"
#include "core/transport/client_certificate.h"
#include "core/transport/http1.h"
#include "core/transport/http2.h"

#include <QSocketNotifier>
#include <cerrno>

namespace keyhole {

namespace {

bool offersHttp2(const Route &route)
{
    return route.options.version != HttpVersionChoice::Http11;
}

}

Connection::Connection(Route route, std::shared_ptr<TrustStore> trust)
    : m_route(std::move(route)), m_proxyTls(trust, m_route.proxy.host(), m_route.options.verifyCertificate, false),
      m_tls(trust, m_route.origin.host, m_route.options.verifyCertificate, offersHttp2(m_route)),
      m_lists(applyRoute(m_loop.easy(), m_route))
{
    CURL *easy = m_loop.easy();
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_words);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &Connection::onTlsContext);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, this);
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, &Connection::onDebug);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, this);
    connect(&m_loop, &CurlLoop::finished, this, &Connection::onFinished);
}

Connection::~Connection() = default;

void Connection::open()
{
    m_loop.start();
}

CURLcode Connection::onTlsContext(CURL *, void *context, void *self)
{
    // The handshake with a TLS proxy comes first.
    auto *connection = static_cast<Connection *>(self);
    const bool toProxy = connection->m_route.proxy.isTls() && !connection->m_inTls;
    connection->m_inTls = true;
    (toProxy ? connection->m_proxyTls : connection->m_tls).install(static_cast<SSL_CTX *>(context));
    return CURLE_OK;
}

int Connection::onDebug(CURL *, curl_infotype kind, char *data, size_t size, void *self)
{
    auto *connection = static_cast<Connection *>(self);
    if (kind == CURLINFO_HEADER_OUT)
        connection->m_tunnelSent.append(data, qsizetype(size));
    else if (kind == CURLINFO_HEADER_IN && connection->m_tunnelReceived.size() < (1 << 20))
        connection->m_tunnelReceived.append(data, qsizetype(size));
    return 0;
}

template <class T> T Connection::info(CURLINFO which) const
{
    T value{};
    curl_easy_getinfo(m_loop.easy(), which, &value);
    return value;
}

void Connection::readTimes()
{
    const auto time = [this](CURLINFO which) -> std::optional<PhaseTimes::Duration> {
        const auto value = info<curl_off_t>(which);
        return value > 0 ? std::optional(PhaseTimes::Duration(value)) : std::nullopt;
    };
    m_times.nameResolved = time(CURLINFO_NAMELOOKUP_TIME_T);
    m_times.connected = time(CURLINFO_CONNECT_TIME_T);
    m_times.tlsDone = time(CURLINFO_APPCONNECT_TIME_T);
}

QByteArray Connection::refusedAddress() const
{
    return m_lists.guard ? m_lists.guard->refused() : QByteArray();
}

QString Connection::phase() const
{
    if (info<curl_off_t>(CURLINFO_NAMELOOKUP_TIME_T) == 0)
        return QString("name look-up");
    return m_inTls ? QString("TLS") : QString("connection");
}

void Connection::onFinished(CURLcode code)
{
    if (code != CURLE_OK) {
        const QString words = m_words[0] ? QString::fromLatin1(m_words) : QString::fromLatin1(curl_easy_strerror(code));
        const auto proxyStatus = int(info<long>(CURLINFO_HTTP_CONNECTCODE));
        const bool ofProxyTls = m_proxyTls.seen() && !m_tls.seen() && !m_proxyTls.facts().faults.empty();
        const CurlFailure failure{code,      int(info<long>(CURLINFO_OS_ERRNO)), proxyStatus == 200 ? 0 : proxyStatus, phase(), words,
                                  ofProxyTls};
        readTimes();
        emit failed(refusedAddress().isEmpty() ? explainFailure(failure, m_route, tls()) : explainInward(refusedAddress(), m_route));
        return;
    }
    readTimes();
    m_words[0] = 0;  // of an address that did not answer, perhaps
    const auto socket = info<curl_socket_t>(CURLINFO_ACTIVESOCKET);
    const bool http2
        = m_route.isTls() ? m_tls.choseHttp2() : m_route.options.version == HttpVersionChoice::Http2 && m_route.proxy.isDirect();
    m_protocol = http2 ? makeHttp2() : makeHttp1();
    m_reading = std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read);
    m_writing = std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Write);
    m_writing->setEnabled(false);
    connect(m_reading.get(), &QSocketNotifier::activated, this, &Connection::readable);
    connect(m_writing.get(), &QSocketNotifier::activated, this, &Connection::writable);
    emit opened();
}

Connection::Io Connection::write(QByteArrayView bytes, qsizetype &moved)
{
    size_t count = 0;
    errno = 0;
    m_code = curl_easy_send(m_loop.easy(), bytes.data(), size_t(bytes.size()), &count);
    m_systemError = errno;
    moved = qsizetype(count);
    return m_code == CURLE_OK ? Io::Done : m_code == CURLE_AGAIN ? Io::Blocked : Io::Closed;
}

Connection::Io Connection::read(char *buffer, qsizetype room, qsizetype &moved)
{
    size_t count = 0;
    errno = 0;
    m_code = curl_easy_recv(m_loop.easy(), buffer, size_t(room), &count);
    m_systemError = errno;
    moved = qsizetype(count);
    if (m_code == CURLE_AGAIN)
        return Io::Blocked;
    return m_code == CURLE_OK && count > 0 ? Io::Done : Io::Closed;
}

std::optional<TransportError> Connection::error(const QString &phase) const
{
    return m_code == CURLE_OK ? std::nullopt : std::optional(explainBreak(m_code, m_systemError, phase, QString::fromLatin1(m_words)));
}

TransportError Connection::closedUnanswered(const QString &phase) const
{
    if (m_tls.wantedCertificate() && !hasClientCertificate(m_route.options))
        return explainMissingCertificate(phase);
    return {TransportFault::Reset,
            {QString("The server closed the connection without an answer."),
             {},
             QString("Check that this port speaks HTTP, and whether it wants https or http.")},
            phase};
}

void Connection::watchWriting(bool on)
{
    m_writing->setEnabled(on);
}

void Connection::retire()
{
    disconnect();
    if (m_reading) {
        m_reading->setEnabled(false);
        m_writing->setEnabled(false);
    }
}

ConnectionFacts Connection::facts() const
{
    const QByteArray address
        = m_protocol || refusedAddress().isEmpty() ? QByteArray(info<const char *>(CURLINFO_PRIMARY_IP)) : refusedAddress();
    return {address, int(info<long>(CURLINFO_PRIMARY_PORT)), false, m_route.proxy.address};
}

std::optional<TlsFacts> Connection::tls() const
{
    if (m_tls.seen())
        return m_tls.facts();
    return m_proxyTls.seen() && !m_proxyTls.facts().faults.empty() ? std::optional(m_proxyTls.facts()) : std::nullopt;
}

}
