#include "core/probes/bisect_run.h"

#include "core/collection/draft_from_exchange.h"
#include "core/probes/probe.h"

namespace keyhole {

namespace {

/// Sends these bytes and no field besides: what neither request had is not added.
RequestDraft draftOf(const Request &request, const BisectEnds &ends)
{
    Exchange exchange;
    exchange.hops.emplace_back();
    exchange.hops.back().request = request;
    RequestDraft draft = draftFromExchange(exchange);
    draft.transport = ends.transport;
    draft.followRedirects = ends.followRedirects;
    for (const char *name : {"User-Agent", "Accept", "Accept-Encoding", "Content-Type"}) {
        if (!request.fields.contains(name))
            draft.automatic.push_back({name, AutomaticMode::Off});
    }
    return draft;
}

}

Result<BisectPlan> planBisect(const BisectEnds &ends)
{
    for (const Request *request : {&ends.good, &ends.bad}) {
        if (!isSafeMethod(request->method) && !ends.mayRepeat)
            return failure(Error{
                QStringLiteral("%1 may change data, and would be sent several times.").arg(visibleText(QString::fromUtf8(request->method))),
                {},
                QStringLiteral("Say first that these requests may be sent again.")});
    }
    auto differences = togglesBetween(ends.good, ends.bad);
    if (!differences)
        return failure(differences.error());
    BisectPlan plan;
    plan.requests = BisectSearch::foretold(int(differences->size()));
    plan.differences = std::move(*differences);
    const QString good = QString::fromUtf8(ends.good.url.origin().toString()), bad = QString::fromUtf8(ends.bad.url.origin().toString());
    plan.to = good == bad ? good : QStringLiteral("%1 and %2").arg(good, bad);
    return plan;
}

std::shared_ptr<const Exchange> successFor(const Exchange &refused, const std::vector<std::shared_ptr<const Exchange>> &history)
{
    const Request &asked = refused.first().request;
    std::shared_ptr<const Exchange> nearest;
    for (auto each = history.rbegin(); each != history.rend(); ++each) {
        const auto &response = (*each)->last().response;
        const Request &request = (*each)->first().request;
        const bool accepted = response && response->status >= 200 && response->status < 300;
        if (!accepted || (*each)->sanitized || (*each)->source == ExchangeSource::History || request.method != asked.method
            || !(request.url.origin() == asked.url.origin()))
            continue;
        if (request.url.path == asked.url.path)
            return *each;
        if (!nearest)
            nearest = *each;
    }
    return nearest;
}

BisectRun::BisectRun(Session &session, BisectEnds ends, BisectPlan plan, QObject *parent)
    : QObject(parent), m_session(session), m_ends(std::move(ends)), m_plan(std::move(plan)), m_search(int(m_plan.differences.size()))
{
    connect(
        &m_sending, &QFutureWatcherBase::finished, this,
        [this] {
            if (!m_running)
                return;
            if (m_sending.future().resultCount() == 0)
                return end(QStringLiteral("It was cancelled."));
            take(m_sending.result());
        },
        Qt::QueuedConnection);
}

BisectRun::~BisectRun()
{
    m_sending.future().cancel();
}

void BisectRun::start()
{
    m_running = true;
    next();
}

void BisectRun::cancel()
{
    if (!m_running)
        return;
    m_sending.future().cancel();
    end(QStringLiteral("It was cancelled."));
}

void BisectRun::next()
{
    const auto mixture = m_search.next();
    m_result.state = m_search.state();
    if (!mixture)
        return end(conclusion());
    if (int(m_result.steps.size()) >= kMostSendings)
        return end(QStringLiteral("Not found within %1 sendings.").arg(kMostSendings));
    m_mixture = *mixture;
    m_own = std::make_unique<Session>(m_session.transport(), m_session.clock());
    const auto sending
        = m_own->send(draftOf(mixed(m_ends.good, m_ends.bad, m_plan.differences, m_mixture), m_ends), {}, {std::nullopt, true});
    if (!sending)
        return end(QStringLiteral("A mixture of both cannot be sent: %1").arg(visibleText(sending.error().what)));
    m_sending.setFuture(*sending);
}

/// As the two ends were answered; nothing for what ends the search.
std::optional<MixtureAnswer> BisectRun::judge(const ProbeAnswer &answer) const
{
    if (answer.kind == ProbeAnswer::Kind::RateLimited || answer.status == 0)
        return std::nullopt;
    if (m_badStatus && answer.status == *m_badStatus)
        return MixtureAnswer::Refused;
    if (answer.kind == ProbeAnswer::Kind::Accepted || (m_goodStatus && answer.status == *m_goodStatus))
        return MixtureAnswer::Accepted;
    // Before both ends are known, whatever is no success is the failure that is looked into.
    return m_badStatus ? MixtureAnswer::Neither : MixtureAnswer::Refused;
}

void BisectRun::take(const Diagnosed &diagnosed)
{
    const ProbeAnswer answer = answerOf(*diagnosed.exchange, diagnosed.report);
    const auto judged = judge(answer);
    m_result.requests += answer.requests;
    m_result.steps.push_back({int(std::count(m_mixture.begin(), m_mixture.end(), true)), answer.shown, judged == MixtureAnswer::Refused});
    if (answer.kind == ProbeAnswer::Kind::RateLimited)
        return end(QStringLiteral("Not found: the server limits how often it may be asked. Wait, and begin again."));
    if (!judged)
        return end(QStringLiteral("Not found: a mixture got no answer (%1).").arg(answer.shown));
    if (!m_goodStatus)
        m_goodStatus = answer.status;
    else if (!m_badStatus)
        m_badStatus = answer.status;
    m_search.tell(*judged);
    emit changed();
    next();
}

QString BisectRun::conclusion() const
{
    QStringList names;
    for (const int index : m_search.found())
        names += m_plan.differences[size_t(index)].says;
    const QString list = names.join(QStringLiteral("; "));
    switch (m_search.state()) {
    case BisectSearch::State::Found: {
        const QString what = names.size() == 1
            ? QStringLiteral("This difference makes it refused: %1.").arg(list)
            : QStringLiteral("These differences make it refused together, each is needed: %1.").arg(list);
        return what
            + (m_search.isAll() ? QStringLiteral(" Without it the other differences are accepted.")
                                : QStringLiteral(" Without it the request is refused as well: something else among the differences "
                                                 "is refused, too."));
    }
    case BisectSearch::State::GoodIsRefused:
        return QStringLiteral(
            "Not found: the request that was accepted is not accepted any longer, so that there is nothing to compare with.");
    case BisectSearch::State::BadIsAccepted:
        return QStringLiteral("Not found: the request that was refused is accepted now.");
    case BisectSearch::State::Unsteady:
        return QStringLiteral(
            "Not found: the server accepts and refuses the same request by turns, so that no difference is shown to matter.");
    case BisectSearch::State::Undecided:
        return QStringLiteral("Not found: mixtures of both requests get other answers than these two. It lies among %1 differences: %2.")
            .arg(names.size())
            .arg(list);
    case BisectSearch::State::Searching:
        break;
    }
    return {};
}

void BisectRun::end(const QString &conclusion)
{
    m_running = false;
    m_result.conclusion = conclusion;
    m_result.isAll = m_search.isAll();
    for (const int index : m_search.found())
        m_result.found.push_back(m_plan.differences[size_t(index)]);
    emit changed();
    emit finished();
}

}
