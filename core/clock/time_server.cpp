#include "core/clock/time_server.h"

#include "core/http/host.h"

#include <QNetworkDatagram>
#include <QRandomGenerator>

namespace keyhole {

namespace {

using Moment = std::chrono::sys_time<std::chrono::microseconds>;

Moment wallOf(const ClockReading &reading)
{
    return Moment(std::chrono::floor<std::chrono::microseconds>(reading.wall));
}

Error noAnswer(const QString &why)
{
    return {QStringLiteral("The time server did not answer: %1").arg(why),
            {},
            QStringLiteral("Check its name, and that UDP to its port is let through.")};
}

}

Result<TimeServerAddress> parseTimeServer(const QString &text)
{
    TimeServerAddress address;
    QString host = text.trimmed(), port;
    const qsizetype colon = host.lastIndexOf(u':');
    const bool bare6 = host.count(u':') > 1 && !host.startsWith(u'[');
    if (colon >= 0 && !bare6 && !host.endsWith(u']')) {
        port = host.mid(colon + 1);
        host.truncate(colon);
        bool ok = false;
        address.port = port.toUShort(&ok);
        if (!ok || address.port == 0)
            return failure(
                Error{QStringLiteral("“%1” is no port").arg(port), {}, QStringLiteral("Leave it out: time servers listen on 123.")});
    }
    const QString written = bare6 ? u'[' + host + u']' : host;
    if (host.isEmpty() || !checkHost(written.toUtf8()))
        return failure(Error{QStringLiteral("“%1” is no name or address of a server").arg(text.trimmed()),
                             {},
                             QStringLiteral("Give a name, an address, or either with “:” and a port.")});
    address.host = host.startsWith(u'[') ? host.mid(1, host.size() - 2) : host;
    return address;
}

TimeServerQuery::TimeServerQuery(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        const QString heard
            = m_ignored > 0 ? QStringLiteral("what came in time answered another question") : QStringLiteral("nothing came in time");
        finish(failure(noAnswer(heard)));
    });
    connect(&m_socket, &QUdpSocket::connected, this, &TimeServerQuery::send);
    connect(&m_socket, &QUdpSocket::readyRead, this, &TimeServerQuery::read);
    connect(&m_socket, &QUdpSocket::errorOccurred, this, [this] { finish(failure(noAnswer(m_socket.errorString()))); });
}

void TimeServerQuery::ask(const TimeServerAddress &server, Milliseconds limit)
{
    m_server = server;
    m_over = false;
    m_ignored = 0;
    m_limit.start(limit);
    // A connected socket takes nothing from other addresses and ports.
    m_socket.connectToHost(server.host, server.port);
}

void TimeServerQuery::send()
{
    m_nonce = QRandomGenerator::system()->generate64();
    m_sent = m_clock.reading();
    if (m_socket.write(ntpRequest(m_nonce)) < 0)
        finish(failure(noAnswer(m_socket.errorString())));
}

void TimeServerQuery::read()
{
    while (!m_over && m_socket.hasPendingDatagrams()) {
        const ClockReading came = m_clock.reading();
        const QByteArray datagram = m_socket.receiveDatagram().data();
        // By the clock that cannot be set; the doubt of both readings goes to the round trip.
        const auto passed = std::chrono::ceil<std::chrono::microseconds>(came.sinceStart - m_sent.sinceStart + came.doubt + m_sent.doubt);
        const auto answer = readNtpAnswer(datagram, {m_nonce, wallOf(m_sent), wallOf(m_sent) + passed});
        if (answer)
            finish(*answer);
        else if (answer.error().fault != NtpFault::NotMine)
            finish(failure(answer.error().error));
        else
            ++m_ignored;
    }
}

void TimeServerQuery::finish(const Result<NtpAnswer> &answer)
{
    if (std::exchange(m_over, true))
        return;
    m_limit.stop();
    m_socket.abort();
    emit finished(answer);
}

}
