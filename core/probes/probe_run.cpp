#include "core/probes/probe_run.h"

#include "core/oauth/token_refresher.h"

namespace keyhole {

namespace {

/// In the order of the offer; what heals the request as it was comes last, since nothing can be compared afterwards.
std::vector<Probe> chosenOf(const ProbeOffer &offer, const std::vector<ProbeKind> &chosen)
{
    std::vector<Probe> probes;
    for (const Probe &probe : offer.probes) {
        if (probe.unavailable.isEmpty() && std::find(chosen.begin(), chosen.end(), probe.kind) != chosen.end())
            probes.push_back(probe);
    }
    std::stable_partition(probes.begin(), probes.end(), [](const Probe &each) { return each.kind != ProbeKind::WithoutCache; });
    return probes;
}

/// What the exchange told of the server's clock.
std::optional<ClockAnswer> clockOf(const Exchange &exchange, const Report &report)
{
    const auto at = exchange.last().answeredAt;
    if (!report.clockOffset || !at)
        return std::nullopt;
    return ClockAnswer{exchange.first().request.url.origin(), *at, {report.clockOffset->first, report.clockOffset->second}};
}

}

ProbeRun::ProbeRun(Session &session, Subject subject, ProbeOffer offer, const std::vector<ProbeKind> &chosen, QObject *parent)
    : QObject(parent), m_session(session), m_subject(std::move(subject)), m_asSent(offer.asSent), m_probes(chosenOf(offer, chosen)),
      m_serverClock(clockOf(*m_subject.exchange, m_subject.report))
{
    // Each call of the transport ends first, so that it is never deleted from within.
    connect(&m_reading, &QFutureWatcherBase::finished, this, &ProbeRun::send, Qt::QueuedConnection);
    connect(
        &m_sending, &QFutureWatcherBase::finished, this,
        [this] {
            if (!m_running)
                return;
            if (m_sending.future().resultCount() == 0)
                return end();
            const Diagnosed diagnosed = m_sending.result();
            const bool preflight = m_step != kAsSent && m_probes[size_t(*m_step)].kind == ProbeKind::Preflight;
            take((preflight ? preflightAnswerOf : answerOf)(*diagnosed.exchange, diagnosed.report));
        },
        Qt::QueuedConnection);
}

ProbeRun::~ProbeRun()
{
    m_sending.future().cancel();
}

void ProbeRun::start()
{
    m_running = true;
    next();
}

void ProbeRun::cancel()
{
    if (!m_running)
        return;
    m_sending.future().cancel();
    end();
}

void ProbeRun::end()
{
    m_running = false;
    m_step.reset();
    emit changed();
    emit finished();
}

const RequestDraft &ProbeRun::draft() const
{
    return m_step == kAsSent ? m_asSent : m_probes[size_t(*m_step)].draft;
}

void ProbeRun::next()
{
    std::vector<ProbeKind> kinds;
    for (const Probe &each : m_probes)
        kinds.push_back(each.kind);
    m_step = int(m_seen.size()) < kMostSendings ? nextStep(kinds, m_seen) : std::nullopt;
    if (!m_step)
        return end();
    emit changed();
    prepareSession();
    const QByteArray renew = m_step == kAsSent ? QByteArray() : m_probes[size_t(*m_step)].refreshFirst;
    if (!renew.isEmpty() && renew != m_renewed)
        return renewToken(renew);
    readCredential();
}

void ProbeRun::prepareSession()
{
    m_own = std::make_unique<Session>(m_session.transport(), m_session.clock());
    m_own->setEnvironment(m_session.environment());
    m_own->setCredentials(m_session.credentials());
    const Probe *probe = m_step == kAsSent ? nullptr : &m_probes[size_t(*m_step)];
    m_own->editJar([&](CookieJar &jar) {
        jar.setPolicy(m_session.jar().policy());
        if (!probe || !probe->emptyJar)
            jar = jarAsSent(m_session.jar(), *m_subject.exchange, m_asSent, m_session.now());
    });
    if (probe && probe->correctedClock && m_serverClock)
        m_own->takeClock(*m_serverClock, Milliseconds(0));
}

void ProbeRun::renewToken(const QByteArray &credential)
{
    if (!m_session.tokens())
        return take(notSent({QStringLiteral("Nothing renews the token."), {}, {}}));
    m_session.tokens()->refresh(credential, m_asSent.transport).then(this, [this, credential](const OAuthResult<Refreshed> &refreshed) {
        if (!m_running)
            return;
        if (!refreshed)
            return take(notSent(refreshed.error().error));
        m_renewed = credential;
        readCredential();
    });
}

void ProbeRun::readCredential()
{
    m_reading.setFuture(m_own->withCredential(draft()));
}

void ProbeRun::send()
{
    if (!m_running)
        return;
    if (m_reading.future().resultCount() == 0)
        return take(notSent({QStringLiteral("The credential was not read."), {}, {}}));
    const auto read = m_reading.result();
    if (!read)
        return take(notSent(read.error().error));
    // What had no value went out like that before.
    const auto sending = m_own->send(*read, {}, {std::nullopt, true});
    if (!sending)
        return take(notSent(sending.error()));
    m_sending.setFuture(*sending);
}

void ProbeRun::take(const ProbeAnswer &answer)
{
    m_seen.push_back({*m_step, answer});
    next();
}

}
