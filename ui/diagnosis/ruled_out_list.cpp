#include "ui/diagnosis/ruled_out_list.h"

#include "ui/controls/fold_head.h"
#include "ui/text/flow_label.h"

#include <QVBoxLayout>

namespace keyhole {

RuledOutList::RuledOutList(const Theme &theme, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent),
      m_head(new FoldHead(theme, QStringLiteral("check"), ColorToken::Ok, tr("Checked and ruled out"), this)),
      m_list(new FlowLabel(theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_list);
    m_list->hide();
    connect(m_head, &QAbstractButton::toggled, this, [this](bool open) {
        m_list->setVisible(open);
        emit rearranged();
    });
    connect(&theme, &Theme::changed, this, &RuledOutList::applyTheme);
    applyTheme();
}

void RuledOutList::applyTheme()
{
    m_list->setPadding({theme().px(FoldHead::kPadding + FoldHead::kIndent), 0, theme().px(FoldHead::kPadding), theme().px(10)});
}

void RuledOutList::setCauses(const std::vector<RuledOut> &causes)
{
    m_head->setNote(causes.size() == 1 ? tr("1 cause") : tr("%1 causes").arg(causes.size()));
    std::vector<TextRun> runs;
    for (const RuledOut &cause : causes) {
        const QString end = &cause == &causes.back() ? QString() : QStringLiteral("\n");
        runs.push_back({QString::fromLatin1(cause.id), FontRole::MicroMono, ColorToken::Text2});
        runs.push_back({QStringLiteral("  ") + withoutMarks(cause.reason) + end, FontRole::Small, ColorToken::Text3});
    }
    m_list->setRuns(std::move(runs));
    emit rearranged();
}

bool RuledOutList::isOpen() const
{
    return m_head->isChecked();
}

}
