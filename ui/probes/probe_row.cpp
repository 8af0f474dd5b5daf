#include "ui/probes/probe_row.h"

#include "ui/text/flow_label.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace keyhole {

namespace {

QString requestsText(const ProbePlan &plan)
{
    const QString least = plan.requests == 1 ? ProbeRow::tr("1 request") : ProbeRow::tr("%1 requests").arg(plan.requests);
    return plan.mostRequests > plan.requests ? ProbeRow::tr("%1, up to %2 when it is accepted").arg(least).arg(plan.mostRequests) : least;
}

std::vector<TextRun> planRuns(const Probe &probe)
{
    std::vector<TextRun> runs;
    runs.push_back({QString::fromUtf8(probe.plan.method) + QLatin1Char(' ') + probe.plan.address, FontRole::CodeSmall, ColorToken::Text2});
    runs.push_back({QLatin1Char('\n') + probe.plan.change + QLatin1Char('\n'), FontRole::Small, ColorToken::Text2});
    // What a tick above all of them lets go needs no word in each.
    if (probe.unavailable.isEmpty() || probe.needsLeave)
        runs.push_back({ProbeRow::tr("%1; %2").arg(probe.plan.credential, requestsText(probe.plan)), FontRole::Small, ColorToken::Text3});
    else
        runs.push_back({ProbeRow::tr("Not now: %1").arg(probe.unavailable), FontRole::Small, ColorToken::Warn});
    return runs;
}

ColorToken colorOf(const QByteArray &outcome)
{
    if (outcome.startsWith("accepted"))
        return ColorToken::Ok;
    return outcome == "unsteady" || outcome == "rate limited" || outcome == "no answer" ? ColorToken::Warn : ColorToken::Text2;
}

}

ProbeRow::ProbeRow(const Theme &theme, const Probe &probe, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_kind(probe.kind), m_available(probe.unavailable.isEmpty()), m_column(new QVBoxLayout(this)),
      m_tick(new QCheckBox(probeTitle(probe.kind), this)), m_plan(new FlowLabel(theme, this)), m_result(new FlowLabel(theme, this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->addWidget(m_tick);
    m_column->addWidget(m_plan);
    m_column->addWidget(m_result);
    m_tick->setEnabled(m_available);
    m_plan->setRuns(planRuns(probe));
    m_tick->setAccessibleDescription(m_plan->text());
    m_result->hide();
    connect(m_tick, &QCheckBox::toggled, this, &ProbeRow::toggled);
    connect(&theme, &Theme::changed, this, &ProbeRow::applyTheme);
    applyTheme();
}

void ProbeRow::applyTheme()
{
    const int indent = m_theme.px(24);
    m_column->setSpacing(m_theme.px(2));
    m_plan->setPadding({indent, 0, 0, 0});
    m_result->setPadding({indent, 0, 0, 0});
}

bool ProbeRow::isChosen() const
{
    return m_available && m_tick->isChecked();
}

void ProbeRow::setChosen(bool chosen)
{
    m_tick->setChecked(chosen && m_available);
}

bool ProbeRow::isAvailable() const
{
    return m_available;
}

void ProbeRow::setLocked(bool locked)
{
    m_tick->setEnabled(m_available && !locked);
}

void ProbeRow::setResult(const std::optional<Experiment> &result)
{
    m_result->setVisible(result.has_value());
    if (!result)
        return;
    std::vector<TextRun> runs{{QString::fromUtf8(result->outcome), FontRole::SmallMedium, colorOf(result->outcome)}};
    if (!result->answers.isEmpty())
        runs.push_back({QStringLiteral("  ") + result->answers, FontRole::Small, ColorToken::Text});
    if (!result->says.isEmpty())
        runs.push_back({QLatin1Char('\n') + result->says, FontRole::Small, ColorToken::Text2});
    m_result->setRuns(std::move(runs));
}

}
