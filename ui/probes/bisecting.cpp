#include "ui/probes/bisecting.h"

#include "core/diagnosis/evidence.h"
#include "core/probes/probe.h"
#include "ui/probes/bisect_section.h"

namespace keyhole {

Bisecting::Bisecting(Session &session, BisectSection &section, QObject *parent) : QObject(parent), m_session(session), m_section(section)
{
    connect(&section, &BisectSection::runRequested, this, &Bisecting::run);
    connect(&section, &BisectSection::cancelRequested, this, [this] {
        if (m_run)
            m_run->cancel();
    });
}

void Bisecting::clear()
{
    m_shown.reset();
    m_plan.reset();
    m_run.reset();
    m_section.setPlan({}, {}, false);
}

void Bisecting::show(const std::shared_ptr<const Exchange> &exchange, const Report &report, const TransportOptions &transport)
{
    if (exchange == m_shown)
        return;
    clear();
    const bool whole = exchange && !exchange->sanitized && exchange->source != ExchangeSource::History;
    if (!whole || report.verdict.outcome == Outcome::Accepted || report.status == 0)
        return;
    const auto success = successFor(*exchange, m_session.history());
    if (!success)
        return;
    const Request &bad = exchange->first().request;
    m_ends = BisectEnds{success->first().request, bad};
    m_ends->transport = transport;
    m_ends->mayRepeat = true;  // the section asks before it lets anybody begin
    const auto plan = planBisect(*m_ends);
    if (!plan)
        return;
    m_shown = exchange;
    m_plan = *plan;
    const Request &good = success->first().request;
    m_section.setPlan(
        m_plan,
        QStringLiteral("%1 %2 → %3").arg(QString::fromUtf8(good.method), maskedAddress(good.url)).arg(success->last().response->status),
        !isSafeMethod(bad.method));
}

void Bisecting::run()
{
    if (!m_plan || (m_run && m_run->isRunning()))
        return;
    m_run = std::make_unique<BisectRun>(m_session, *m_ends, *m_plan);
    const auto tell = [this] { m_section.setProgress(m_run->result(), m_run->isRunning()); };
    connect(m_run.get(), &BisectRun::changed, this, tell);
    connect(m_run.get(), &BisectRun::finished, this, tell);
    m_run->start();
}

}
