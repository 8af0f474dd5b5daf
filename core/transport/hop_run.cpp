#include "core/transport/hop_run.h"
#include "core/http/credentials.h"
#include "core/http/message_reader.h"
#include "core/transport/request_text.h"

#include <QTimerEvent>
#include <array>

namespace keyhole {

namespace {

using namespace std::chrono_literals;

constexpr qint64 kProgressEvery = 100;  // milliseconds
constexpr qint64 kReadAtOnce = 64 << 10;  // then the event loop has its turn; a bomb makes 6 MB of it
constexpr qsizetype kWriteAtOnce = 64 << 10;  // TLS takes a piece whole or not at all
constexpr int kPiecesAtOnce = 16;
// A QFutureWatcher would tell at once that the caller cancels, and wake the event loop six times for each request that nobody cancels.
constexpr int kLookEvery = 20;  // milliseconds

/// RFC 9110, 9.2.1: these change nothing, so they may go over a kept connection and a second time when that turns out closed.
bool isSafe(QByteArrayView method)
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "TRACE";
}

/// What the proxy of a tunnel was told of the person, which the request itself does not show. Empty: nothing.
QString toldProxy(QByteArrayView tunnelSent, const ProxyRoute &proxy)
{
    static constexpr QByteArrayView kName = "Proxy-Authorization: ";
    const qsizetype at = tunnelSent.lastIndexOf(kName);
    if (at < 0)
        return {};
    const QByteArray scheme = tunnelSent.sliced(at + kName.size()).toByteArray().split(' ').constFirst();
    const bool asked = tunnelSent.count("CONNECT ") > 1;
    return QString("The proxy %1 was given %2 credentials%3; the server does not get them.")
        .arg(QString::fromUtf8(proxy.address), QString::fromUtf8(scheme), asked ? QString(" after it asked for them (407)") : QString());
}

}

HopRun::HopRun(Request request, Route route, std::shared_ptr<TrustStore> trust, const Clock &clock, ConnectionPool &pool,
               ProgressFunction progress, QPromise<Hop> promise, QObject *parent)
    : QObject(parent), m_route(std::move(route)), m_trust(std::move(trust)), m_clock(clock), m_pool(pool), m_progress(std::move(progress)),
      m_promise(std::move(promise))
{
    m_hop.request = std::move(request);
    m_look.start(kLookEvery, this);
}

void HopRun::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_limit.timerId())
        onLimit(m_phaseLimit);
    else if (event->timerId() == m_total.timerId())
        onLimit(m_route.options.totalLimit);
    else if (m_promise.isCanceled())
        finish();
}

void HopRun::start()
{
    m_since.start();
    m_toldAt.start();
    if (m_route.options.totalLimit > 0ms)
        m_total.start(int(m_route.options.totalLimit.count()), Qt::CoarseTimer, this);
    auto waiting = isSafe(m_hop.request.method) ? m_pool.take(m_route) : nullptr;
    if (!waiting)
        return connectAnew();
    adopt(std::move(waiting));
    m_hop.connection = m_connection->facts();
    m_hop.connection.reused = true;
    exchange();
}

void HopRun::connectAnew()
{
    adopt(std::make_unique<Connection>(m_route, m_trust));
    connect(m_connection.get(), &Connection::opened, this, [this] {
        m_hop.times = m_connection->times();
        m_hop.connection = m_connection->facts();
        if (QString note = toldProxy(m_connection->tunnelSent(), m_route.proxy); !note.isEmpty())
            m_hop.droppedNotes.push_back(std::move(note));
        exchange();
    });
    connect(m_connection.get(), &Connection::failed, this, [this](const TransportError &error) {
        m_hop.times = m_connection->times();
        m_hop.connection = m_connection->facts();
        if (const QByteArray &answer = m_connection->tunnelReceived(); !answer.isEmpty() && error.fault != TransportFault::Tls) {
            m_hop.sentBytes = m_connection->tunnelSent();
            m_hop.receivedBytes = answer;
            m_hop.response = readResponse(answer, "CONNECT", true).response;
        }
        fail(error);
    });
    limitPhase();
    m_connection->open();
}

