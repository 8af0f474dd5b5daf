#include "ui/probes/probe_section.h"

#include "core/diagnosis/experiments.h"
#include "ui/controls/fold_head.h"
#include "ui/diagnosis/action_buttons.h"
#include "ui/probes/probe_row.h"
#include "ui/text/flow_label.h"

#include <QCheckBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace keyhole {

ProbeSection::ProbeSection(const Theme &theme, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent),
      m_head(new FoldHead(theme, QStringLiteral("flask"), ColorToken::Info, tr("Experiments"), this)), m_body(new QWidget(this)),
      m_column(new QVBoxLayout(m_body)), m_rows(new QVBoxLayout), m_lead(new FlowLabel(theme, m_body)),
      m_asSent(new FlowLabel(theme, m_body)), m_conclusion(new FlowLabel(theme, m_body)),
      m_leave(new QCheckBox(tr("This request may be sent again, although it may change data"), m_body)),
      m_buttons(new ActionButtons(theme, m_body))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_body);
    m_lead->setSentence(
        tr("The refused request once more, each time with one thing otherwise. First it goes as it was; what is accepted is "
           "repeated in turns with it."),
        FontRole::Small, ColorToken::Text2);
    m_column->addWidget(m_lead);
    m_column->addWidget(m_leave);
    m_column->addWidget(m_asSent);
    m_column->addLayout(m_rows);
    m_column->addWidget(m_conclusion);
    m_column->addWidget(m_buttons);
    connect(m_head, &QAbstractButton::toggled, this, &ProbeSection::showBody);
    connect(m_leave, &QCheckBox::toggled, this, &ProbeSection::leaveGiven);
    connect(m_buttons, &ActionButtons::triggered, this, [this](const Action &action) {
        if (action.id == "run-probes")
            emit runRequested();
        else
            emit cancelRequested();
    });
    connect(&theme, &Theme::changed, this, &ProbeSection::applyTheme);
    applyTheme();
    showBody(false);
    hide();
}

void ProbeSection::applyTheme()
{
    const int side = theme().px(FoldHead::kPadding);
    m_column->setContentsMargins(side, 0, side, theme().px(12));
    m_column->setSpacing(theme().px(10));
    m_rows->setSpacing(theme().px(10));
}

void ProbeSection::showBody(bool open)
{
    m_body->setVisible(open);
    emit rearranged();
}

void ProbeSection::setOpen(bool open)
{
    m_head->setChecked(open);
    if (open)
        m_head->setFocus(Qt::ShortcutFocusReason);
}

bool ProbeSection::isOpen() const
{
    return m_head->isChecked();
}

void ProbeSection::setOffer(const ProbeOffer &offer, bool leaveGiven)
{
    m_offer = offer;
    setVisible(!offer.probes.empty());
    const bool changesData = offer.needsLeave || leaveGiven;
    fillRows(changesData, leaveGiven);
    m_head->setNote(offer.probes.size() == 1 ? tr("1 that can tell more") : tr("%1 that can tell more").arg(offer.probes.size()));
    setExperiments(std::nullopt, false);
}

void ProbeSection::fillRows(bool changesData, bool leaveGiven)
{
    const QSignalBlocker quiet(m_leave);
    m_leave->setVisible(changesData);
    m_leave->setChecked(leaveGiven);
    for (ProbeRow *row : m_probes) {
        row->hide();
        row->deleteLater();
    }
    m_probes.clear();
    const auto tells = [](const Probe &probe) { return !probe.settles.empty() && probe.unavailable.isEmpty(); };
    const bool anyTells = std::any_of(m_offer.probes.begin(), m_offer.probes.end(), tells);
    for (const Probe &probe : m_offer.probes) {
        auto *row = new ProbeRow(theme(), probe, m_body);
        row->setChosen(!anyTells || tells(probe));
        connect(row, &ProbeRow::toggled, this, &ProbeSection::showButtons);
        m_rows->addWidget(row);
        row->show();
        m_probes.push_back(row);
    }
}

std::vector<ProbeKind> ProbeSection::chosen() const
{
    std::vector<ProbeKind> kinds;
    for (const ProbeRow *row : m_probes) {
        if (row->isChosen())
            kinds.push_back(row->kind());
    }
    return kinds;
}

void ProbeSection::showButtons()
{
    if (m_running)
        return m_buttons->setActions({{"cancel-probes", tr("Cancel"), {}, false}});
    std::vector<const Probe *> probes;
    for (size_t i = 0; i < m_probes.size(); ++i) {
        if (m_probes[i]->isChosen())
            probes.push_back(&m_offer.probes[i]);
    }
    m_buttons->setVisible(!probes.empty());
    if (probes.empty())
        return;
    const auto [least, most] = requestsOf(probes, m_offer);
    const QString count = probes.size() == 1 ? tr("Run 1 experiment") : tr("Run %1 experiments").arg(probes.size());
    const QString requests = most == 1 ? tr("1 request")
        : least == most                ? tr("%1 requests").arg(most)
                                       : tr("%1 to %2 requests").arg(least).arg(most);
    m_buttons->setActions({{"run-probes", tr("%1 (%2)").arg(count, requests), {}, true}});
    emit rearranged();
}

void ProbeSection::setExperiments(const std::optional<Experiments> &experiments, bool running)
{
    m_running = running;
    for (ProbeRow *row : m_probes) {
        std::optional<Experiment> result;
        for (const Experiment &each : experiments ? experiments->rows : std::vector<Experiment>()) {
            if (each.id == probeId(row->kind()) && each.outcome != "not made")
                result = each;
        }
        row->setResult(result);
        row->setLocked(running);
    }
    m_leave->setEnabled(!running);
    const bool made = experiments && !experiments->rows.empty() && !experiments->rows.front().answers.isEmpty();
    m_asSent->setVisible(made);
    m_conclusion->setVisible(made && !running);
    if (made) {
        const Experiment &asSent = experiments->rows.front();
        m_asSent->setRuns({{asSent.title + QStringLiteral("  "), FontRole::SmallMedium, ColorToken::Text},
                           {asSent.answers, FontRole::Small, ColorToken::Text2}});
        m_conclusion->setRuns({{experiments->conclusion, FontRole::Strong, experiments->settled ? ColorToken::Text : ColorToken::Text2}});
    }
    if (made && !running)
        m_head->setNote(experiments->settled ? tr("settled") : tr("not settled"));
    showButtons();
    m_buttons->setVisible(running || !chosen().empty());
    emit rearranged();
}

}
