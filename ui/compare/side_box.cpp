#include "ui/compare/side_box.h"

#include "core/diagnosis/words.h"
#include "ui/controls/button.h"
#include "ui/text/flow_label.h"

#include <QGridLayout>

namespace keyhole {

SideBox::SideBox(const Theme &theme, const QString &which, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent), m_which(which), m_title(new FlowLabel(theme, this)),
      m_line(new FlowLabel(theme, this)), m_choose(new Button(theme, tr("Choose…"), Button::Kind::Link, {}, this))
{
    m_choose->setAccessibleName(tr("Choose what stands on the %1").arg(which.toLower()));
    auto *grid = new QGridLayout(this);
    grid->addWidget(m_title, 0, 0);
    grid->addWidget(m_choose, 0, 1, Qt::AlignTop);
    grid->addWidget(m_line, 1, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    connect(m_choose, &Button::clicked, this, &SideBox::chooseRequested);
    connect(&theme, &Theme::changed, this, &SideBox::applyTheme);
    applyTheme();
    setSide({}, {});
}

void SideBox::applyTheme()
{
    const int pad = theme().px(12);
    layout()->setContentsMargins(pad, theme().px(8), pad, pad);
    layout()->setSpacing(theme().px(4));
}

void SideBox::setSide(const ComparedSide &side, const QString &from)
{
    std::vector<TextRun> title{{m_which, FontRole::Strong, ColorToken::Text}};
    QStringList about;
    if (!from.isEmpty())
        about += quoted(from, 60);
    if (side.entry > 0)
        about += tr("entry %1").arg(side.entry);
    if (side.at)
        about += utcText(*side.at);
    if (!about.isEmpty())
        title.push_back({QStringLiteral("   ") + about.join(QStringLiteral(", ")), FontRole::Small, ColorToken::Text2});
    m_title->setRuns(std::move(title));
    const ColorToken color = side.status == 0 ? ColorToken::Text2 : side.status < 400 ? ColorToken::Ok : ColorToken::Danger;
    const qsizetype arrow = side.line.lastIndexOf(QStringLiteral(" → "));
    if (side.line.isEmpty())
        m_line->setRuns({{tr("Nothing is chosen yet."), FontRole::Body, ColorToken::Text2}});
    else
        m_line->setRuns(
            {{side.line.left(arrow), FontRole::CodeSmall, ColorToken::Text}, {side.line.mid(arrow), FontRole::CodeSmall, color}});
}

}
