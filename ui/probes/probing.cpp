#include "ui/probes/probing.h"

#include "core/collection/draft_from_exchange.h"
#include "ui/probes/probe_section.h"

namespace keyhole {

namespace {

constexpr size_t kMostKnown = 50;

/// A recording without its secrets, or marks in their place, cannot be sent again as it was.
bool isWhole(const Exchange &exchange)
{
    return !exchange.sanitized && exchange.source != ExchangeSource::History && !exchange.hops.empty();
}

}

Probing::Probing(Session &session, ProbeSection &section, QObject *parent) : QObject(parent), m_session(session), m_section(section)
{
    connect(&section, &ProbeSection::runRequested, this, &Probing::run);
    connect(&section, &ProbeSection::cancelRequested, this, [this] {
        if (m_run)
            m_run->cancel();
    });
    connect(&section, &ProbeSection::leaveGiven, this, [this](bool given) {
        m_known[m_shown].leave = given;
        offer();
    });
}

void Probing::take(const Subject &exchange, const RequestDraft &sent)
{
    if (m_known.size() >= kMostKnown)
        std::erase_if(m_known, [this](const auto &each) { return each.first != m_shown && each.first != m_probed; });
    m_known[exchange].draft = sent;
}

void Probing::clear()
{
    m_shown.reset();
    m_section.setOffer({}, false);
}

bool Probing::offersAny() const
{
    return m_shown && !m_offer.probes.empty();
}

void Probing::show(const Subject &exchange, const Report &report)
{
    if (!exchange || !isWhole(*exchange))
        return clear();
    if (m_known.count(exchange) == 0)
        m_known[exchange].draft = draftFromExchange(*exchange);
    Known &known = m_known[exchange];
    if (!report.experiments)
        known.before = report;
    if (!known.before)
        return clear();
    // What is ticked stays ticked while the same answer is shown.
    if (std::exchange(m_shown, exchange) != exchange)
        offer();
    if (m_run && m_run->isRunning() && m_probed == exchange)
        showProgress();
    else
        m_section.setExperiments(report.experiments, false);
}

ProbeContext Probing::contextOf(const Known &known) const
{
    ProbeContext context;
    context.draft = known.draft;
    context.mayRepeat = known.leave;
    context.renewsTokens = m_session.tokens();
    context.clocks = &m_session.clocks();
    if (m_session.credentials())
        context.stored = m_session.credentials()->list();
    return context;
}

void Probing::offer()
{
    const Known &known = m_known[m_shown];
    m_offer = offerProbes(*m_shown, *known.before, contextOf(known));
    m_section.setOffer(m_offer, known.leave);
}

void Probing::run()
{
    if (!m_shown || (m_run && m_run->isRunning()))
        return;
    m_probed = m_shown;
    m_run = std::make_unique<ProbeRun>(m_session, ProbeRun::Subject{m_probed, *m_known[m_probed].before}, m_offer, m_section.chosen());
    connect(m_run.get(), &ProbeRun::changed, this, &Probing::showProgress);
    connect(m_run.get(), &ProbeRun::finished, this, [this] { emit concluded(m_probed, m_run->report()); });
    m_run->start();
}

void Probing::showProgress()
{
    if (m_run && m_run->isRunning() && m_probed == m_shown)
        m_section.setExperiments(m_run->experiments(), true);
}

}
