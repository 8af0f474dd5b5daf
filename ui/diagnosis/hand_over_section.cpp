#include "ui/diagnosis/hand_over_section.h"

#include "core/diagnosis/report_words.h"
#include "ui/controls/fold_head.h"
#include "ui/diagnosis/action_buttons.h"
#include "ui/text/flow_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace keyhole {

HandOverSection::HandOverSection(const Theme &theme, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent),
      m_head(new FoldHead(theme, QStringLiteral("inbox"), ColorToken::Info, tr("For whoever runs the server"), this)),
      m_list(new FlowLabel(theme, this)), m_buttons(new ActionButtons(theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_list);
    m_foot = new QVBoxLayout;
    m_foot->addWidget(m_buttons);
    column->addLayout(m_foot);
    m_buttons->setActions({{"copy-hand-over", tr("Copy for the operator"), {}, false}});
    connect(m_buttons, &ActionButtons::triggered, this, [this] { QGuiApplication::clipboard()->setText(m_text); });
    connect(m_head, &QAbstractButton::toggled, this, &HandOverSection::showBody);
    connect(&theme, &Theme::changed, this, &HandOverSection::applyTheme);
    showBody(false);
    applyTheme();
}

void HandOverSection::applyTheme()
{
    const int left = theme().px(FoldHead::kPadding + FoldHead::kIndent), right = theme().px(FoldHead::kPadding);
    m_list->setPadding({left, 0, right, theme().px(10)});
    m_foot->setContentsMargins(left, 0, right, theme().px(12));
}

void HandOverSection::showBody(bool open)
{
    m_list->setVisible(open);
    m_buttons->setVisible(open);
    emit rearranged();
}

void HandOverSection::setReport(const Report &report)
{
    const std::vector<HandOverLine> lines = handOverLines(report);
    const size_t ids = report.handOver.ids.size();
    m_head->setNote(ids == 0 ? tr("no request id") : ids == 1 ? tr("1 id") : tr("%1 ids").arg(ids));
    std::vector<TextRun> runs;
    for (const HandOverLine &line : lines) {
        runs.push_back({line.name + QStringLiteral("  "), FontRole::Small, ColorToken::Text3});
        if (line.isSentence) {
            for (TextRun &run : runsOf(line.value, FontRole::Small, FontRole::SmallMedium, ColorToken::Text))
                runs.push_back(std::move(run));
        } else {
            runs.push_back({line.value, FontRole::CodeSmall, ColorToken::Text});
        }
        if (!line.source.isEmpty())
            runs.push_back({QStringLiteral("\n") + QString::fromUtf8(line.source), FontRole::MicroMono, ColorToken::Text3});
        if (&line != &lines.back())
            runs.push_back({QStringLiteral("\n"), FontRole::Small, ColorToken::Text});
    }
    m_list->setRuns(std::move(runs));
    m_text = handOverText(report);
    emit rearranged();
}

bool HandOverSection::isOpen() const
{
    return m_head->isChecked();
}

}