void HopRun::adopt(std::unique_ptr<Connection> connection)
{
    m_connection = std::move(connection);
    connect(m_connection.get(), &Connection::readable, this, &HopRun::read);
    connect(m_connection.get(), &Connection::writable, this, &HopRun::write);
}

void HopRun::exchange()
{
    m_hop.tls = m_connection->tls();
    auto body = BodyReader::open(m_hop.request.body, m_hop.request.bodyFile);
    if (!body)
        return fail({TransportFault::FileUnreadable, body.error(), QString("sending")});
    // The proxy's own credentials go in the request only where there is no tunnel, so here is the first place that knows.
    const bool unasked = m_route.options.proxyAuth == ProxyAuth::Basic && !m_route.proxy.user.isEmpty();
    if (m_route.wantsAbsoluteForm() && unasked && !m_hop.request.fields.contains("Proxy-Authorization")) {
        m_hop.request.fields.append("Proxy-Authorization", "Basic " + formatBasic(m_route.proxy.user, m_route.proxy.password.reveal()));
        if (!m_hop.request.origins.empty())
            m_hop.request.origins.push_back(FieldOrigin::Auth);
    }
    m_connection->protocol()->begin(m_hop, std::move(*body), m_route.options);
    m_hop.sentAt = m_clock.now();
    limitPhase();
    write();
}

void HopRun::write()
{
    WireProtocol *protocol = m_connection->protocol();
    const qint64 before = m_written;
    bool more = true;
    for (int pieces = 0; more && pieces < kPiecesAtOnce; ++pieces) {
        const QByteArrayView rest = protocol->toWrite();
        const QByteArrayView piece = rest.first(std::min(kWriteAtOnce, rest.size()));
        qsizetype moved = 0;
        const auto io = piece.isEmpty() ? Connection::Io::Closed : m_connection->write(piece, moved);
        protocol->wrote(moved);
        m_written += moved;
        more = io != Connection::Io::Closed;  // an answer may have come before the end of the request; reading tells
        if (io == Connection::Io::Blocked)
            break;
    }
    m_connection->watchWriting(more);
    if (protocol->sent() && !m_hop.times.sent)
        m_hop.times.sent = elapsed();
    if (m_written > before)
        limitPhase();
    tellProgress();
}

void HopRun::read()
{
    if (m_promise.isCanceled())
        return finish();
    std::array<char, 64 << 10> buffer;
    WireProtocol *protocol = m_over ? nullptr : m_connection->protocol();
    for (qint64 atOnce = 0; protocol && atOnce < kReadAtOnce;) {
        qsizetype moved = 0;
        const auto io = m_connection->read(buffer.data(), qsizetype(buffer.size()), moved);
        if (io == Connection::Io::Closed)
            return onClosed();
        if (io == Connection::Io::Blocked) {
            tellProgress();
            return;
        }
        if (m_received == 0)
            m_hop.times.firstByte = elapsed();
        m_received += moved;
        atOnce += moved;
        limitPhase();
        const Instant cameAt = m_clock.now();
        protocol->received(QByteArrayView(buffer.data(), moved));
        if (!m_hop.answeredAt && protocol->headEnded())
            m_hop.answeredAt = cameAt + Milliseconds(1);  // now() is cut off
        if (protocol->state() == WireProtocol::State::Going)
            write();  // HTTP/2 answers frames with frames
        if (protocol->state() != WireProtocol::State::Going)
            return onEnd(protocol->state());
    }
    // TLS may hold bytes that the socket no longer tells about.
    if (protocol)
        QMetaObject::invokeMethod(this, &HopRun::read, Qt::QueuedConnection);
}

