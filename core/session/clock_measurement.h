#pragma once

#include "core/clock/sampling.h"
#include "core/collection/request_draft.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace keyhole {

/// One request of a measurement, and what its answer told.
struct ClockSample {
    Instant sentAt;
    Milliseconds roundTrip{0};
    int status = 0;
    ClockOffset told;  ///< by this answer alone
    ClockOffset known;  ///< with those before it
    ClockAnswer answer;
};

/// What was learnt of one server's clock.
struct MeasuredClock {
    /// Why no more was asked.
    enum class End {
        Narrow,  ///< the interval is narrower than was asked for
        AllSent,  ///< as many requests as are allowed went out
        AskedToWait,  ///< 429 or 503
        NoAnswer,  ///< the connection failed, or the answer broke off
        NoTime,  ///< the answers carry no Date of this moment
        Contradiction,  ///< the answers cannot all be of one clock
        Cancelled,
    };
    Url url;
    int requests = 0;
    std::vector<ClockSample> samples;
    std::optional<ClockOffset> offset;  ///< after a contradiction all that the answers told together
    End end = End::Cancelled;
    QString why;  ///< one sentence, for a person
    QString note;  ///< one sentence: what makes its Date doubtful; empty where nothing does

    Origin origin() const { return url.origin(); }
};

/// Measures the clocks of servers, one after another: HEAD requests that are timed so that each answer halves what is still possible, until
/// that is narrow enough. GET where HEAD is refused or tells no time; no credential and no cookie goes along, nothing is followed; 429 and
/// 503 end it. Nothing is sent before start(). RFC 9110, 6.6.1 (Date), 9.3.2 (HEAD).
class ClockMeasurement : public QObject {
    Q_OBJECT
public:
    ClockMeasurement(Transport &transport, const Clock &clock, const SamplingLimits &limits = {}, QObject *parent = nullptr);
    ~ClockMeasurement() override;

    /// Addresses of http or https, each to be asked with the same options. Fails where one cannot be asked; then nothing is sent.
    Result<void> start(const std::vector<QByteArray> &addresses, const TransportOptions &options);
    void cancel();
    bool isRunning() const { return m_current < m_clocks.size(); }

    const std::vector<MeasuredClock> &clocks() const { return m_clocks; }
    const ClockBook &book() const { return m_book; }  ///< of the servers that told the time

signals:
    void sampled(int clock);  ///< a sample more in clocks()[clock]
    void measured(int clock);  ///< clocks()[clock] is done
    void finished();

private:
    MeasuredClock &current() { return m_clocks[m_current]; }
    void begin();
    void send();
    void answered();
    void take(const Hop &hop);
    void contradict();
    void goOn(const Hop &hop);
    void end(MeasuredClock::End end, const QString &why);

    Transport &m_transport;
    const Clock &m_clock;
    const SamplingLimits m_limits;
    TransportOptions m_options;
    std::vector<MeasuredClock> m_clocks;
    size_t m_current = 0;
    ClockBook m_book;
    StepWatch m_localClock;
    QByteArray m_method;
    Instant m_planned;  ///< when the request should go
    Milliseconds m_lag{0};  ///< how much later the last one went than planned
    Milliseconds m_roundTrip{0};  ///< the shortest so far
    int m_useless = 0, m_contradictions = 0;
    QTimer m_next;
    QFutureWatcher<Hop> m_hop;
};

}
