#pragma once

#include "core/probes/conclusion.h"
#include "core/session/session.h"

#include <QFutureWatcher>

namespace keyhole {

/// Experiments on their way, one request after the other. Each goes through a session of its own, with a copy of the cookies as they were:
/// the jar, the clocks, the nonces and the history of the window's session stay as they are. Only what a renewed token replaces in the
/// keychain, and that a credential was used, is kept.
class ProbeRun : public QObject {
    Q_OBJECT
public:
    /// At most this many sendings; what is left then is told as not made.
    static constexpr int kMostSendings = 60;

    struct Subject {
        std::shared_ptr<const Exchange> exchange;
        Report report;  ///< of it
    };
    ProbeRun(Session &session, Subject subject, ProbeOffer offer, const std::vector<ProbeKind> &chosen, QObject *parent = nullptr);
    ~ProbeRun() override;

    /// Sends the first; `finished` follows in any case, once.
    void start();
    /// Ends the transfer that is on its way; what came so far stays.
    void cancel();
    bool isRunning() const { return m_running; }
    /// Which is on its way; kAsSent for the request as it was.
    std::optional<int> current() const { return m_running ? m_step : std::nullopt; }
    const std::vector<Probe> &probes() const { return m_probes; }

    /// What came so far.
    Experiments experiments() const { return experimentsOf(observed()); }
    Report report() const { return withExperiments(observed()); }

signals:
    void changed();
    void finished();

private:
    Observed observed() const { return {{*m_subject.exchange, m_subject.report, m_asSent}, m_probes, m_seen}; }
    void next();
    void prepareSession();
    void readCredential();
    void renewToken(const QByteArray &credential);
    void send();
    void take(const ProbeAnswer &answer);
    void end();
    const RequestDraft &draft() const;

    Session &m_session;
    const Subject m_subject;
    const RequestDraft m_asSent;
    std::vector<Probe> m_probes;
    std::vector<Observation> m_seen;
    std::optional<int> m_step;
    std::unique_ptr<Session> m_own;  ///< of the sending that is on its way
    std::optional<ClockAnswer> m_serverClock;
    QByteArray m_renewed;  ///< credential whose token was renewed in this run
    QFutureWatcher<Result<RequestDraft, StoreError>> m_reading;
    QFutureWatcher<Diagnosed> m_sending;
    RequestDraft m_read;
    bool m_running = false;
};

}