void HopRun::onEnd(WireProtocol::State state)
{
    static const QString kShown("What came until then is shown, with what is wrong with it.");
    if (state == WireProtocol::State::Failed)
        return fail(
            {TransportFault::Protocol, {QString("The answer breaks the rules of HTTP; reading stopped there."), {}, kShown}, phase()});
    if (state == WireProtocol::State::TooLarge)
        return fail({TransportFault::TooLarge,
                     {QString("The answer is larger than a limit of Keyhole; reading stopped there."), {}, kShown},
                     phase()});
    // What came in one go with the end, and belongs to no answer, is told as well.
    std::array<char, 4 << 10> extra;
    qsizetype moved = 0;
    if (m_connection->read(extra.data(), qsizetype(extra.size()), moved) == Connection::Io::Done)
        m_connection->protocol()->received(QByteArrayView(extra.data(), moved));
    conclude(false);
}

bool HopRun::mayBeRepeated() const
{
    return m_hop.connection.reused && m_received == 0 && isSafe(m_hop.request.method);
}

void HopRun::onClosed()
{
    if (mayBeRepeated()) {
        m_connection->retire();
        m_connection.release()->deleteLater();
        m_hop.sentBytes.clear();
        m_hop.droppedNotes.clear();
        m_hop.sentAt.reset();
        m_hop.times = {};
        m_written = 0;
        return connectAnew();
    }
    const auto error = m_connection->error(phase());
    if (m_received > 0 && !error)
        return conclude(true);
    fail(error.value_or(m_connection->closedUnanswered(phase())));
}

void HopRun::conclude(bool closed)
{
    m_hop.times.end = elapsed();
    if (!closed)
        write();
    m_connection->protocol()->conclude(closed);
    if (!closed && m_connection->protocol()->isReusable()) {
        disconnect(m_connection.get(), nullptr, this, nullptr);
        m_pool.put(std::move(m_connection));
    }
    finish();
}

void HopRun::fail(TransportError error)
{
    if (m_over)
        return;
    m_hop.times.end = elapsed();
    m_hop.tls = m_connection->tls();
    if (m_hop.sentAt)
        m_connection->protocol()->conclude(error.fault == TransportFault::Reset);
    m_hop.error = std::move(error);
    finish();
}

void HopRun::finish()
{
    if (std::exchange(m_over, true))
        return;
    m_limit.stop();
    m_total.stop();
    m_look.stop();
    if (m_connection) {
        m_connection->retire();
        m_connection.release()->deleteLater();
    }
    if (m_hop.response && !m_hop.response->bodyFile.isEmpty())
        emit madeBodyFile(m_hop.response->bodyFile);
    if (!m_promise.isCanceled())
        m_promise.addResult(std::move(m_hop));
    m_promise.finish();
    deleteLater();
}

QString HopRun::phase() const
{
    if (!m_hop.sentAt)
        return m_connection->phase();
    if (!m_hop.times.sent && m_received == 0)
        return QString("sending");
    return m_received == 0 ? QString("waiting") : QString("receiving");
}

void HopRun::limitPhase()
{
    const TransportOptions &options = m_route.options;
    const bool waiting = m_hop.times.sent && m_received == 0;
    const auto limit = !m_hop.sentAt ? options.connectLimit : waiting ? options.answerLimit : options.idleLimit;
    m_phaseLimit = limit;
    if (limit > 0ms)
        m_limit.start(int(limit.count()), Qt::CoarseTimer, this);
    else
        m_limit.stop();
}

void HopRun::onLimit(std::chrono::milliseconds limit)
{
    const QString where = phase();
    fail({TransportFault::TimedOut,
          {QString("No end after %1 s of %2.").arg(double(limit.count()) / 1000).arg(where),
           {},
           QString("Send again, or give this phase more time in the settings of the request.")},
          where});
}

void HopRun::tellProgress()
{
    if (!m_progress || m_toldAt.elapsed() < kProgressEvery)
        return;
    m_toldAt.restart();
    m_progress({m_hop.times, m_written, m_received});
}

}
