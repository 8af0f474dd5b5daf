#pragma once

#include "core/clock/clock.h"
#include "core/clock/sntp.h"

#include <QObject>
#include <QTimer>
#include <QUdpSocket>

namespace keyhole {

/// Where a time server listens.
struct TimeServerAddress {
    QString host;
    quint16 port = 123;

    friend bool operator==(const TimeServerAddress &, const TimeServerAddress &) = default;
};
/// "pool.example", "pool.example:1123", "192.0.2.1", "[2001:db8::1]:123", "2001:db8::1".
Result<TimeServerAddress> parseTimeServer(const QString &text);

/// One question to one time server over UDP, and its answer. Nothing is sent before ask(); a question that stays without an answer is not
/// repeated. RFC 4330, 10: no server is asked more than once in 15 s, so there is one question an object.
class TimeServerQuery : public QObject {
    Q_OBJECT
public:
    explicit TimeServerQuery(const Clock &clock, QObject *parent = nullptr);

    void ask(const TimeServerAddress &server, Milliseconds limit = Milliseconds(5000));
    const TimeServerAddress &server() const { return m_server; }
    int ignored() const { return m_ignored; }  ///< datagrams that were no answer to this question

signals:
    /// Once for each ask().
    void finished(const tl::expected<keyhole::NtpAnswer, keyhole::Error> &answer);

private:
    void send();
    void read();
    void finish(const Result<NtpAnswer> &answer);

    const Clock &m_clock;
    TimeServerAddress m_server;
    QUdpSocket m_socket;
    QTimer m_limit;
    ClockReading m_sent;
    NtpTimestamp m_nonce = 0;
    int m_ignored = 0;
    bool m_over = true;
};

}
