#pragma once

#include "core/compare/noise_memory.h"
#include "core/replay/replay_options.h"
#include "core/replay/replay_result.h"
#include "core/replay/replay_source.h"
#include "core/secrets/credential.h"
#include "core/secrets/store_error.h"
#include "core/session/session.h"

#include <QFutureWatcher>
#include <deque>
#include <map>

namespace keyhole {

struct ReplayProgress {
    int total = 0;
    int done = 0;  ///< results that are there
    int failed = 0;
    int running = 0;
    Milliseconds elapsed{0};  ///< pauses left out
    std::optional<Milliseconds> left = {};  ///< as the requests before took; nothing before the first is done
};

/// Sends the chosen requests of a source over a session, in their order or several at once, and judges what comes.
///
/// What is taken from an answer is there for every later request: in order for all of them, in parallel for those of the same round, so
/// that rounds on their way together do not mix. In parallel, a request waits for one before it whose answer it takes a value from.
/// The session keeps the cookies, those of the environment that the options name.
class ReplayRun : public QObject {
    Q_OBJECT
public:
    enum class State { Ready, Running, Paused, Finished };

    /// The source and the session must outlive it.
    ReplayRun(Session &session, ReplaySource &source, std::vector<int> chosen, ReplayOptions options, QObject *parent = nullptr);
    ~ReplayRun() override;

    /// What is known to differ from answer to answer, which this replay learns from and teaches; outlives it. Without it, only what the
    /// replay itself shows is known.
    void setNoise(NoiseMemory &memory) { m_noise = &memory; }

    /// Fails for options that cannot be; then nothing is sent.
    Result<void> start();
    /// What is on its way comes to its end; nothing else is begun.
    void pause();
    void resume();
    /// Ends what is on its way, too.
    void cancel();

    State state() const { return m_state; }
    ReplayProgress progress() const;
    /// In the order in which they came. Results stay where they are while others are added.
    const std::deque<ReplayResult> &results() const { return m_results; }
    const ReplayOptions &options() const { return m_options; }
    ReplaySource &source() const { return m_source; }
    /// Why it ended before its end: "status 401", "cancelled"; empty otherwise.
    const QString &stoppedBy() const { return m_stoppedBy; }
    bool isCancelled() const { return m_cancelled; }
    /// How many results are kept without their exchange.
    int exchangesDropped() const { return m_dropped; }

signals:
    void resultAdded(int index);
    void stateChanged();
    void finished();

private:
    struct Attempt;
    struct Value {
        VariableRow row;
        Origin origin;  ///< whose answer gave it
        QString from;  ///< name of the request
    };
    using Values = std::map<QByteArray, Value>;

    int total() const { return int(m_chosen.size()) * m_options.repeat; }
    void fill();
    bool startNext();
    bool mustWaitFor(const Attempt &attempt) const;
    std::unique_ptr<Attempt> readNext();
    void readAhead();
    void begin(std::unique_ptr<Attempt> attempt);
    std::vector<ScopedVariables> scopesOf(const Values &values) const;
    void readVariables(Attempt &attempt);
    void takeVariables(Attempt &attempt, const Result<Environment, StoreError> &read);
    void askCredential(Attempt &attempt);
    void send(Attempt &attempt, const RequestDraft &draft);
    void answered(Attempt &attempt);
    void takeCaptures(Attempt &attempt, const Diagnosed &diagnosed);
    void notSent(Attempt &attempt, const Error &error);
    void end(Attempt &attempt);
    void add(ReplayResult result);
    void compareWithLast(ReplayResult &result);
    void dropOldExchanges();
    void stopAt(const ReplayResult &result);
    void freeLane();
    void finishWhenIdle();
    void setState(State state);
    void takeAway(Attempt &attempt);
    Values &valuesOf(int round);
    Milliseconds ticks() const;

    Session &m_session;
    ReplaySource &m_source;
    const std::vector<int> m_chosen;
    const ReplayOptions m_options;
    NoiseMemory m_ownNoise;
    NoiseMemory *m_noise = &m_ownNoise;
    State m_state = State::Ready;
    int m_next = 0;  ///< counts the requests of all rounds
    int m_readUntil = 0;  ///< those before it are read, or being read
    int m_lanes = 0;  ///< how many more may begin now
    int m_failed = 0, m_dropped = 0;
    qint64 m_kept = 0;
    size_t m_oldestKept = 0;
    bool m_filling = false;
    std::unique_ptr<Attempt> m_held;  ///< read, and waits for a value that another one brings
    std::map<int, std::unique_ptr<Attempt>> m_running;  ///< by number
    std::map<int, Values> m_values;  ///< taken from answers, by round; of all rounds under 0 when they follow each other
    QHash<CredentialId, Variable> m_secrets;  ///< secret variables that were read, by their credential
    std::deque<ReplayResult> m_results;
    QString m_stoppedBy;
    bool m_cancelled = false;
    Milliseconds m_begun{0}, m_before{0};  ///< start of the present stretch; length of those before it
};

}
