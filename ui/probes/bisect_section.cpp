#include "ui/probes/bisect_section.h"

#include "ui/controls/fold_head.h"
#include "ui/diagnosis/action_buttons.h"
#include "ui/text/flow_label.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr size_t kMostShown = 30;

std::vector<TextRun> differenceRuns(const std::vector<Toggle> &toggles)
{
    std::vector<TextRun> runs;
    for (size_t i = 0; i < std::min(toggles.size(), kMostShown); ++i)
        runs.push_back({(i == 0 ? QString() : QStringLiteral("\n")) + toggles[i].says, FontRole::Small, ColorToken::Text2});
    if (toggles.size() > kMostShown)
        runs.push_back(
            {QLatin1Char('\n') + BisectSection::tr("and %1 more").arg(toggles.size() - kMostShown), FontRole::Small, ColorToken::Text3});
    return runs;
}

}

BisectSection::BisectSection(const Theme &theme, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent),
      m_head(new FoldHead(theme, QStringLiteral("filter"), ColorToken::Info, tr("Which difference matters"), this)),
      m_body(new QWidget(this)), m_column(new QVBoxLayout(m_body)), m_lead(new FlowLabel(theme, m_body)),
      m_differences(new FlowLabel(theme, m_body)), m_steps(new FlowLabel(theme, m_body)), m_conclusion(new FlowLabel(theme, m_body)),
      m_leave(new QCheckBox(tr("These requests may be sent again, although they may change data"), m_body)),
      m_buttons(new ActionButtons(theme, m_body))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_body);
    for (QWidget *part : {static_cast<QWidget *>(m_lead), static_cast<QWidget *>(m_differences), static_cast<QWidget *>(m_leave),
                          static_cast<QWidget *>(m_steps), static_cast<QWidget *>(m_conclusion), static_cast<QWidget *>(m_buttons)})
        m_column->addWidget(part);
    connect(m_head, &QAbstractButton::toggled, this, &BisectSection::showBody);
    connect(m_leave, &QCheckBox::toggled, this, &BisectSection::showButtons);
    connect(m_buttons, &ActionButtons::triggered, this, [this](const Action &action) {
        if (action.id == "run-bisect")
            emit runRequested();
        else
            emit cancelRequested();
    });
    connect(&theme, &Theme::changed, this, &BisectSection::applyTheme);
    applyTheme();
    showBody(false);
    hide();
}

void BisectSection::applyTheme()
{
    const int side = theme().px(FoldHead::kPadding);
    m_column->setContentsMargins(side, 0, side, theme().px(12));
    m_column->setSpacing(theme().px(10));
}

void BisectSection::showBody(bool open)
{
    m_body->setVisible(open);
    emit rearranged();
}

void BisectSection::setOpen(bool open)
{
    m_head->setChecked(open);
    if (open)
        m_head->setFocus(Qt::ShortcutFocusReason);
}

bool BisectSection::isOpen() const
{
    return m_head->isChecked();
}

void BisectSection::setPlan(const std::optional<BisectPlan> &plan, const QString &success, bool changesData)
{
    setVisible(plan.has_value());
    if (!plan)
        return;
    m_requests = plan->requests;
    m_count = plan->differences.size();
    m_changesData = changesData;
    m_leave->setVisible(changesData);
    m_leave->setChecked(false);
    m_head->setNote(plan->differences.size() == 1 ? tr("1 difference") : tr("%1 differences").arg(plan->differences.size()));
    m_lead->setRuns(
        {{tr("Half of what differs from the last success is set as in this request and sent, then half of what is left, until one "
             "difference remains. The credentials of both requests go to %1.")
              .arg(plan->to),
          FontRole::Small, ColorToken::Text2},
         {QLatin1Char('\n') + success, FontRole::CodeSmall, ColorToken::Text2}});
    m_differences->setRuns(differenceRuns(plan->differences));
    setProgress({}, false);
}

void BisectSection::setProgress(const BisectResult &result, bool running)
{
    m_running = running;
    std::vector<TextRun> runs;
    for (const BisectResult::Step &step : result.steps)
        runs.push_back({(runs.empty() ? QString() : QStringLiteral("\n"))
                            + tr("%1 of %2 as in the refused one: %3").arg(step.asBad).arg(m_count).arg(step.shown),
                        FontRole::Small, step.refused ? ColorToken::Text2 : ColorToken::Ok});
    m_steps->setVisible(!runs.empty());
    m_steps->setRuns(std::move(runs));
    m_conclusion->setVisible(!result.conclusion.isEmpty());
    m_conclusion->setRuns({{result.conclusion, FontRole::Strong, ColorToken::Text}});
    m_leave->setEnabled(!running);
    showButtons();
}

void BisectSection::showButtons()
{
    const bool may = !m_changesData || m_leave->isChecked();
    m_buttons->setVisible(m_running || may);
    if (m_running)
        m_buttons->setActions({{"cancel-bisect", tr("Cancel"), {}, false}});
    else
        m_buttons->setActions({{"run-bisect", tr("Find it (about %1 requests)").arg(m_requests), {}, true}});
    emit rearranged();
}

}
