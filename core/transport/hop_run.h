#pragma once

#include "core/clock/clock.h"
#include "core/transport/connection_pool.h"

#include <QBasicTimer>
#include <QPromise>

namespace keyhole {

/// One hop from the connection to the last byte, within its time limits. Deletes itself when it is over.
class HopRun : public QObject {
    Q_OBJECT
public:
    using ProgressFunction = std::function<void(const Progress &)>;

    HopRun(Request request, Route route, std::shared_ptr<TrustStore> trust, const Clock &clock, ConnectionPool &pool,
           ProgressFunction progress, QPromise<Hop> promise, QObject *parent);

    void start();

signals:
    void madeBodyFile(const QString &file);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void connectAnew();
    void adopt(std::unique_ptr<Connection> connection);
    void exchange();
    void write();
    void read();
    void onEnd(WireProtocol::State state);
    void onClosed();
    void conclude(bool closed);
    void fail(TransportError error);
    void finish();
    void limitPhase();
    void onLimit(std::chrono::milliseconds limit);
    void tellProgress();
    bool mayBeRepeated() const;
    QString phase() const;
    PhaseTimes::Duration elapsed() const { return PhaseTimes::Duration(m_since.nsecsElapsed() / 1000); }

    Route m_route;
    std::shared_ptr<TrustStore> m_trust;
    const Clock &m_clock;
    ConnectionPool &m_pool;
    ProgressFunction m_progress;
    QPromise<Hop> m_promise;
    Hop m_hop;
    std::unique_ptr<Connection> m_connection;
    QElapsedTimer m_since, m_toldAt;
    std::chrono::milliseconds m_phaseLimit{0};
    QBasicTimer m_limit, m_total;
    QBasicTimer m_look;  ///< whether the caller has cancelled
    qint64 m_written = 0, m_received = 0;
    bool m_over = false;
};

}
