#include "ui/diagnosis/finding_detail.h"

#include "ui/diagnosis/action_buttons.h"
#include "ui/diagnosis/evidence_block.h"
#include "ui/text/flow_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>
#include <algorithm>

namespace keyhole {

namespace {

const QByteArray kCopyEvidence = QByteArrayLiteral("copy-evidence");

std::vector<Action> buttonsOf(const Finding &finding, const std::vector<Action> &elsewhere)
{
    std::vector<Action> actions;
    for (Action action : finding.actions) {
        const auto same = [&action](const Action &other) { return other.id == action.id && other.argument == action.argument; };
        if (std::any_of(elsewhere.begin(), elsewhere.end(), same))
            continue;
        action.primary = false;  // the one primary button stands on the verdict
        actions.push_back(action);
    }
    if (!finding.evidence.empty())
        actions.push_back({kCopyEvidence, FindingDetail::tr("Copy evidence"), {}, false});
    return actions;
}

}

FindingDetail::FindingDetail(const Theme &theme, const Finding &finding, const std::vector<Action> &elsewhere, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_evidence(evidenceText(finding))
{
    auto *column = new QVBoxLayout(this);
    if (!finding.evidence.empty()) {
        auto *block = new EvidenceBlock(theme, finding, this);
        connect(block, &EvidenceBlock::placeRequested, this, &FindingDetail::placeRequested);
        column->addWidget(block);
    }
    if (!finding.why.isEmpty()) {
        auto *why = new FlowLabel(theme, this);
        why->setSentence(finding.why, FontRole::Body, ColorToken::Text2);
        column->addWidget(why);
    }
    if (!finding.help.isEmpty()) {
        auto *help = new FlowLabel(theme, this);
        std::vector<TextRun> runs{{tr("Help") + QStringLiteral("  "), FontRole::Strong, ColorToken::Info}};
        for (TextRun &run : runsOf(finding.help, FontRole::Body, FontRole::Strong, ColorToken::Text2))
            runs.push_back(std::move(run));
        help->setRuns(std::move(runs));
        column->addWidget(help);
    }
    auto *buttons = new ActionButtons(theme, this);
    buttons->setActions(buttonsOf(finding, elsewhere));
    buttons->setVisible(!buttons->actionList().empty());
    connect(buttons, &ActionButtons::triggered, this, &FindingDetail::act);
    column->addWidget(buttons);
    connect(&theme, &Theme::changed, this, &FindingDetail::applyTheme);
    applyTheme();
}

void FindingDetail::applyTheme()
{
    layout()->setContentsMargins(m_theme.px(11), m_theme.px(2), m_theme.px(11), m_theme.px(12));
    layout()->setSpacing(m_theme.px(12));
}

void FindingDetail::act(const Action &action)
{
    if (action.id == kCopyEvidence)
        QGuiApplication::clipboard()->setText(m_evidence);
    else
        emit actionRequested(action);
}

}
