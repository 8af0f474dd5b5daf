#pragma once

#include "core/probes/answer.h"
#include "core/probes/bisect_search.h"
#include "core/probes/toggles.h"
#include "core/session/session.h"

#include <QFutureWatcher>

namespace keyhole {

/// The request of a success and that of a failure, as they went.
struct BisectEnds {
    Request good, bad;
    TransportOptions transport = {};  ///< how both are carried
    bool followRedirects = true;
    bool mayRepeat = false;  ///< the user said that they may be sent again although a method changes data
};

/// What is known before anything is sent.
struct BisectPlan {
    std::vector<Toggle> differences;
    int requests = 0;  ///< for one cause, at most; each further one that it needs takes about as many again
    QString to;  ///< the origins that they go to
};

/// What was found, in words and as a value.
struct BisectResult {
    BisectSearch::State state = BisectSearch::State::Searching;
    std::vector<Toggle> found;
    bool isAll = false;
    int requests = 0;
    struct Step {
        int asBad = 0;  ///< how many of the differences were as in the failure
        QString shown;  ///< "401 Unauthorized"
        bool refused = false;
    };
    std::vector<Step> steps;
    QString conclusion;
};

/// Fails where nothing differs, and for methods that change data while nobody said that they may be sent again.
Result<BisectPlan> planBisect(const BisectEnds &ends);

/// The last success that a refused exchange can be bisected with: sent from here, with all that it had; of the same address if there is
/// one, else of the same origin and method. nullptr without one.
std::shared_ptr<const Exchange> successFor(const Exchange &refused, const std::vector<std::shared_ptr<const Exchange>> &history);

/// Replays mixtures of both requests until the difference is found that makes the second one refused. One request after the other, each
/// through a session of its own, without the jar: cookies are those of the two requests.
class BisectRun : public QObject {
    Q_OBJECT
public:
    static constexpr int kMostSendings = 120;

    BisectRun(Session &session, BisectEnds ends, BisectPlan plan, QObject *parent = nullptr);
    ~BisectRun() override;

    /// Sends the first; `finished` follows in any case, once.
    void start();
    void cancel();
    bool isRunning() const { return m_running; }
    const BisectPlan &plan() const { return m_plan; }
    /// What came so far; its conclusion is there when it is over.
    const BisectResult &result() const { return m_result; }

signals:
    void changed();
    void finished();

private:
    void next();
    void take(const Diagnosed &diagnosed);
    std::optional<MixtureAnswer> judge(const ProbeAnswer &answer) const;
    void end(const QString &conclusion);
    QString conclusion() const;

    Session &m_session;
    const BisectEnds m_ends;
    const BisectPlan m_plan;
    BisectSearch m_search;
    BisectResult m_result;
    Mixture m_mixture;
    std::optional<int> m_goodStatus, m_badStatus;  ///< as the two ends were answered now
    std::unique_ptr<Session> m_own;
    QFutureWatcher<Diagnosed> m_sending;
    bool m_running = false;
};

}
