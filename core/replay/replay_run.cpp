#include "core/replay/replay_run.h"

#include "core/diagnosis/knowledge/knowledge.h"
#include "core/replay/attempt.h"

#include <QElapsedTimer>
#include <QTimer>

namespace keyhole {

namespace {

constexpr qint64 kSlice = 10;  // ms that requests which are not sent may take before the event loop goes on

std::optional<Error> outside(const QString &what, int number, int least, int most)
{
    if (number >= least && number <= most)
        return std::nullopt;
    return Error{QStringLiteral("%1 cannot be %2.").arg(what, QString::number(number)),
                 {},
                 QStringLiteral("Between %1 and %2 is possible.").arg(QString::number(least), QString::number(most))};
}

qint64 weight(const Exchange &exchange)
{
    qint64 bytes = 1 << 10;
    for (const Hop &hop : exchange.hops) {
        bytes += hop.request.body.size() + hop.sentBytes.size() + hop.receivedBytes.size();
        if (hop.response)
            bytes += hop.response->body.size() + hop.response->encodedBody.size();
    }
    return bytes;
}

}

std::optional<Error> refuse(const ReplayOptions &options, size_t requests)
{
    if (auto error = outside(QStringLiteral("The number of requests at once"), options.parallel, 1, ReplayOptions::kMostParallel))
        return error;
    if (auto error = outside(QStringLiteral("The number of repetitions"), options.repeat, 1, ReplayOptions::kMostRequests))
        return error;
    if (options.delay < Milliseconds(0) || options.delay > std::chrono::hours(24))
        return Error{QStringLiteral("The delay cannot be that long."), {}, QStringLiteral("Up to 24 hours are possible.")};
    if (requests == 0)
        return Error{QStringLiteral("There is no request to send."), {}, QStringLiteral("Choose at least one.")};
    if (requests > size_t(ReplayOptions::kMostRequests / options.repeat))
        return Error{QStringLiteral("%1 requests are too many for one replay.").arg(qulonglong(requests) * qulonglong(options.repeat)),
                     {},
                     QStringLiteral("At most %1 are sent; choose fewer, or repeat less often.").arg(ReplayOptions::kMostRequests)};
    return std::nullopt;
}

ReplayRun::ReplayRun(Session &session, ReplaySource &source, std::vector<int> chosen, ReplayOptions options, QObject *parent)
    : QObject(parent), m_session(session), m_source(source), m_chosen(std::move(chosen)), m_options(std::move(options))
{ }

ReplayRun::~ReplayRun()
{
    for (const auto &[number, attempt] : m_running)
        attempt->cancel();
}

Milliseconds ReplayRun::ticks() const
{
    return std::chrono::duration_cast<Milliseconds>(m_session.clock().reading().sinceStart);
}

ReplayRun::Values &ReplayRun::valuesOf(int round)
{
    return m_values[m_options.parallel == 1 ? 0 : round];
}

void ReplayRun::setState(State state)
{
    if (m_state == State::Running)
        m_before += ticks() - m_begun;
    m_state = state;
    if (m_state == State::Running)
        m_begun = ticks();
    emit stateChanged();
}

ReplayProgress ReplayRun::progress() const
{
    ReplayProgress progress{total(), int(m_results.size()), m_failed, int(m_running.size()), m_before, {}};
    if (m_state == State::Running)
        progress.elapsed += ticks() - m_begun;
    if (progress.done > 0)
        progress.left = Milliseconds(progress.elapsed.count() * (progress.total - progress.done) / progress.done);
    return progress;
}

Result<void> ReplayRun::start()
{
    if (auto error = refuse(m_options, m_chosen.size()))
        return failure(std::move(*error));
    readKnowledgeAhead();
    m_lanes = m_options.parallel;
    setState(State::Running);
    fill();
    return {};
}

void ReplayRun::pause()
{
    if (m_state == State::Running)
        setState(State::Paused);
}

void ReplayRun::resume()
{
    if (m_state != State::Paused)
        return;
    m_readUntil = m_next;  // they may have been edited
    setState(State::Running);
    fill();
}

void ReplayRun::cancel()
{
    if (m_state == State::Finished)
        return;
    m_cancelled = true;
    m_stoppedBy = QStringLiteral("cancelled");
    m_held.reset();
    while (!m_running.empty()) {
        Attempt &attempt = *m_running.begin()->second;
        attempt.cancel();
        attempt.result.outcome = ReplayResult::Outcome::Cancelled;
        attempt.result.says = QStringLiteral("It was cancelled on its way.");
        ReplayResult result = std::move(attempt.result);
        takeAway(attempt);
        add(std::move(result));
    }
    finishWhenIdle();
}

/// Begins what may begin now. Requests that are not sent take no lane; the window must not wait for thousands of them.
void ReplayRun::fill()
{
    if (std::exchange(m_filling, true))
        return;  // whoever fills goes on with the lane that became free
    QElapsedTimer slice;
    slice.start();
    while (m_state == State::Running && m_stoppedBy.isEmpty() && m_lanes > 0 && startNext()) {
        if (slice.elapsed() < kSlice)
            continue;
        QTimer::singleShot(0, this, &ReplayRun::fill);
        break;
    }
    m_filling = false;
    finishWhenIdle();
}

/// False when there is nothing to begin now.
bool ReplayRun::startNext()
{
    auto attempt = m_held ? std::move(m_held) : m_next < total() ? readNext() : nullptr;
    if (!attempt)
        return m_next < total();
    if (mustWaitFor(*attempt)) {
        m_held = std::move(attempt);
        return false;
    }
    begin(std::move(attempt));
    return true;
}

void ReplayRun::finishWhenIdle()
{
    const bool over = !m_stoppedBy.isEmpty() || (m_next >= total() && !m_held);
    if (m_state == State::Finished || m_state == State::Ready || !over || !m_running.empty())
        return;
    setState(State::Finished);
    emit finished();
}

void ReplayRun::end(Attempt &attempt)
{
    ReplayResult result = std::move(attempt.result);
    takeAway(attempt);
    const bool waits = result.wasSent() && m_options.delay > Milliseconds(0);
    add(std::move(result));
    if (!waits)
        return freeLane();
    finishWhenIdle();
    const auto later = [this] { freeLane(); };
    if (m_options.wait)
        m_options.wait(m_options.delay, this, later);
    else
        QTimer::singleShot(m_options.delay, this, later);
}

/// Its own watchers may be calling, so that it goes later.
void ReplayRun::takeAway(Attempt &attempt)
{
    const auto found = m_running.find(attempt.number);
    found->second.release()->deleteLater();
    m_running.erase(found);
}

void ReplayRun::freeLane()
{
    ++m_lanes;
    fill();
}

void ReplayRun::add(ReplayResult result)
{
    if (result.isFailure())
        ++m_failed;
    if (result.wasSent())
        compareWithLast(result);
    if (result.exchange)
        m_kept += weight(*result.exchange);
    m_results.push_back(std::move(result));
    dropOldExchanges();
    stopAt(m_results.back());
    emit resultAdded(int(m_results.size()) - 1);
}

/// Judged by what was known before, which this answer then adds to.
void ReplayRun::compareWithLast(ReplayResult &result)
{
    const auto before = m_source.lastResult(result.item);
    const NoiseSubject subject = result.exchange ? noiseSubject(result.exchange->last().request) : NoiseSubject();
    result.change = changeBetween(before, result.seen, [&](const QByteArray &place) { return m_noise->find(subject, place).has_value(); });
    if (const auto lesson = lessonOf(before, result.seen, subject))
        m_noise->learn(*lesson);
    m_source.setLastResult(result.item, result.seen);
}

void ReplayRun::dropOldExchanges()
{
    for (; m_kept > m_options.keptBytes && m_oldestKept < m_results.size(); ++m_oldestKept) {
        ReplayResult &oldest = m_results[m_oldestKept];
        if (!oldest.exchange)
            continue;
        m_kept -= weight(*oldest.exchange);
        oldest.exchange.reset();
        oldest.secrets.clear();
        m_dropped += m_options.keptBytes > 0 ? 1 : 0;
    }
}

void ReplayRun::stopAt(const ReplayResult &result)
{
    for (const StopRule &rule : m_options.stop) {
        if (m_stoppedBy.isEmpty() && stopsAt(rule, result, m_failed))
            m_stoppedBy = stopRuleText(rule);
    }
}

}
